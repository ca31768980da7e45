package io.quotegate.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Hears what one class writes to the log: as an extension of a test until that is over, else until it is closed. Any thread. */
public final class LogProbe implements AfterEachCallback, AutoCloseable {
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final Logger logger;

    private LogProbe(String writer, Level least) {
        logger = (Logger) LoggerFactory.getLogger(writer);
        logger.setLevel(least);
        written.start();
        logger.addAppender(written);
    }

    /** Hears all but details. */
    public static LogProbe of(Class<?> writer) {
        return of(writer.getName(), Level.INFO);
    }

    /** Hears what is {@code least} or worse. */
    public static LogProbe of(String writer, Level least) {
        return new LogProbe(writer, least);
    }

    /** What was written since the last call. */
    public List<ILoggingEvent> events() {
        synchronized (written) { // as the appender does
            List<ILoggingEvent> events = List.copyOf(written.list);
            written.list.clear();
            return events;
        }
    }

    /** The same, the messages alone. */
    public List<String> lines() {
        return events().stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        logger.detachAppender(written);
        logger.setLevel(null);
    }
}

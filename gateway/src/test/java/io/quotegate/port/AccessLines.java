package io.quotegate.port;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Hears all that gateways of this process log, while it is open: one test at a time. Any thread. */
final class AccessLines implements AutoCloseable {
    private final Logger ours = (Logger) LoggerFactory.getLogger("io.quotegate");
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> hearing = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            said.add(event.getLoggerName() + ' ' + event.getFormattedMessage());
        }
    };

    AccessLines() {
        ours.setLevel(Level.DEBUG);
        hearing.start();
        ours.addAppender(hearing);
    }

    /** Everything, with the name of who said it. */
    List<String> all() {
        return said;
    }

    /** The lines of connections that ended. */
    List<String> access() {
        return said.stream()
                .filter(line -> line.contains("AccessLog"))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    @Override
    public void close() {
        ours.detachAppender(hearing);
        ours.setLevel(null);
    }
}

package io.quotegate.app;

import static java.util.Objects.requireNonNull;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import io.quotegate.config.LogConfig;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Turns the log of this process into what is configured, where that is not what {@code logback.xml} makes of it anyway.
 * For one thread at a time.
 */
public final class LogSetup {
    /** Until it is closed, errors only are logged. */
    public interface Hush extends AutoCloseable {
        @Override
        void close();
    }

    /** Without characters that end a line, command a terminal or turn the direction of text, whoever sent them. */
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} [%thread]"
            + " %replace(%msg){'[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+', ' '}%n"
            + "%replace(%ex){'[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069&&[^\\n\\t]]+', ' '}%nopex";

    private static final String PIECES = ".%d{yyyy-MM-dd}.%i.gz"; // a day's, or less where they become too large
    private static final FileSize LARGEST_PIECE = FileSize.valueOf("64MB");
    private static final FileSize ALL_PIECES = FileSize.valueOf("1GB");
    private static final int DAYS = 14;

    private final LogConfig config;
    private final LoggerContext context;
    private final Logger root;

    private LogSetup(LogConfig config) {
        this.config = config;
        context = (LoggerContext) LoggerFactory.getILoggerFactory();
        root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** @throws IOException if the file cannot be written */
    static void apply(LogConfig config) throws IOException {
        limitRepeats();
        if (!config.equals(LogConfig.USUAL)) {
            new LogSetup(config).apply();
        }
    }

    /** What takes up that {@code next} logs more or less than {@code running}. */
    static Runnable change(LogConfig running, LogConfig next) {
        return running.level() == next.level() ? () -> {} : () -> level(next.level());
    }

    /** Logs nothing but errors for a while. */
    public static Hush hush() {
        Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        root.setLevel(Level.ERROR);
        return () -> root.setLevel(before);
    }

    private static void level(LogConfig.Level least) {
        ((LoggerContext) LoggerFactory.getILoggerFactory())
                .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
                .setLevel(Level.toLevel(least.name()));
    }

    private static void limitRepeats() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        if (context.getTurboFilterList().stream().noneMatch(RepeatLimit.class::isInstance)) {
            context.addTurboFilter(new RepeatLimit(System::nanoTime));
        }
    }

    private void apply() throws IOException {
        if (config.file() != null || config.format() != LogConfig.Format.TEXT) {
            OutputStreamAppender<ILoggingEvent> appender = config.file() == null ? console() : file(config.file());
            appender.setContext(context);
            appender.setEncoder(encoder());
            appender.start();
            if (!appender.isStarted()) {
                throw new IOException("log.file: " + config.file() + " cannot be written");
            }
            root.detachAndStopAllAppenders();
            root.addAppender(appender);
        }
        level(config.level());
    }

    private static OutputStreamAppender<ILoggingEvent> console() {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setTarget("System.err");
        return appender;
    }

    private OutputStreamAppender<ILoggingEvent> file(String name) {
        String file = Path.of(name).toAbsolutePath().toString();
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setFile(file);
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> rotation = new SizeAndTimeBasedRollingPolicy<>();
        rotation.setContext(context);
        rotation.setParent(appender);
        rotation.setFileNamePattern(file.replaceAll("[()]", "\\\\$0") + PIECES);
        rotation.setMaxFileSize(LARGEST_PIECE);
        rotation.setMaxHistory(DAYS);
        rotation.setTotalSizeCap(ALL_PIECES);
        rotation.start();
        appender.setRollingPolicy(rotation);
        appender.setTriggeringPolicy(rotation);
        return appender;
    }

    private Encoder<ILoggingEvent> encoder() {
        EncoderBase<ILoggingEvent> encoder = config.format() == LogConfig.Format.JSON ? json() : text();
        encoder.setContext(context);
        encoder.start();
        return requireNonNull(encoder);
    }

    private static EncoderBase<ILoggingEvent> text() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setPattern(PATTERN);
        return encoder;
    }

    /** An object with what there is to be said of an event, and nothing of how logging works. */
    private static EncoderBase<ILoggingEvent> json() {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMDC(false);
        encoder.setWithMarkers(false);
        encoder.setWithKVPList(false);
        encoder.setWithArguments(false);
        encoder.setWithMessage(false);
        encoder.setWithFormattedMessage(true);
        return encoder;
    }
}

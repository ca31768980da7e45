package io.quotegate.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotegate.config.LogConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** The log of this process is turned, and turned back. */
@Isolated
class LogSetupTest {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.quotegate.Some");
    private final List<Appender<ILoggingEvent>> before = new ArrayList<>();
    private ch.qos.logback.classic.Level level = ch.qos.logback.classic.Level.INFO;

    @TempDir
    private Path directory;

    @BeforeEach
    void remember() {
        level = root.getLevel();
        root.iteratorForAppenders().forEachRemaining(before::add);
    }

    @AfterEach
    void restore() {
        root.detachAndStopAllAppenders();
        before.forEach(Appender::start);
        before.forEach(root::addAppender);
        root.setLevel(level);
        logger.setLevel(null);
    }

    private Path apply(LogConfig.Level least, LogConfig.Format format) throws IOException {
        Path file = directory.resolve("new/a (1).log");
        LogSetup.apply(new LogConfig(least, file.toString(), format, 0));
        return file;
    }

    @Test
    void writesLinesForPeopleToTheFile() throws IOException {
        Path file = apply(LogConfig.Level.WARN, LogConfig.Format.TEXT);
        logger.info("not this");
        logger.warn("two\nlines");
        assertThat(Files.readAllLines(file)).singleElement().asString().matches(".* WARN  Some \\[.*] two lines");
    }

    @Test
    void writesNothingThatCommandsATerminal() throws IOException {
        Path file = apply(LogConfig.Level.WARN, LogConfig.Format.TEXT);
        logger.warn("a\u001b[2Jb\u009b1mc\u0007\u202Ed\u2028e \u5E01");
        logger.warn("failed", new IllegalStateException("x\u001b[2Jy\rz"));
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).endsWith("] a [2Jb 1mc d e \u5E01");
        assertThat(lines.get(1)).endsWith("] failed");
        assertThat(lines.get(2)).isEqualTo("java.lang.IllegalStateException: x [2Jy z");
        assertThat(lines.get(3)).startsWith("\tat ");
    }

    @Test
    void writesAnObjectALineForPrograms() throws IOException {
        Path file = apply(LogConfig.Level.DEBUG, LogConfig.Format.JSON);
        logger.debug("{} \"said\"\nmore", "币");
        logger.error("our fault", new IllegalStateException("why"));
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        JsonNode first = new ObjectMapper().readTree(lines.get(0));
        assertThat(first.get("level").asText()).isEqualTo("DEBUG");
        assertThat(first.get("loggerName").asText()).isEqualTo("io.quotegate.Some");
        assertThat(first.get("formattedMessage").asText()).isEqualTo("币 \"said\"\nmore");
        assertThat(first.get("timestamp").isIntegralNumber()).isTrue();
        assertThat(first.get("threadName").asText()).isNotEmpty();
        assertThat(first.get("throwable").isNull()).isTrue();
        assertThat(first.size()).isEqualTo(6);
        assertThat(new ObjectMapper().readTree(lines.get(1)).get("throwable").toString())
                .contains("IllegalStateException");
    }

    @Test
    void saysWhenTheFileCannotBeWritten() throws IOException {
        Files.createFile(directory.resolve("file"));
        String file = directory.resolve("file/log").toString();
        assertThatIOException()
                .isThrownBy(() -> LogSetup.apply(new LogConfig(LogConfig.Level.INFO, file, LogConfig.Format.TEXT, 0)))
                .withMessage("log.file: " + file + " cannot be written");
    }

    @Test
    void leavesTheLogAsItIsWhereNothingIsConfigured() throws IOException {
        LogSetup.apply(LogConfig.USUAL);
        List<Appender<ILoggingEvent>> after = new ArrayList<>();
        root.iteratorForAppenders().forEachRemaining(after::add);
        assertThat(after).isEqualTo(before);
        assertThat(root.getLevel()).isEqualTo(level);
    }
}

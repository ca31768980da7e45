package io.quotegate.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class WireCommandTest {
    private final StringWriter out = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--servers tomcat; server: tomcat (expected: quotegate, floor, netty, vertx, jetty, undertow,"
                        + " grpc-netty)",
                "--scenario fun; expected one of [fanout, latency, requests, calls, ladder, wide, random, cold, tail,"
                        + " streams, deflate, books, stopped, idle, downloads, handshakes, drain, resume, relay, cluster,"
                        + " attacks]",
                "--pairs 4001; --pairs: 4001 (expected: 1..4000)",
                "--sets random --set-size 20 --pairs 9; --set-size: 20 (expected: 1..9, as --pairs)",
                "--for 6m; --for: PT6M (expected: up to 5m)",
                "--measure soon; soon (expected: <n>(us|ms|s|m|h|d), or 0)",
                "--downloads 501; --downloads: 501 (expected: 1..500)",
                "--download-mib 50,-1; --download-mib: -1 (expected: at least 0)",
                "--heap much; --heap: much (expected: a size as -Xmx takes it, for example 512m)",
                "--subscribers 0; --subscribers: 0 (expected: 1..200000)",
                "--what; Unknown option"
            })
    void saysWhatIsWrongWithAnOption(String arguments, String message) {
        assertThat(execute(arguments.split(" ", -1))).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(out.toString()).containsIgnoringCase(message);
    }

    @Test
    void explainsEveryOption() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString())
                .contains("--scenario", "--servers", "--gateway-set", "--idle-connections", "--out", "Exit code");
    }

    private int execute(String... arguments) {
        PrintWriter writer = new PrintWriter(out);
        return WireCommand.commandLine(arguments).setOut(writer).setErr(writer).execute(arguments);
    }
}

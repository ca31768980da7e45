package io.quotegate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said about a file that is not made of sections, keys and values as it should be. */
class YamlProblemsTest {
    private static final String FILE = "config/quotegate.yaml:";
    private static final String PAIRS = "(expected: a list of 1..4000, each BASE-QUOTE in upper case, once only)";
    private static final String SERVER = "(expected: keys in it: bind, port, event-loops, transport, loop, heartbeat,"
            + " allow-anonymous, hosts, origins, drain, warm-up, trusted-proxies)";

    @TempDir
    private Path directory;

    static Stream<Arguments> unknownKeys() {
        return Stream.of(
                yaml("server:\n  prot: 1\n", "2: server.prot: unknown key (did you mean server.port?)"),
                yaml("sever:\n\n  port: 1\n", "3: sever.port: unknown key (did you mean server.port?)"),
                yaml("server.prot: 1\n", "1: server.prot: unknown key (did you mean server.port?)"),
                yaml("port: 1\n", "1: port: unknown key (did you mean server.port?)"),
                yaml("sever: 1\n", "1: sever: unknown key (did you mean server?)"),
                yaml("sever: {}\n", "1: sever: unknown key (did you mean server?)"),
                yaml("sever:\n", "1: sever: unknown key (did you mean server?)"),
                yaml("pair: [{a: 1}, [b]]\n", "1: pair: unknown key (did you mean pairs?)"),
                yaml("venues:\n  kraken: {ws: x}\n", "2: venues.kraken.ws: unknown key (did you mean venues.okx.ws?)"),
                yaml("okx: {}\n", "1: okx: unknown key (did you mean venues.okx?)"),
                yaml("Server:\n  port: 1\n", "2: Server.port: unknown key (did you mean server.port?)"),
                yaml("'': 1\n", "1: empty: unknown key (did you mean tls?)"),
                yaml("server.port.x: 1\n", "1: server.port.x: unknown key (did you mean server.port?)"));
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                yaml("\nserver: 8080\n", "2: server: 8080 " + SERVER),
                yaml("server: [port, 1]\n", "1: server: a list " + SERVER),
                yaml(
                        "venues:\n  okx: wss://h\n",
                        "2: venues.okx: wss://h (expected: keys in it: ws, ws-business, rest, proxy,"
                                + " simulated, connections)"),
                yaml("venues: okx\n", "1: venues: okx (expected: keys in it: okx, binance)"),
                yaml("server:\n  port: {min: 1}\n", "2: server.port: a section (expected: 0..65535)"),
                yaml("server:\n  port: [1, 2]\n", "2: server.port: a list (expected: 0..65535)"),
                yaml("pairs: BTC-USDT,btc\n", "1: pairs: btc (expected: BASE-QUOTE in upper case)"),
                yaml("pairs: ' '\n", "1: pairs: empty " + PAIRS),
                yaml("pairs:\n  BTC-USDT: okx\n", "2: pairs: a section " + PAIRS),
                yaml("pairs:\n  - BTC-USDT\n  - {a: 1}\n", "3: pairs: a section " + PAIRS),
                yaml("pairs:\n  - BTC-USDT\n  - [ETH-USDT]\n", "3: pairs: a list " + PAIRS),
                yaml("[server, 1]\n", "1: a list (expected: keys and their values)"),
                yaml("\nserver.port=1\n", "2: server.port=1 (expected: keys and their values)"),
                yaml(
                        "debug.echo: &x true\nserver.allow-anonymous: *x\n",
                        "2: server.allow-anonymous: an alias" + " (expected: true or false)"),
                yaml("server.port: 1\n---\nserver.port: 2\n", "3: a second document (expected: one)"));
    }

    static Stream<Arguments> syntaxErrors() {
        return Stream.of(
                yaml(
                        "server:\n\tport: 1\n",
                        "2:1: not YAML: found character '\\t(TAB)' that cannot start any token."
                                + " (Do not use \\t(TAB) for indentation)"),
                yaml(
                        "server:\n  bind: a\n port: 1\n",
                        "3:2: not YAML: expected <block end>, but found '<block mapping" + " start>'"),
                yaml("server.bind: a: b\n", "1:15: not YAML: mapping values are not allowed here"),
                yaml("server:\n  bind: \u0007\n", "2:9: not YAML: special characters are not allowed"),
                yaml("? [a]\n: b\n", "1:4: not YAML: Expected a field name (Scalar value in YAML)"),
                yaml("server.bind: 'a\n", "2:1: not YAML: found unexpected end of stream"),
                yaml("pairs: [A-B, C-D\n", "2:1: not YAML: expected ',' or ']', but got <stream end>"));
    }

    @ParameterizedTest
    @MethodSource({"unknownKeys", "shapes", "syntaxErrors"})
    void areSaidInOneLine(String yaml, String expected) {
        assertThat(new Sources(directory).problems(yaml)).containsExactly(expected);
    }

    @Test
    void beforeASyntaxErrorAreSaidTooButNotWhatTheRestCouldSettle() {
        assertThat(new Sources(directory).problems("server:\n  bind: 0.0.0.0\n  prot: 1\n allow-anonymous: true\n"))
                .containsExactly(
                        FILE + "3: server.prot: unknown key (did you mean server.port?)",
                        FILE + "4:2: not YAML: expected <block end>, but found '<block mapping start>'");
    }

    @Test
    void areSaidOfNestingThatNeverEnds() {
        assertThat(new Sources(directory).problems("{a: ".repeat(5000)))
                .hasSize(2)
                .startsWith(FILE + "1: " + "a.".repeat(8) + "a: unknown key (did you mean feeds.stale-after?)")
                .last()
                .asString()
                .contains("not YAML: Document nesting depth (1001) exceeds the maximum allowed");
        assertThat(new Sources(directory).problems("pairs: " + "[".repeat(5000)))
                .last()
                .asString()
                .contains("not YAML: Document nesting depth (1001) exceeds the maximum allowed");
    }

    private static Arguments yaml(String yaml, String expected) {
        return Arguments.of(yaml, FILE + expected);
    }
}

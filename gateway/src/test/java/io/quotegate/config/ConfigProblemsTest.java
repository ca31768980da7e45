package io.quotegate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.quotegate.config.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about keys and values, wherever they were given; {@link YamlProblemsTest} is about the file. */
class ConfigProblemsTest {
    private static final String FILE = "config/quotegate.yaml:";
    private static final String PAIRS = "(expected: a list of 1..4000, each BASE-QUOTE in upper case, once only)";
    private static final String VENUES = "(expected: a list of 1..2, each okx or binance, once only)";
    private static final String SERVER = "(expected: keys in it: bind, port, event-loops, transport, loop, heartbeat,"
            + " allow-anonymous, hosts, origins, drain, warm-up, trusted-proxies)";
    private static final String LOOPBACK =
            "(expected: a loopback address, unless auth.tokens-file is set or server.allow-anonymous is true)";

    @TempDir
    private Path directory;

    static Stream<Arguments> emptyValues() {
        return Stream.of(
                yaml("server:\n  port:\n", "2: server.port: empty (expected: 0..65535)"),
                yaml("server.port: ~\n", "1: server.port: empty (expected: 0..65535)"),
                yaml("server.port: null\n", "1: server.port: empty (expected: 0..65535)"),
                yaml("server.bind: ''\n", "1: server.bind: empty (expected: an IP address or a host name)"),
                yaml("server.bind: '  '\n", "1: server.bind: empty (expected: an IP address or a host name)"),
                yaml("pairs:\n", "1: pairs: empty " + PAIRS),
                yaml("pairs: []\n", "1: pairs: empty " + PAIRS),
                yaml("pairs: [A-B,\n ~]\n", "2: pairs: empty (expected: BASE-QUOTE in upper case)"),
                yaml("feeds: {preferred: []}\n", "1: feeds.preferred: empty " + VENUES),
                variable("SERVER_PORT", "", "server.port: empty (expected: 0..65535)"),
                variable("PAIRS", "", "pairs: empty " + PAIRS),
                variable("PAIRS", "A-B,,C-D", "pairs: empty (expected: BASE-QUOTE in upper case)"),
                set("server.port=", "server.port: empty (expected: 0..65535)"),
                set("pairs= ", "pairs: empty " + PAIRS));
    }

    static Stream<Arguments> repetitions() {
        return Stream.of(
                yaml(
                        "server.port: 1\n\nserver.port: 2\n",
                        "3: server.port: given twice (expected: once, as in line 1)"),
                yaml(
                        "server:\n  port: 1\nserver.port: 2\n",
                        "3: server.port: given twice (expected: once, as in line 2)"),
                yaml(
                        "server:\n  port: 1\nserver:\n  bind: ::1\n",
                        "3: server: given twice (expected: once, as in line 1)"),
                yaml("pairs: [A-B,\n C-D,\n A-B]\n", "3: pairs: A-B (expected: once only)"),
                yaml("feeds.preferred:\n- okx\n- okx\n", "3: feeds.preferred: okx (expected: once only)"),
                set("pairs=A-B,C-D,A-B", "pairs: A-B (expected: once only)"));
    }

    static Stream<Arguments> arguments() {
        return Stream.of(
                set("server.port", "no key and value (expected: KEY=VALUE)"),
                set("=1", "no key and value (expected: KEY=VALUE)"),
                set("", "no key and value (expected: KEY=VALUE)"),
                set("server.prot=1", "server.prot: unknown key (did you mean server.port?)"),
                set("server=1", "server: a section " + SERVER),
                set("server.port=99999", "server.port: 99999 (expected: 0..65535)"),
                set("debug.echo=a=b", "debug.echo: a=b (expected: true or false)"),
                variable("SERVER_PORT", "99999", "server.port: 99999 (expected: 0..65535)"),
                Arguments.of(null, Map.of(), List.of(), 65536, "--port 65536: server.port: 65536 (expected: 0..65535)"),
                Arguments.of(null, Map.of(), List.of(), -1, "--port -1: server.port: -1 (expected: 0..65535)"));
    }

    static Stream<Arguments> thingsNotAvailableYet() {
        return Stream.of(
                yaml("tls:\n  key: /srv\n", "2: tls.cert: none (expected: a PEM file, as tls.key is set)"),
                yaml("tls.mode: on\n", "1: tls.mode: on (expected: off, optional or required)"),
                yaml("tls.cert: a.pem\n", "1: tls.key: none (expected: a PEM file, as tls.cert is set)"),
                yaml("tls.key: a.pem\n", "1: tls.cert: none (expected: a PEM file, as tls.key is set)"),
                variable("TLS_MODE", "always", "tls.mode: always (expected: off, optional or required)"),
                set("tls.mode=always", "tls.mode: always (expected: off, optional or required)"));
    }

    static Stream<Arguments> disagreements() {
        return Stream.of(
                yaml(
                        "fanout:\n  latest-limit: 2KiB\n  pending-limit: 1KiB\n",
                        "3: fanout.pending-limit: 1KiB (expected: at least fanout.latest-limit, 2KiB)"),
                set(
                        "fanout.latest-limit=2MiB",
                        "fanout.pending-limit: 1MiB (expected: at least fanout.latest-limit, 2MiB)"),
                variable(
                        "FANOUT_PENDING_LIMIT",
                        "0",
                        "fanout.pending-limit: 0 (expected: at least fanout.latest-limit, 64KiB)"),
                yaml(
                        "pairs: [BTC-USDT, BT-CUSDT]\n",
                        "1: pairs: BT-CUSDT (expected: another pair than BTC-USDT, both are BTCUSDT on binance)"),
                yaml(
                        "pairs:\n- A-B\n- {pair: C-D, okx: A-B}\n",
                        "2: pairs: C-D (expected: another pair than A-B, both are A-B on okx)"),
                set("pairs=A-B,A-B okx=none", "pairs: A-B (expected: once only)"),
                set("pairs=A-B okx=none binance=none", "pairs: A-B (expected: a venue that is asked for it)"),
                yaml(
                        "pairs: [{pair: A-B, okx: [A]}]\n",
                        "1: pairs: pair=A-B okx=a list (expected: BASE-QUOTE in upper case)"),
                yaml("server:\n  bind: 0.0.0.0\n", "2: server.bind: 0.0.0.0 " + LOOPBACK),
                yaml("server: {bind: '::', allow-anonymous: false}\n", "1: server.bind: :: " + LOOPBACK),
                set("server.bind=localhost.example.org", "server.bind: localhost.example.org " + LOOPBACK));
    }

    @ParameterizedTest
    @MethodSource({"emptyValues", "repetitions", "arguments", "thingsNotAvailableYet", "disagreements"})
    void areSaidInOneLine(
            @Nullable String yaml,
            Map<String, String> environment,
            List<String> sets,
            @Nullable Integer port,
            String expected) {
        assertThat(new Sources(directory).problems(yaml, environment, sets, port))
                .containsExactly(expected);
    }

    static Stream<Arguments> harmless() {
        return Stream.of(
                yaml("", ""),
                yaml("# nothing\n", ""),
                yaml("---\n", ""),
                yaml("\uFEFFserver:\r\n  port: 1\r\n", ""),
                yaml("server:\nvenues:\n  okx:\n  binance: {}\n", ""),
                yaml("tls: {mode: off}\nfiles.dir: data/files\nserver.trusted-proxies: []\n", ""),
                yaml("server: {bind: 0.0.0.0, allow-anonymous: true}\n", ""),
                yaml("server: {bind: 127.8.8.8}\n", ""),
                yaml("server: {bind: LOCALHOST}\n", ""),
                yaml("server: {port: '1', bind: \"::1\"}\n", ""),
                yaml("fanout: {latest-limit: 1MiB}\n", ""),
                variable("CAPTURES", "/x", ""),
                set(" server.port = 1 ", ""),
                yaml("pairs: [BTC-USDT, BT-CUSDT]\nfeeds.preferred: [okx]\n", ""),
                yaml("pairs: [BTC-USDT, {pair: BT-CUSDT, binance: none}]\n", ""),
                set("pairs= A-B , C-D ", ""));
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void areNotSeenWhereThereAreNone(
            @Nullable String yaml,
            Map<String, String> environment,
            List<String> sets,
            @Nullable Integer port,
            String expected) {
        assertThat(new Sources(directory).problems(yaml, environment, sets, port))
                .isEmpty();
    }

    @Test
    void areSaidAllAtOnceEvenOfWhatIsOverridden() {
        String yaml = """
                server:
                  prot: 1
                  port: x
                  bind: 0.0.0.0
                pairs: [btc, A-B, A-B]
                fanout:
                  pending-limit: 1B
                server.port: 2
                feeds: {stale-after: 2}
                """;
        List<String> sets = List.of("server.port=3", "nothing", "tls.mode=always");
        Map<String, String> environment = Map.of("QUOTEGATE_X", "1", "QUOTEGATE_DEBUG_ECHO", "yes", "HOME", "/root");

        assertThat(new Sources(directory).problems(yaml, environment, sets, 99999))
                .containsExactly(
                        FILE + "2: server.prot: unknown key (did you mean server.port?)",
                        FILE + "3: server.port: x (expected: 0..65535)",
                        FILE + "5: pairs: btc (expected: BASE-QUOTE in upper case)",
                        FILE + "5: pairs: A-B (expected: once only)",
                        FILE + "8: server.port: given twice (expected: once, as in line 3)",
                        FILE + "9: feeds.stale-after: 2 (expected: 100ms..1h, as <n>(us|ms|s|m|h|d))",
                        "environment QUOTEGATE_DEBUG_ECHO: debug.echo: yes (expected: true or false)",
                        "--set nothing: no key and value (expected: KEY=VALUE)",
                        "--set tls.mode=always: tls.mode: always (expected: off, optional or required)",
                        "--port 99999: server.port: 99999 (expected: 0..65535)",
                        FILE + "7: fanout.pending-limit: 1B (expected: at least fanout.latest-limit, 64KiB)",
                        FILE + "4: server.bind: 0.0.0.0 " + LOOPBACK);
    }

    @Test
    void doNotBlameTheAddressWhereTokensAreNeeded() {
        assertThat(new Sources(directory).problems("server.bind: 0.0.0.0\nauth.tokens-file: t\n"))
                .isEmpty();
        assertThat(new Sources(directory).problems("server.bind: 0.0.0.0\nauth.tokens-file: none\n"))
                .containsExactly(FILE + "1: server.bind: 0.0.0.0 " + LOOPBACK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUOTEGATE_CACHE", "QUOTEGATE_CAPTURES", "QUOTEGATE_TOKEN", "QUOTEGATE"})
    void areNoneInVariablesOfTheWrapperOfTestsAndOfCommands(String variable) {
        Problems problems = new Problems();
        EnvironmentReader.read(Map.of(variable, "x"), problems, (setting, raw) -> {
            throw new AssertionError(setting.key());
        });
        assertThat(problems.all()).isEmpty();
        assertThat(problems.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "QUOTEGATE_SERVER_PROT, QUOTEGATE_SERVER_PORT",
        "QUOTEGATE_PORT, QUOTEGATE_SERVER_PORT",
        "QUOTEGATE_EVENTLOOPS, QUOTEGATE_SERVER_EVENT_LOOPS",
        "QUOTEGATE_X, QUOTEGATE_VENUES_OKX_WS"
    })
    void areNoneWhereAVariableMayBeSomebodyElses(String variable, String nearest) {
        Problems problems = new Problems();
        EnvironmentReader.read(Map.of(variable, "tcp://10.0.0.1:80"), problems, (setting, raw) -> {
            throw new AssertionError(setting.key());
        });
        assertThat(problems.all()).isEmpty();
        assertThat(problems.warnings())
                .containsExactly(
                        "environment " + variable + ": unknown variable, passed over (did you mean " + nearest + "?)");
    }

    @Test
    void areToldOfPlacesThatCannotBeUsed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "no database ".repeat(100));
        assertThat(checked("files.dir=" + file.resolve("sub/files")))
                .containsExactly("--set files.dir=" + file.resolve("sub/files") + ": files.dir: "
                        + file.resolve("sub/files") + " cannot be made: " + file + " is no directory");
        assertThat(checked("store.path=" + file))
                .singleElement()
                .asString()
                .startsWith("--set store.path=" + file + ": store.path: " + file + ": ")
                .contains("not a database");
        assertThat(checked("store.path=" + directory))
                .singleElement()
                .asString()
                .endsWith(" is a directory");
        assertThat(checked("store.path=jdbc:postgresql://127.0.0.1:1/q?password=pw"))
                .singleElement()
                .asString()
                .contains("start the server")
                .doesNotContain("pw");
        assertThat(checked("store.path=" + directory.resolve("sub/q.db"))).isEmpty();
        assertThat(directory.resolve("sub")).as("touched nothing").doesNotExist();
        assertThat(file).hasContent("no database ".repeat(100));
    }

    @Test
    void areToldOfAPlaceWhereNotEvenRootCanMakeAnything() {
        assumeThat(Files.isDirectory(Path.of("/proc/self"))).as("Linux").isTrue();
        assertThat(checked("files.dir=/proc/files")).singleElement().asString().containsPattern(" in /proc: [^/]+$");
    }

    private List<String> checked(String set) {
        List<String> sets = List.of("store.path=none", "files.dir=" + directory.resolve("files"), set);
        return ConfigLoader.check(new ConfigSources(null, Map.of(), sets, null), directory);
    }

    @Test
    void showNoSecretsAndNoHugeValues() {
        List<String> sets = List.of("store.path=jdbc:postgres://me:pw@h/db?password=pw&x=1", "okx=ws://me:p@pw@h");
        assertThat(new Sources(directory).problems(null, Map.of(), sets, null))
                .hasSize(2)
                .noneMatch(problem -> problem.contains("pw"))
                .first()
                .asString()
                .isEqualTo(
                        "--set store.path=jdbc:postgres://***@h/db?password=***&x=1: store.path:"
                                + " jdbc:postgres://***@h/db?password=***&x=1 (expected: a path, jdbc:postgresql://... or none)");
        String cut = "store.path=jdbc:postgres://me:" + "pw".repeat(100) + "@h/db";
        assertThat(new Sources(directory).problems(null, Map.of(), List.of(cut), null))
                .noneMatch(problem -> problem.contains("pw"));
        assertThat(new Sources(directory).problems("server.port: " + "9".repeat(1000) + "\n\"pairs\\nx\": 1\n"))
                .containsExactly(
                        FILE + "1: server.port: " + "9".repeat(80) + "... (expected: 0..65535)",
                        FILE + "2: pairs x: unknown key (did you mean pairs?)");
    }

    private static Arguments yaml(String yaml, String expected) {
        return Arguments.of(yaml, Map.of(), List.of(), null, FILE + expected);
    }

    private static Arguments variable(String suffix, String text, String expected) {
        String name = "QUOTEGATE_" + suffix;
        return Arguments.of(null, Map.of(name, text), List.of(), null, "environment " + name + ": " + expected);
    }

    private static Arguments set(String set, String expected) {
        String shown = set.isEmpty() ? "empty" : set;
        return Arguments.of(null, Map.of(), List.of(set), null, "--set " + shown + ": " + expected);
    }
}

package io.quotegate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.config.source.ConfigFile;
import io.quotegate.config.source.Problems;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigLoaderTest {
    private static final ConfigSources NOTHING = new ConfigSources(null, Map.of(), List.of(), null);

    private static final int FILE = 1;
    private static final int ENVIRONMENT = 2;
    private static final int SET = 4;
    private static final int PORT = 8;

    @TempDir
    private Path directory;

    private Sources sources = new Sources(Path.of(""));

    @BeforeEach
    void setUp() {
        sources = new Sources(directory);
    }

    static IntStream everyCombination() {
        return IntStream.range(0, FILE + ENVIRONMENT + SET + PORT + 1);
    }

    @ParameterizedTest
    @MethodSource("everyCombination")
    void letsTheStrongestOfItsSourcesDecide(int given) {
        GatewayConfig config = sources.load(
                has(given, FILE) ? "server: {port: 1}" : null,
                has(given, ENVIRONMENT) ? Map.of("QUOTEGATE_SERVER_PORT", "2") : Map.of(),
                has(given, SET) ? List.of("server.port=4") : List.of(),
                has(given, PORT) ? 8 : null);
        assertThat(config.server().port()).isEqualTo(given == 0 ? 8080 : Integer.highestOneBit(given));
    }

    @ParameterizedTest
    @MethodSource("everyCombination")
    void replacesListsAsAWhole(int given) {
        GatewayConfig config = sources.load(
                has(given, FILE) ? "pairs:\n  - A-F\n  - B-F\n" : "",
                has(given, ENVIRONMENT) ? Map.of("QUOTEGATE_PAIRS", "A-E,B-E,C-E") : Map.of(),
                has(given, SET) ? List.of("pairs=A-S") : List.of(),
                null);
        List<String> expected = has(given, SET)
                ? List.of("A-S")
                : has(given, ENVIRONMENT)
                        ? List.of("A-E", "B-E", "C-E")
                        : has(given, FILE)
                                ? List.of("A-F", "B-F")
                                : Sources.defaults().pairs();
        assertThat(config.pairs()).isEqualTo(expected);
    }

    private static boolean has(int given, int source) {
        return (given & source) != 0;
    }

    @Test
    void keepsWhatADemonstrationHasInADirectoryOfItsOwnUnlessItIsTold() throws Exception {
        Files.createDirectories(directory.resolve("config"));
        Files.writeString(directory.resolve("config/quotegate.yaml"), "files: {dir: data/files}\n");
        GatewayConfig config = ConfigLoader.load(ConfigSources.demo(Map.of(), List.of(), null), directory);
        assertThat(config.files().directory()).isEqualTo("data/demo/files");
        assertThat(config.store().path()).isEqualTo("data/demo/quotegate.db");
        GatewayConfig told = ConfigLoader.load(
                ConfigSources.demo(Map.of("QUOTEGATE_FILES_DIR", "there"), List.of("store.path=none"), null),
                directory);
        assertThat(told.files().directory()).isEqualTo("there");
        assertThat(told.store().isWanted()).isFalse();
    }

    @Test
    void knowsWhatVenuesCallAPair() {
        GatewayConfig config = sources.load("pairs:\n"
                + "  - BTC-USDT\n"
                + "  - {pair: NEIRO-USDT, okx: NEIRO-USDT, binance: NEIROCTOUSDT}\n"
                + "  - pair: NEIROETH-USDT\n"
                + "    okx: none\n");
        assertThat(config.symbols()).containsExactly("BTC-USDT", "NEIRO-USDT", "NEIROETH-USDT");
        Instruments instruments = Instruments.of(config.pairs());
        assertThat(instruments.byId(1).nameOn(Venue.OKX)).isEqualTo("NEIRO-USDT");
        assertThat(instruments.byId(1).nameOn(Venue.BINANCE)).isEqualTo("NEIROCTOUSDT");
        assertThat(instruments.byId(2).nameOn(Venue.OKX)).isNull();
        assertThat(instruments.byId(2).nameOn(Venue.BINANCE)).isEqualTo("NEIROETH-USDT");
        assertThat(instruments.on(Venue.OKX)).extracting(Instrument::id).containsExactly(0, 1);
    }

    @Test
    void letsTheLastOfSeveralArgumentsDecide() {
        List<String> sets = List.of("server.port=1", "server.port=2");
        assertThat(sources.load(null, Map.of(), sets, null).server().port()).isEqualTo(2);
    }

    @Test
    void takesValuesOfDifferentSourcesTogether() {
        GatewayConfig config = sources.load(
                "server.port: 1\nfanout:\n  latest-limit: 2MiB\n",
                Map.of("QUOTEGATE_FANOUT_PENDING_LIMIT", "3MiB"),
                List.of("limits.frame=64B"),
                null);
        assertThat(config.server().port()).isEqualTo(1);
        assertThat(config.fanout().latestLimitBytes()).isEqualTo(2 << 20);
        assertThat(config.fanout().pendingLimitBytes()).isEqualTo(3 << 20);
        assertThat(config.limits().frameBytes()).isEqualTo(64);
    }

    @Test
    void readsTheCopyInTheJarWhenThereIsNoFile() {
        assertThat(ConfigLoader.load(NOTHING, directory)).isEqualTo(Sources.defaults());
        Problems problems = new Problems();
        ConfigFile file = ConfigFile.open(null, directory, problems);
        assertThat(file).isNotNull().extracting(ConfigFile::name).isEqualTo("config/quotegate.yaml in the jar");
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void readsTheFileInTheWorkingDirectoryWhenThereIsOne() {
        assertThat(sources.load("server.port: 1").server().port()).isEqualTo(1);
        assertThat(ConfigFile.nameOf(null, directory)).isEqualTo("config/quotegate.yaml");
    }

    @Test
    void readsTheFileNamedInstead() {
        sources.write("config/quotegate.yaml", "server.port: 1");
        sources.write("other.yaml", "server.port: 2");
        assertThat(loadNamed("other.yaml").server().port()).isEqualTo(2);
        assertThat(loadNamed(directory.resolve("other.yaml").toString())
                        .server()
                        .port())
                .isEqualTo(2);
        assertThat(ConfigLoader.fileName(new ConfigSources(Path.of("a/b.yaml"), Map.of(), List.of(), null)))
                .isEqualTo("a/b.yaml");
    }

    @Test
    void refusesAFileThatWasNamedAndIsMissing() {
        assertThatThrownBy(() -> loadNamed("missing.yaml"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("missing.yaml: no such file (expected: a configuration, as config/quotegate.yaml)");
    }

    @Test
    void refusesWhatIsNoTextFile() throws IOException {
        Files.createDirectories(directory.resolve("config/quotegate.yaml"));
        assertThatThrownBy(() -> ConfigLoader.load(NOTHING, directory))
                .isInstanceOf(ConfigException.class)
                .hasMessage("config/quotegate.yaml: cannot be read: Is a directory");
        Files.write(directory.resolve("latin1.yaml"), new byte[] {'#', (byte) 0xe9, '\n'});
        assertThatThrownBy(() -> loadNamed("latin1.yaml"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("latin1.yaml: not UTF-8 (expected: a configuration, as config/quotegate.yaml)");
    }

    @Test
    void takesListsWithCommasInTheFileToo() throws IOException {
        Files.writeString(directory.resolve("commas.yaml"), "pairs: A-B, C-D\nfeeds.preferred: binance\n");
        GatewayConfig config = loadNamed("commas.yaml");
        assertThat(config.pairs()).containsExactly("A-B", "C-D");
        assertThat(config.feeds().preferred()).containsExactly(Venue.BINANCE);
    }

    @Test
    void checksWithoutThrowing() {
        Path missing = directory.resolve("missing.yaml");
        assertThat(ConfigLoader.check(NOTHING)).isEmpty();
        assertThat(ConfigLoader.check(new ConfigSources(missing, Map.of(), List.of("server.port=-1"), 70000)))
                .containsExactly(
                        missing + ": no such file (expected: a configuration, as config/quotegate.yaml)",
                        "--set server.port=-1: server.port: -1 (expected: 0..65535)",
                        "--port 70000: server.port: 70000 (expected: 0..65535)");
    }

    @Test
    void keepsOfTheEnvironmentOnlyWhatIsOurs() {
        ConfigSources given = new ConfigSources(
                null, Map.of("HOME", "/root", "AWS_SECRET", "x", "QUOTEGATE_X", "y"), List.of(), null);
        assertThat(given.environment()).containsOnlyKeys("QUOTEGATE_X");
        assertThat(ConfigSources.ofProcess(null, List.of(), null).environment().keySet())
                .isSubsetOf(System.getenv().keySet());
    }

    private GatewayConfig loadNamed(@Nullable String name) {
        Path path = name == null ? null : Path.of(name);
        return ConfigLoader.load(new ConfigSources(path, Map.of(), List.of(), null), directory);
    }
}

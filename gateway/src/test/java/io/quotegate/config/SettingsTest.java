package io.quotegate.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.config.source.ConfigFile;
import io.quotegate.config.source.Problems;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuoteRing;
import io.quotegate.store.StoreSettings;
import io.quotegate.transport.LoopKind;
import io.quotegate.transport.TransportKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table against the contract, the file and the document. */
class SettingsTest {
    private static final Path ROOT = Path.of(System.getProperty("basedir", ".")).resolve("..");

    /** In the file a key that is not available yet stands behind a number sign without a space. */
    private static final Pattern COMMENTED_OUT = Pattern.compile("(?m)^( *)#(?=[a-z])");

    static List<Setting<?>> all() {
        return Settings.all();
    }

    @Test
    void eachHasNamesOfItsOwnAndASentence() {
        assertThat(Settings.all()).extracting(Setting::key).doesNotHaveDuplicates();
        assertThat(Settings.all()).extracting(Setting::variable).doesNotHaveDuplicates();
        assertThat(Settings.all()).extracting(Setting::meaning).allMatch(meaning -> meaning.endsWith("."));
    }

    @Test
    void areSpelledInUpperCaseInTheEnvironment() {
        assertThat(Settings.SERVER_EVENT_LOOPS.variable()).isEqualTo("QUOTEGATE_SERVER_EVENT_LOOPS");
        assertThat(VenueSettings.OKX_WS_BUSINESS.variable()).isEqualTo("QUOTEGATE_VENUES_OKX_WS_BUSINESS");
    }

    @Test
    void defaultToWhatTheContractSays() {
        GatewayConfig config = Sources.defaults();
        int cores = Runtime.getRuntime().availableProcessors();
        assertThat(config.server())
                .isEqualTo(new ServerConfig(
                        "127.0.0.1",
                        8080,
                        cores,
                        TransportKind.AUTO,
                        LoopKind.WAIT,
                        Duration.ofSeconds(15),
                        false,
                        List.of(),
                        List.of(),
                        List.of(),
                        Duration.ZERO,
                        Duration.ofSeconds(2)));
        assertThat(String.join(" ", config.pairs()))
                .isEqualTo("BTC-USDT ETH-USDT XRP-USDT DOGE-USDT ADA-USDT BNB-USDT SOL-USDT POL-USDT USDC-USDT");
        assertThat(config.feeds().preferred()).containsExactly(Venue.OKX, Venue.BINANCE);
        assertThat(config.feeds().staleAfter()).hasSeconds(2);
        assertThat(config.feeds().pairStaleAfter()).hasSeconds(10);
        assertThat(config.feeds().failBackAfter()).hasSeconds(10);
        assertThat(config.feeds().connectTimeout()).hasSeconds(3);
        assertThat(config.feeds().maxBackoff()).hasSeconds(30);
        assertThat(config.fanout()).isEqualTo(new FanoutConfig(Duration.ofMillis(1), 65536, 1 << 20, 65536, 8));
        int connections = config.limits().connections();
        assertThat(config.limits())
                .isEqualTo(new LimitsConfig(
                        1 << 20, 64, Duration.ofSeconds(10), connections, 1000, 100_000, 20_000, Duration.ZERO, 0.9));
        assertThat(connections).as("nine tenths of the descriptors").isGreaterThan(100);
        assertThat(config.store()).isEqualTo(new StoreSettings("data/quotegate.db", Duration.ofDays(30), 100_000));
        assertThat(config.debugEcho()).isFalse();
    }

    @Test
    void limitsAreAllInTheDocumentForOperators() throws IOException {
        String document = Files.readString(ROOT.resolve("docs/OPERATIONS.md"));
        for (Setting<?> setting : Settings.all()) {
            if (setting.section().equals("limits")) {
                assertThat(document).contains("| `" + setting.key() + "` | `" + setting.defaultText() + "` | ");
            }
        }
        assertThat(document.split("\n\\| `limits\\.", -1)).as("no others").hasSize(10);
    }

    @Test
    void reachTheRealVenuesByDefault() {
        VenuesConfig venues = Sources.defaults().venues();
        assertThat(venues.webSockets(Venue.OKX)).hasToString("[wss://ws.okx.com:8443/ws/v5/public]");
        assertThat(venues.okx().wsBusiness()).hasToString("wss://ws.okx.com:8443/ws/v5/business");
        assertThat(venues.okx().rest()).hasToString("[https://www.okx.com]");
        assertThat(venues.okx().proxy()).isEmpty();
        assertThat(venues.okx().simulated()).isFalse();
        assertThat(venues.webSockets(Venue.BINANCE)).hasToString("[wss://stream.binance.com:9443/ws]");
        assertThat(venues.binance().wsBusiness()).isNull();
        assertThat(venues.binance().rest()).hasToString("[https://api.binance.com]");
        assertThat(venues.binance().proxy()).isEmpty();
        assertThat(venues.binance().simulated()).isFalse();
    }

    @Test
    void allowTheRingEverySizeItCanHave() {
        assertThatCode(() -> QuoteRing.ofCapacity(8)).doesNotThrowAnyException();
        assertThatThrownBy(() -> QuoteRing.ofCapacity(7)).hasMessageContaining("expected: 8..8388608");
        assertThat(FanoutConfig.RING_QUOTES.kind().expected()).isEqualTo("8..8388608");
        assertThat(QuoteRing.STRIDE).as("as its sentence says").isEqualTo(128);
    }

    @ParameterizedTest
    @MethodSource("all")
    void standInTheFileAtTheirDefaults(Setting<?> setting) throws IOException {
        Map<String, List<String>> inFile = texts(COMMENTED_OUT.matcher(file()).replaceAll("$1"));
        List<String> expected = setting.defaultTexts();
        assertThat(inFile.get(setting.key())).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("all")
    void standInTheFileAsTheyAreRead(Setting<?> setting) throws IOException {
        assertThat(texts(file())).containsKey(setting.key());
    }

    @ParameterizedTest
    @MethodSource("all")
    void areExplainedInTheFile(Setting<?> setting) throws IOException {
        String prose = file().replaceAll("\\s*\\n\\s*#? *", " ");
        String explained = setting.meaning() + " (" + allowed(setting) + ')';
        assertThat(prose).contains(explained + " " + setting.leaf() + ':');
    }

    @ParameterizedTest
    @MethodSource("all")
    void standInTheDocument(Setting<?> setting) throws IOException {
        String defaults = String.join(", ", setting.defaultTexts());
        String row = Stream.of(
                        '`' + setting.key() + '`',
                        defaults.isEmpty() ? "none" : '`' + defaults.replace("|", "\\|") + '`',
                        allowed(setting),
                        setting.meaning())
                .reduce("|", (before, cell) -> before + ' ' + cell + " |");
        assertThat(Files.readString(ROOT.resolve("docs/CONFIGURATION.md"))).contains('\n' + row + '\n');
    }

    @Test
    void areAllThatStandsInTheFileAndTheDocument() throws IOException {
        assertThat(texts(COMMENTED_OUT.matcher(file()).replaceAll("$1"))).hasSameSizeAs(Settings.all());
        assertThat(Files.readAllLines(ROOT.resolve("docs/CONFIGURATION.md")))
                .filteredOn(line -> line.startsWith("| `") && line.split(" \\| ", -1).length == 4)
                .hasSameSizeAs(Settings.all());
    }

    @Test
    void standInTheJarAsInTheFile() throws IOException {
        assertThat(file()).isEqualTo(Files.readString(ROOT.resolve(ConfigFile.DEFAULT_NAME)));
    }

    /** Formats are explained once, at the top. */
    private static String allowed(Setting<?> setting) {
        return setting.kind().expected().replaceFirst(", as <n>.*", "");
    }

    private static Map<String, List<String>> texts(String yaml) {
        Problems problems = new Problems();
        Map<String, List<String>> texts = new HashMap<>();
        YamlReader.read(
                new ConfigFile("file", yaml), problems, (setting, raw) -> texts.put(setting.key(), raw.texts()));
        assertThat(problems.all()).isEmpty();
        return texts;
    }

    private static String file() throws IOException {
        try (InputStream in = SettingsTest.class.getResourceAsStream('/' + ConfigFile.DEFAULT_NAME)) {
            return new String(requireNonNull(in).readAllBytes(), UTF_8);
        }
    }
}

package io.quotegate.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.config.source.Problems;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindsTest {
    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "1us, PT0.000001S",
        "1500ms, PT1.5S",
        "10s, PT10S",
        "90m, PT1H30M",
        "24h, PT24H",
        "1d, PT24H",
        "1.5s, PT1.5S"
    })
    void readsDurations(String text, Duration expected) {
        assertThat(read(Settings.FEEDS_FAIL_BACK_AFTER, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1,5s",
                "-1s",
                "+1s",
                "01s",
                "1 s",
                "1S",
                "1ns",
                "1w",
                "s",
                "00",
                "25h",
                "1.1d",
                "86400001ms"
            })
    void refusesOtherDurations(String text) {
        assertRefused(Settings.FEEDS_FAIL_BACK_AFTER, text, "0..24h, as <n>(us|ms|s|m|h|d)");
    }

    @Test
    void refusesNamesThatNoFileCanHave() {
        assertRefused(Settings.FILES_DIR, "data\0files", "a directory");
        assertRefused(Settings.AUTH_TOKENS_FILE, "\0", "a file, or none");
        assertRefused(LogConfig.FILE, "log\0", "a file, without % in its name, or none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99ms", "0", "3601s", "999999999999h", "9999999999999h", "99999999999999999999h"})
    void refusesDurationsOutOfRange(String text) {
        assertRefused(Settings.FEEDS_STALE_AFTER, text, "100ms..1h, as <n>(us|ms|s|m|h|d)");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1B, 1", "3KiB, 3072", "2MiB, 2097152", "1024MiB, 1073741824", "1GiB, 1073741824"})
    void readsSizes(String text, int expected) {
        assertThat(read(FanoutConfig.PENDING_LIMIT, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1KB",
                "1kib",
                "1.5MiB",
                "-1B",
                "2GiB",
                "01B",
                "1025MiB",
                "999999999999MiB",
                "2048MiB",
                "999999999999GiB"
            })
    void refusesOtherSizes(String text) {
        assertRefused(FanoutConfig.PENDING_LIMIT, text, "0..1024MiB, as <n>(B|KiB|MiB|GiB)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"63B", "0", "16MiB", "16777216B"})
    void refusesFramesThatAreTooSmallOrCouldStartWithAnotherByteThan0(String text) {
        assertRefused(Settings.LIMITS_FRAME, text, "64B..16777215B, as <n>(B|KiB|MiB|GiB)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "010", "1_000", "0x10", "1.0", "1e3", "true", "+1", "999999999999", "1B"})
    void refusesOtherNumbers(String text) {
        assertRefused(Settings.SERVER_PORT, text, "0..65535");
    }

    @Test
    void takesCoresForANumberOfThreads() {
        int cores = Runtime.getRuntime().availableProcessors();
        assertThat(read(Settings.SERVER_EVENT_LOOPS, "cores")).isEqualTo(cores);
        assertThat(read(Settings.SERVER_EVENT_LOOPS, "1")).isEqualTo(1);
        assertRefused(Settings.SERVER_EVENT_LOOPS, "0", "1..1024 or cores");
        assertRefused(Settings.SERVER_EVENT_LOOPS, "1025", "1..1024 or cores");
        assertRefused(Settings.SERVER_EVENT_LOOPS, "auto", "1..1024 or cores");
    }

    @ParameterizedTest
    @ValueSource(strings = {"True", "yes", "on", "1", "tru"})
    void refusesOtherFlags(String text) {
        assertRefused(Settings.DEBUG_ECHO, text, "true or false");
    }

    @Test
    void refusesOtherChoices() {
        assertRefused(Settings.SERVER_TRANSPORT, "kqueue", "auto, io_uring, epoll or nio");
        assertRefused(Settings.SERVER_TRANSPORT, "EPOLL", "auto, io_uring, epoll or nio");
        assertRefused(Settings.FEEDS_PREFERRED, "kraken", "okx or binance");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NEIRO-USDT okx=NEIRO-USDT binance=NEIROCTOUSDT",
                "pair=NEIRO-USDT binance=NEIROCTO-USDT",
                "okx=none pair=A-B"
            })
    void takesPairsThatVenuesCallSomethingElse(String text) {
        assertThat(read(Settings.PAIRS, text)).containsExactly(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "okx=A-B",
                "A-B kraken=A-B",
                "A-B okx=",
                "A-B okx=a-b",
                "A-B okx=X okx=Y",
                "A-B C-D",
                "A-B  okx=X",
                "A-B okx=X?y"
            })
    void refusesListingsThatAreNone(String text) {
        assertRefused(Settings.PAIRS, text, "BASE-QUOTE in upper case");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BTCUSDT",
                "btc-usdt",
                "BTC/USDT",
                "BTC-",
                "-USDT",
                "BTC-USDT-SWAP",
                "**",
                "*-",
                "btc-*",
                "*USDT",
                "*-*-*"
            })
    void refusesOtherPairs(String text) {
        assertRefused(Settings.PAIRS, text, "BASE-QUOTE in upper case");
    }

    @Test
    void takesAsManyPairsAsThereMayBe() {
        String pairs = IntStream.range(0, 4000).mapToObj(i -> "C" + i + "-USDT").collect(Collectors.joining(","));
        assertThat(read(Settings.PAIRS, pairs)).hasSize(4000);
        Problems problems = new Problems();
        assertThat(read(Settings.PAIRS, pairs + ",ONE-MORE", problems)).isNull();
        assertThat(problems.all())
                .containsExactly("here: pairs: 4001 values (expected: a list of 1..4000, each BASE-QUOTE in upper case,"
                        + " once only)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://h", "wss://h/", "ws://127.0.0.1:1/a/b?c=d", "ws://[::1]:65535/"})
    void readsWebSocketAddressesAsTheyStand(String text) {
        assertThat(read(VenueSettings.OKX_WS, text)).containsExactly(URI.create(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h",
                "WS://h",
                "h:9001",
                "//h",
                "ws:h",
                "ws://",
                "ws:///a",
                "ws://h:0",
                "ws://h:65536",
                "ws://h:x",
                "ws://me@h",
                "ws://h/#a",
                "ws://h/ a",
                "/ws"
            })
    void refusesOtherWebSocketAddresses(String text) {
        Problems problems = new Problems();
        assertThat(read(VenueSettings.OKX_WS, text, problems)).isNull();
        assertThat(problems.all()).hasSize(1).first().asString().endsWith("(expected: wss:// or ws:// with a host)");
    }

    @Test
    void cutsTheSlashesOffTheEndOfABase() {
        assertThat(read(VenueSettings.BINANCE_WS, "ws://h/")).containsExactly(URI.create("ws://h"));
        assertThat(read(VenueSettings.OKX_REST, "https://h/a//")).containsExactly(URI.create("https://h/a"));
        assertRefused(VenueSettings.OKX_REST, "https://h?a=b", "https:// or http:// with a host, no query");
        assertRefused(VenueSettings.OKX_REST, "wss://h", "https:// or http:// with a host, no query");
        assertRefused(VenueSettings.BINANCE_WS, "ws://", "wss:// or ws:// with a host, no query");
    }

    private static void assertRefused(Setting<?> setting, String text, String expected) {
        Problems problems = new Problems();
        assertThat(read(setting, text, problems)).isNull();
        assertThat(problems.all())
                .containsExactly(
                        "here: " + setting.key() + ": " + text.replace('\0', ' ') + " (expected: " + expected + ')');
    }

    private static <T> @Nullable T read(Setting<T> setting, String text) {
        Problems problems = new Problems();
        T value = read(setting, text, problems);
        assertThat(problems.all()).isEmpty();
        return value;
    }

    private static <T> @Nullable T read(Setting<T> setting, String text, Problems problems) {
        return setting.read(setting.raw("here", text), problems);
    }
}

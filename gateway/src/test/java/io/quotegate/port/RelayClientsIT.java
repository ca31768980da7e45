package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotegate.market.Venue;
import io.quotegate.testkit.OurJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Clients as they come from npm and Maven, which know nothing of us but another address: what they get here is what they get
 * from the venue itself. Nothing is fetched for that: docs/RELAY.md says how the packages come to where they are looked for,
 * and where they are not, or there is no node, these are skipped.
 */
@Timeout(600)
class RelayClientsIT {
    private static final Path PACKAGES = Path.of(System.getProperty(
            "quotegate.relay.packages", System.getProperty("java.io.tmpdir") + "/quotegate-relay-npm"));
    private static final Path SCRIPTS = Path.of("src/test/resources/relay").toAbsolutePath();

    @Test
    void servesCcxtOnBothVenues() throws IOException, InterruptedException {
        Path module = PACKAGES.resolve("node_modules/ccxt/js/ccxt.js");
        assumeThere(module);
        try (RelayMarket market = new RelayMarket(200)) {
            String host = "127.0.0.1:" + market.gateway().address().getPort();
            JsonNode results = new ObjectMapper()
                    .readTree(run("node", SCRIPTS.resolve("ccxt.mjs").toString(), module.toString(), host));
            for (String venue : List.of("binance", "okx")) {
                assertThat(results.path(venue + ".loadMarkets").asText()).isEqualTo("9");
                assertThat(results.path(venue + ".fetchTickers").asText()).isEqualTo("2");
                assertThat(results.path(venue + ".fetchOrderBook").asText()).isEqualTo("20");
                assertThat(results.path(venue + ".fetchOHLCV").asText()).isEqualTo("10");
                assertThat(results.path(venue + ".fetchTrades").asText()).isEqualTo("5");
                assertThat(results.path(venue + ".watchOrderBook").asText())
                        .as("crossed books")
                        .isEqualTo("0");
                for (String call :
                        List.of("fetchTicker", "watchTicker", "watchTrades", "watchOHLCV", "watchBidsAsks")) {
                    assertThat(results.path(venue + '.' + call).asText())
                            .as(call)
                            .isEqualTo("true");
                }
            }
        }
    }

    /** Over REST while the market stands still; streams while it moves, as far as both have heard the same time of it. */
    @ParameterizedTest
    @CsvSource({"rest,0,35", "streams,200,16"})
    void tellsClientsFromNpmWhatTheVenueTellsThem(String what, int rate, int calls)
            throws IOException, InterruptedException {
        for (String name : List.of("ccxt", "binance", "okx-api", "@binance/connector")) {
            assumeThere(PACKAGES.resolve("node_modules").resolve(name));
        }
        try (RelayMarket market = new RelayMarket(rate)) {
            String printed = run(
                    "node",
                    SCRIPTS.resolve("clients.mjs").toString(),
                    PACKAGES.toString(),
                    what,
                    "127.0.0.1:" + market.gateway().address().getPort(),
                    "127.0.0.1:" + market.venue(Venue.BINANCE).port(),
                    "127.0.0.1:" + market.venue(Venue.OKX).port());
            Map<?, ?> results = new ObjectMapper().readValue(printed, Map.class);
            assertThat(results).hasSize(calls);
            results.forEach((call, result) -> assertThat(result).as("%s", call).isEqualTo("same"));
        }
    }

    @ParameterizedTest
    @CsvSource({"rest,0,10", "streams,200,2"})
    void tellsBinancesConnectorForJavaWhatTheVenueTellsIt(String what, int rate, int calls)
            throws IOException, InterruptedException {
        Path jars = PACKAGES.resolve("java");
        assumeThere(jars.resolve("binance-connector-java-3.4.1.jar"));
        try (RelayMarket market = new RelayMarket(rate)) {
            String printed = run(
                    OurJvm.java(),
                    "-cp",
                    jars + File.separator + '*',
                    SCRIPTS.resolve("BinanceConnector.java").toString(),
                    what,
                    "127.0.0.1:" + market.gateway().address().getPort(),
                    "127.0.0.1:" + market.venue(Venue.BINANCE).port());
            assertThat(printed.lines()).hasSize(calls).allMatch(line -> line.endsWith(": same"));
        }
    }

    private static void assumeThere(Path what) {
        assumeTrue(Files.exists(what), () -> what + " is not there: see docs/RELAY.md");
    }

    /** What a command printed that is to end well. */
    private static String run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(PACKAGES.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "there is no " + command[0]);
            throw e;
        }
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }
}

package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Clients as they come from npm, which know nothing of us but another address. Where node and npm are not, or nothing can be
 * fetched, they are skipped.
 */
@Timeout(600)
class RelayClientsIT {
    private static final String CCXT = "ccxt@4.5.84";
    private static final Path PACKAGES = Path.of(System.getProperty("java.io.tmpdir"), "quotegate-relay-npm");

    @Test
    void servesCcxtOnBothVenues() throws IOException, InterruptedException {
        Path module = PACKAGES.resolve("node_modules/ccxt/js/ccxt.js");
        if (!Files.exists(module)) {
            Files.createDirectories(PACKAGES);
            Files.writeString(PACKAGES.resolve("package.json"), "{\"private\":true}");
            assumeTrue(
                    run(PACKAGES, 300, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", CCXT) != null,
                    "npm cannot fetch " + CCXT);
        }
        assumeTrue(run(PACKAGES, 20, "node", "--version") != null, "there is no node");
        try (RelayMarket market = new RelayMarket(200)) {
            String host = "127.0.0.1:" + market.gateway().address().getPort();
            Path script = Path.of("src/test/resources/relay/ccxt.mjs").toAbsolutePath();
            String printed = run(PACKAGES, 240, "node", script.toString(), module.toString(), host);
            assertThat(printed).isNotNull();
            JsonNode results = new ObjectMapper().readTree(printed);
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

    /** What a command printed; null if there is none, or it failed, or took too long. */
    private static @Nullable String run(Path directory, int seconds, String... command)
            throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return null;
        }
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
        process.destroy();
        return ended && process.exitValue() == 0 ? printed : null;
    }
}

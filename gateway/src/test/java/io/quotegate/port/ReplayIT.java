package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quotegate.app.Gateway;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import io.quotegate.testkit.Captures;
import io.quotegate.testkit.Fork;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A recording of Binance, from its simulated socket to a subscriber. */
@Timeout(120)
class ReplayIT {
    private static final String RECORDING = "binance/spot_btcusdt_20240808.gz";
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void bringsEveryRecordedChangeToASubscriberInOrderWithItsDigits() throws IOException {
        Path recording = Captures.file(RECORDING);
        List<JsonNode> changes = bookTickers();
        assertThat(changes).hasSize(28_040);
        int port = Fork.port();
        try (Gateway gateway =
                        TestGateways.start("feeds.preferred=binance", "venues.binance.ws=ws://127.0.0.1:" + port);
                RawSocket socket = new RawSocket(gateway.address())) {
            socket.sendFrame("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"mode\":\"all\"}");
            assertThat(socket.readFrame()).contains("\"event\":\"subscribed\"");
            SimulatorOptions options =
                    SimulatorOptions.of(Venue.BINANCE).withPort(port).withReplay(recording, 50);
            try (SimulatedVenue binance = SimulatedVenue.start(options)) {
                JsonNode before = MissingNode.getInstance();
                for (JsonNode change : changes) {
                    JsonNode quote = JSON.readTree(socket.readFrameBytes());
                    if (before.path("last").isNull() && !quote.path("last").isNull() && sameTop(quote, before)) {
                        quote = JSON.readTree(socket.readFrameBytes()); // that was for the first last price
                    }
                    before = quote;
                    assertThat(sameDigits(quote, change))
                            .as("%s for %s", quote, change)
                            .isTrue();
                    assertThat(quote.path("pair").asText()).isEqualTo("BTC-USDT");
                }
                assertThat(binance.port()).isEqualTo(port);
            }
        }
    }

    private static boolean sameTop(JsonNode quote, JsonNode before) {
        return Stream.of("bid", "bidSize", "ask", "askSize")
                .allMatch(field -> quote.path(field).equals(before.path(field)));
    }

    private static boolean sameDigits(JsonNode quote, JsonNode change) {
        return quote.path("bid").equals(change.path("b"))
                && quote.path("bidSize").equals(change.path("B"))
                && quote.path("ask").equals(change.path("a"))
                && quote.path("askSize").equals(change.path("A"));
    }

    private static List<JsonNode> bookTickers() throws IOException {
        List<String> lines = Captures.lines(RECORDING);
        List<JsonNode> changes = new ArrayList<>();
        for (String line : lines) {
            JsonNode message = JSON.readTree(line.substring(line.indexOf(' ') + 1));
            if (message.path("stream").asText().endsWith("@bookTicker")) {
                changes.add(message.path("data"));
            }
        }
        return changes;
    }
}

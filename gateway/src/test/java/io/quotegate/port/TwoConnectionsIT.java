package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.app.Gateway;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two connections to one venue, of which now one is cut and now the other; a subscriber that never notices. */
@Timeout(120)
class TwoConnectionsIT {
    private final Set<String> trades = new HashSet<>(); // pair and id

    @ParameterizedTest
    @EnumSource
    void loseAndRepeatNothingWhenOneIsCut(Venue venue) throws IOException {
        String name = venue.wireName();
        try (SimulatedVenue simulator =
                        SimulatedVenue.start(SimulatorOptions.of(venue).withRatePerSecond(500));
                PassedVenue way = PassedVenue.of(simulator.port());
                Gateway gateway = TestGateways.start(
                        "feeds.preferred=" + name,
                        "venues." + name + ".connections=2",
                        "venues.okx.ws=ws://127.0.0.1:" + way.port() + "/ws/v5/public",
                        "venues.binance.ws=ws://127.0.0.1:" + way.port(),
                        "venues." + name + ".rest=http://127.0.0.1:" + simulator.restPort());
                Subscription all = new Subscription(gateway)) {
            SimulatedMarket.await("two connections", () -> metric(gateway, venue, "connections") == 2);
            SimulatedMarket.await("both bring everything", () -> metric(gateway, venue, "duplicates_total") > 500);
            all.send("{\"op\":\"subscribe\",\"channel\":\"status\"}");
            for (String channel : new String[] {"quotes", "trades"}) {
                all.send("{\"op\":\"subscribe\",\"channel\":\"" + channel + "\",\"pairs\":[\"*\"],\"mode\":\"all\"}");
            }
            for (int cuts = 1; cuts <= 2; cuts++) {
                hear(all, 300);
                way.cut();
                double connects = 2 + cuts;
                while (metric(gateway, venue, "connects_total") < connects) {
                    hear(all, 100);
                }
                SimulatedMarket.await("two connections again", () -> metric(gateway, venue, "connections") == 2);
            }
            hear(all, 300);
            assertThat(trades).hasSizeGreaterThan(50);
            assertThat(metric(gateway, venue, "gaps_total")).isZero();
        }
    }

    /** So many messages, none of them of anything but quotes and trades, each of these once; quotes are checked as ever. */
    private void hear(Subscription all, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            JsonNode message = all.next();
            String channel = message.path("channel").asText();
            assertThat(channel).as("%s", message).isNotEqualTo("status");
            if (channel.equals("trades")) {
                String id =
                        message.path("pair").asText() + ' ' + message.path("id").asText();
                assertThat(trades.add(id)).as("%s", message).isTrue();
            }
        }
    }

    private static double metric(Gateway gateway, Venue venue, String name) {
        String begin = "quotegate_venue_" + name + "{venue=\"" + venue.wireName() + "\"} ";
        try (RawSocket socket = new RawSocket(gateway.address())) {
            socket.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            return socket.readToEnd()
                    .lines()
                    .filter(line -> line.startsWith(begin))
                    .mapToDouble(line -> Double.parseDouble(line.substring(begin.length())))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

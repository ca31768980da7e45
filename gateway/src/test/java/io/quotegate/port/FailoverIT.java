package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Venues that break, freeze, announce their end, and come back; a subscriber that never notices more than a switch. */
@Timeout(120)
class FailoverIT {
    private static final String[] QUICK = {
        "feeds.stale-after=500ms", "feeds.fail-back-after=1s", "feeds.connect-timeout=500ms", "feeds.max-backoff=500ms"
    };

    private static boolean isQuoteOf(JsonNode message, String venue, boolean stale) {
        return message.path("pair").asText().equals("BTC-USDT")
                && message.path("channel").asText().equals("quotes")
                && message.path("venue").asText().equals(venue)
                && message.path("stale").asBoolean() == stale;
    }

    private static Subscription subscribe(SimulatedMarket market) throws IOException {
        Subscription subscription = new Subscription(market);
        subscription.send("{\"op\":\"subscribe\",\"channel\":\"status\"}");
        subscription.send("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"mode\":\"all\"}");
        subscription.await(message -> isQuoteOf(message, "okx", false));
        return subscription;
    }

    @Test
    void switchesAwayFromAVenueThatDisconnectsAndBackWhenItIsHealthyAgain() throws IOException {
        try (SimulatedMarket market = new SimulatedMarket(500, QUICK);
                Subscription subscription = subscribe(market)) {
            SimulatedMarket.fault(market.okx(), "{\"kind\":\"refuse\",\"for\":\"1s\"}");
            SimulatedMarket.fault(market.okx(), "{\"kind\":\"reset\"}");
            JsonNode change =
                    subscription.await(message -> message.path("type").asText().equals("switch"));
            assertThat(change.path("venue").asText()).isEqualTo("binance");
            assertThat(change.path("reason").asText()).isEqualTo("disconnected");
            subscription.await(message -> isQuoteOf(message, "binance", false));
            JsonNode back =
                    subscription.await(message -> message.path("type").asText().equals("switch"));
            while (!back.path("venue").asText().equals("okx")) {
                back = subscription.await(
                        message -> message.path("type").asText().equals("switch"));
            }
            assertThat(back.path("reason").asText()).isEqualTo("fail_back");
            subscription.await(message -> isQuoteOf(message, "okx", false));
        }
    }

    @Test
    void switchesAwayFromAVenueThatFreezesWithItsConnectionOpen() throws IOException {
        try (SimulatedMarket market = new SimulatedMarket(500, QUICK);
                Subscription subscription = subscribe(market)) {
            SimulatedMarket.fault(market.okx(), "{\"kind\":\"freeze\",\"for\":\"4s\"}");
            JsonNode change =
                    subscription.await(message -> message.path("type").asText().equals("switch"));
            assertThat(change.path("reason").asText()).isEqualTo("stale");
            subscription.await(message -> isQuoteOf(message, "binance", false));
            subscription.await(message -> isQuoteOf(message, "okx", false));
        }
    }

    @Test
    void marksQuotesStaleWhileBothVenuesAreGoneAndRecoversWithEither() throws IOException {
        try (SimulatedMarket market = new SimulatedMarket(500, QUICK);
                Subscription subscription = subscribe(market)) {
            market.stopOkx();
            subscription.await(message -> isQuoteOf(message, "binance", false));
            market.stopBinance();
            subscription.await(message -> isQuoteOf(message, "binance", true));
            SimulatedMarket.await("not ready", () -> market.get("/readyz").statusCode() == 503);
            assertThat(market.get("/v1/quotes").body())
                    .contains("\"stale\":true")
                    .doesNotContain("\"stale\":false");
            market.restartOkx();
            subscription.await(message -> isQuoteOf(message, "okx", false));
            SimulatedMarket.await("ready", () -> market.get("/readyz").statusCode() == 200);
        }
    }

    @Test
    void replacesAConnectionThatIsAnnouncedToEndWithoutASwitch() throws IOException {
        try (SimulatedMarket market = new SimulatedMarket(500, QUICK);
                Subscription subscription = subscribe(market)) {
            SimulatedMarket.fault(market.okx(), "{\"kind\":\"notice\",\"for\":\"2s\"}");
            SimulatedMarket.fault(market.binance(), "{\"kind\":\"notice\",\"for\":\"2s\"}");
            String connects = "quotegate_venue_connects_total{venue=\"%s\"}";
            SimulatedMarket.await(
                    "second connections",
                    () -> market.metric(connects.formatted("okx")) == 2
                            && market.metric(connects.formatted("binance")) == 2);
            long until = subscription.quotes() + 1500; // at 500 a second, beyond the announced end
            subscription.await(message -> {
                assertThat(message.path("type").asText()).isNotIn("switch", "venue-down");
                return subscription.quotes() >= until;
            });
        }
    }

    @Test
    void countsGarbageAndStaysConnected() throws IOException {
        try (SimulatedMarket market = new SimulatedMarket(500, QUICK);
                Subscription subscription = subscribe(market)) {
            SimulatedMarket.fault(market.okx(), "{\"kind\":\"garbage\",\"count\":5}");
            SimulatedMarket.fault(market.okx(), "{\"kind\":\"duplicate\",\"for\":\"300ms\"}");
            SimulatedMarket.await(
                    "counted",
                    () -> market.metric("quotegate_venue_decode_errors_total{venue=\"okx\"}") > 0
                            && market.metric("quotegate_venue_old_messages_total{venue=\"okx\"}") > 0);
            long until = subscription.quotes() + 200;
            subscription.await(message -> {
                assertThat(message.path("type").asText()).isNotEqualTo("switch");
                return subscription.quotes() >= until;
            });
            assertThat(market.metric("quotegate_venue_connects_total{venue=\"okx\"}"))
                    .isEqualTo(1);
        }
    }

    @Test
    void tellsOfTradesThatWereMissed() throws IOException {
        try (SimulatedMarket market = new SimulatedMarket(2000, QUICK);
                Subscription subscription = subscribe(market)) {
            SimulatedMarket.fault(market.okx(), "{\"kind\":\"gap\",\"count\":500}");
            JsonNode gap =
                    subscription.await(message -> message.path("type").asText().equals("gap"));
            assertThat(gap.path("venue").asText()).isEqualTo("okx");
            assertThat(gap.path("reason").asText()).isEqualTo("trades_missed");
        }
    }
}

package io.quotegate.port;

import io.quotegate.app.Gateway;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures of the page under {@code target/screenshots}, for people to look at: on what people have, and on bad days. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageLookIT {
    private static final int MANY = 300;
    private static final int RATE = 1_000;

    private Chromium page;

    @BeforeAll
    void start() {
        Chromium.assumeHere();
        page = Chromium.start();
    }

    @AfterAll
    void stop() {
        if (page != null) {
            page.close();
        }
    }

    @AfterEach
    void leave() {
        page.leave();
    }

    @ParameterizedTest
    @EnumSource
    void onADay(Chromium.Screen screen) throws IOException {
        try (SimulatedMarket market = new SimulatedMarket(100)) {
            for (String scheme : List.of("dark", "light")) {
                page.show(screen, scheme);
                page.open(market.gateway());
                page.await("a chart", () -> !page.all("#candles canvas").isEmpty());
                page.awaitText("#quote-table td:nth-of-type(4)", "%");
                page.await(
                        "a book",
                        () -> page.all("#book-rows td.price:not(:empty)").size() == 20);
                page.photograph(screen.name().toLowerCase(Locale.ROOT) + '-' + scheme);
                page.ask("document.getElementById('book').scrollIntoView()");
                page.photograph(screen.name().toLowerCase(Locale.ROOT) + '-' + scheme + "-book");
                page.assertSound();
            }
        }
    }

    @Test
    void whenBothVenuesAreSilent() throws IOException {
        try (SimulatedMarket market = new SimulatedMarket(100)) {
            page.show(Chromium.Screen.DESKTOP, "dark");
            page.open(market.gateway());
            SimulatedMarket.fault(market.okx(), "{\"kind\":\"freeze\",\"for\":\"60s\"}");
            SimulatedMarket.fault(market.binance(), "{\"kind\":\"freeze\",\"for\":\"60s\"}");
            page.await("stale rows", () -> page.all("#quote-table tr.stale").size() == 9);
            page.awaitText("#converted-by", "stale");
            page.photograph("stale-venue");
            page.assertSound();
        }
    }

    @Test
    void withManyPairs() throws IOException {
        String[] pairs = IntStream.range(0, MANY)
                .mapToObj(i -> i == 0 ? "BTC-USDT" : "C" + i + "X-USDT")
                .toArray(String[]::new);
        SimulatorOptions options =
                SimulatorOptions.of(Venue.OKX).withPairs(List.of(pairs)).withRatePerSecond(RATE);
        try (SimulatedVenue okx = SimulatedVenue.start(options);
                Gateway gateway = TestGateways.startOn(okx, "pairs=" + String.join(",", pairs))) {
            page.show(Chromium.Screen.DESKTOP, "light");
            page.open(gateway);
            page.awaitText("#quote-count", MANY + " pairs");
            page.photograph("many-pairs");
            page.ask("document.getElementById('quote-scroller').scrollTop = 6000");
            page.await(
                    "rows further down",
                    () -> page.all("#quote-table tbody tr:nth-child(140):not(.empty)")
                                    .size()
                            == 1);
            page.type("#filter", "c299");
            page.awaitText("#quote-count", "1 of " + MANY);
            page.assertSound();
        }
    }

    @Test
    void whenTheGatewayIsGone() throws IOException {
        try (SimulatedVenue okx = SimulatedVenue.start(SimulatorOptions.of(Venue.OKX))) {
            page.show(Chromium.Screen.DESKTOP, "light");
            try (Gateway gateway = TestGateways.startOn(okx)) {
                page.open(gateway);
            }
            page.awaitText("#notice", "Tried again in");
            page.photograph("gateway-gone");
        }
    }
}

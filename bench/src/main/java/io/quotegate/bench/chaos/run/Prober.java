package io.quotegate.bench.chaos.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Asks the gateway what it shows and compares that with what can be. For one thread.
 *
 * <p>A venue from which nothing can come is found stale after {@code feeds.stale-after}; a quote is shown as fresh no
 * longer than that after the venue's own time of it.
 */
final class Prober {
    private static final long STALE_AFTER_MS = 2_000;
    private static final int TRIES = 200;
    private static final int AGAIN_MS = 50;

    private final List<VenueProcess> venues;
    private final Told told;
    private final Verdict verdict;
    private final long slackMs;
    private final Set<String> equal = new HashSet<>(); // pairs that were once found as their venue has them

    /** @param slack how much later than it should the gateway may be, on a machine that has much to do */
    Prober(List<VenueProcess> venues, Told told, Verdict verdict, Duration slack) {
        this.venues = venues;
        this.told = told;
        this.verdict = verdict;
        slackMs = slack.toMillis();
    }

    /** One look. */
    void probe(int port) throws InterruptedException {
        Told.Pending pending = told.pending();
        try {
            JsonNode quotes = Web.json(port, "/v1/quotes").path("quotes");
            long nowUs = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
            for (JsonNode quote : quotes) {
                if (!quote.path("stale").asBoolean()) {
                    check(quote, nowUs);
                }
            }
            if (Web.metric(port, "quotegate_store_up") == 1 && Web.metric(port, "quotegate_store_waiting_rows") == 0) {
                told.onWritten(pending);
            }
            double faults = Web.metric(port, "quotegate_faults_total");
            if (faults != 0) {
                verdict.broken("quotegate_faults_total: " + faults + " (expected: 0)");
            }
        } catch (IOException e) {
            verdict.broken("the gateway does not answer: " + e);
        }
    }

    private void check(JsonNode quote, long nowUs) {
        long timeUs =
                quote.path("exchangeTime").asLong(quote.path("receiveTime").asLong());
        long ageMs = TimeUnit.MICROSECONDS.toMillis(nowUs - timeUs);
        for (VenueProcess venue : venues) {
            String name = venue.venue().wireName();
            if (!quote.path("venue").asText().equals(name)) {
                continue;
            }
            long darkMs = venue.darkMs();
            if (darkMs > STALE_AFTER_MS + slackMs) {
                verdict.broken(
                        "shown as fresh, though nothing can come from " + name + " since " + darkMs + " ms: " + quote);
            }
            if (venue.isHonest() && ageMs > STALE_AFTER_MS + slackMs) {
                verdict.broken("shown as fresh at an age of " + ageMs + " ms: " + quote);
            }
        }
    }

    /** Every pair must at last be shown as its venue has it. */
    void compareWithVenues(int port) throws IOException, InterruptedException {
        String different = "";
        for (int i = 0; i < TRIES; i++) {
            different = different(port);
            if (different.isEmpty()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(AGAIN_MS * (1L + i / 10));
        }
        verdict.broken("not what its venue says, or stale, long after the last fault: " + different);
    }

    private String different(int port) throws IOException, InterruptedException {
        JsonNode quotes = Web.json(port, "/v1/quotes").path("quotes");
        StringBuilder different = new StringBuilder();
        for (JsonNode quote : quotes) {
            String pair = quote.path("pair").asText();
            if (!equal.contains(pair)) {
                if (!quote.path("stale").asBoolean() && isAsVenueSays(quote)) {
                    equal.add(pair);
                } else {
                    different.append(quote).append(' ');
                }
            }
        }
        return quotes.isEmpty() ? "no quotes" : different.toString();
    }

    private boolean isAsVenueSays(JsonNode quote) throws IOException, InterruptedException {
        String pair = quote.path("pair").asText();
        for (VenueProcess venue : venues) {
            if (quote.path("venue").asText().equals(venue.venue().wireName())) {
                JsonNode ticker = switch (venue.venue()) {
                    case OKX ->
                        Web.json(venue.port(), "/api/v5/market/ticker?instId=" + pair)
                                .at("/data/0");
                    case BINANCE -> Web.json(venue.port(), "/api/v3/ticker/bookTicker?symbol=" + pair.replace("-", ""));
                };
                String bid = ticker.path("bidPx").asText(ticker.path("bidPrice").asText());
                String ask = ticker.path("askPx").asText(ticker.path("askPrice").asText());
                return bid.equals(quote.path("bid").asText())
                        && ask.equals(quote.path("ask").asText());
            }
        }
        return false;
    }
}

package io.quotegate.feed.okx;

import static java.util.Objects.requireNonNull;

import io.quotegate.codec.okx.OkxRestDecoder;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.feed.rest.RestClient;
import io.quotegate.feed.rest.VenueHistory;
import io.quotegate.feed.rest.VenueRest;
import io.quotegate.market.Candle;
import io.quotegate.market.HistoryAnswer;
import io.quotegate.market.Instrument;
import io.quotegate.market.Trade;
import io.quotegate.market.Venue;
import io.quotegate.time.RateLimit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OKX's past minutes: {@code /api/v5/market/history-candles}, or {@code candles} for the newest, of which a client may
 * ask 20 in two seconds. They do not tell takers apart; where only a few are wanted, {@code trades} are asked for too.
 * Of these a client may ask 100 in two seconds, each for the last {@value #MOST_TRADES}. Blocks; one thread at a time.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#order-book-trading-market-data">OKX API v5, Market Data</a>
 */
public final class OkxHistory implements VenueHistory {
    private static final int MOST = 300;
    private static final int MOST_TRADES = 500;
    private static final int MOST_QUESTIONS = 16; // each fewer than OKX allows: others may be behind the same address
    private static final int MOST_TRADE_QUESTIONS = 80;
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Duration REST = Duration.ofSeconds(2);
    private static final int FEW = 3; // so recent and so few that their trades may still be asked for
    private static final int US_PER_MS = 1000;
    private static final int TOO_MANY = 429;
    private static final String NO_INSTRUMENT = "\"51001\"";

    private final VenueRest rest;
    private final RateLimit limit = new RateLimit(MOST_QUESTIONS, WINDOW);
    private final RateLimit tradeLimit = new RateLimit(MOST_TRADE_QUESTIONS, WINDOW);

    /**
     * Asks there.
     *
     * @param endpoints to each of which {@code /api/...} can be appended, the best first
     * @param origin    told by each answer whether the venue is real
     */
    public OkxHistory(List<Route> endpoints, VenueOrigin origin, RestClient client) {
        rest = new VenueRest(endpoints, origin, client);
    }

    @Override
    public int mostCandles() {
        return MOST;
    }

    @Override
    public boolean tellsTakers() {
        return false;
    }

    @Override
    public HistoryAnswer minutes(Instrument pair, long toUs, int count) throws InterruptedException {
        long nowNs = System.nanoTime();
        if (limit.delayNs(nowNs) > 0) {
            return new HistoryAnswer.Wait(Duration.ofNanos(limit.delayNs(nowNs)), false);
        }
        limit.spend(nowNs);
        String path = toUs == Candle.NEWEST_US ? newest(pair, count) : range(pair, toUs, count);
        return rest.history(path, Map.of(), OkxHistory::refusal, reply -> {
            List<Candle> candles = new ArrayList<>(OkxRestDecoder.candles(reply.body(), pair));
            Collections.reverse(candles);
            boolean few = count <= FEW && toUs != Candle.NEWEST_US;
            return new HistoryAnswer.Candles(few ? withTakers(pair, candles) : candles);
        });
    }

    @Override
    public HistoryAnswer trades(Instrument pair) throws InterruptedException {
        long waitNs = tradeLimit.delayNs(System.nanoTime());
        if (waitNs > 0) {
            return new HistoryAnswer.Wait(Duration.ofNanos(waitNs), false);
        }
        tradeLimit.spend(System.nanoTime());
        return rest.history(lastTrades(pair), Map.of(), OkxHistory::refusal, reply -> {
            List<Trade> trades = new ArrayList<>(OkxRestDecoder.trades(reply.body(), pair));
            Collections.reverse(trades);
            return new HistoryAnswer.Trades(trades);
        });
    }

    private static String lastTrades(Instrument pair) {
        return "/api/v5/market/trades?instId=" + VenueRest.encoded(instId(pair)) + "&limit=" + MOST_TRADES;
    }

    /** OKX's spelling of an instrument that it has. */
    static String instId(Instrument pair) {
        return requireNonNull(pair.nameOn(Venue.OKX));
    }

    private static @Nullable HistoryAnswer refusal(VenueRest.Reply reply) {
        if (reply.hasCode(NO_INSTRUMENT)) {
            return new HistoryAnswer.NotThere();
        }
        if (reply.isOk()) {
            return null;
        }
        return reply.status() == TOO_MANY
                ? new HistoryAnswer.Wait(reply.retryAfter(REST), true)
                : new HistoryAnswer.Failed(reply.problem());
    }

    private static String newest(Instrument pair, int count) {
        return "/api/v5/market/candles?instId=" + VenueRest.encoded(instId(pair)) + "&bar=1m&limit=" + count;
    }

    /** What is older than a minute behind the last, and newer than a minute before the first. */
    private static String range(Instrument pair, long toUs, int count) {
        long afterMs = (toUs + Candle.MINUTE_US) / US_PER_MS;
        long beforeMs = (toUs - count * Candle.MINUTE_US) / US_PER_MS;
        return "/api/v5/market/history-candles?instId=" + VenueRest.encoded(instId(pair)) + "&bar=1m&limit=" + count
                + "&after=" + afterMs + "&before=" + beforeMs;
    }

    private List<Candle> withTakers(Instrument pair, List<Candle> candles) throws IOException, InterruptedException {
        tradeLimit.spend(System.nanoTime());
        VenueRest.Reply reply = rest.get(lastTrades(pair));
        if (!reply.isOk()) {
            return candles;
        }
        List<Trade> rows = OkxRestDecoder.trades(reply.body(), pair);
        return candles.stream().map(candle -> OkxTakers.tell(candle, rows)).toList();
    }
}

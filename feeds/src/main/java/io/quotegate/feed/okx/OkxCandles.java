package io.quotegate.feed.okx;

import io.quotegate.codec.okx.OkxRestDecoder;
import io.quotegate.codec.okx.OkxRestDecoder.TradeRow;
import io.quotegate.feed.RateLimit;
import io.quotegate.feed.VenueRest;
import io.quotegate.market.Candle;
import io.quotegate.market.CandleSource;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * OKX's past minutes: {@code /api/v5/market/history-candles}, or {@code candles} for the newest, of which a client may
 * ask 20 in two seconds. They do not tell takers apart; where only a few are wanted, {@code trades} are asked for too.
 * Blocks; one thread at a time.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#order-book-trading-market-data">OKX API v5, Market Data</a>
 */
public final class OkxCandles implements CandleSource {
    private static final int MOST = 300;
    private static final int MOST_QUESTIONS = 16;
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Duration REST = Duration.ofSeconds(2);
    private static final int FEW = 3; // so recent and so few that their trades may still be asked for
    private static final int US_PER_MS = 1000;
    private static final int TOO_MANY = 429;

    private final VenueRest rest;
    private final RateLimit limit = new RateLimit(MOST_QUESTIONS, WINDOW);

    public OkxCandles(URI base) {
        rest = new VenueRest(base);
    }

    @Override
    public Venue venue() {
        return Venue.OKX;
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
    public Answer minutes(Instrument pair, long toUs, int count) throws InterruptedException {
        long nowNs = System.nanoTime();
        if (limit.delayNs(nowNs) > 0) {
            return new Wait(Duration.ofNanos(limit.delayNs(nowNs)));
        }
        limit.spend(nowNs);
        try {
            VenueRest.Reply reply = rest.get(toUs == NEWEST ? newest(pair, count) : range(pair, toUs, count));
            if (!reply.isOk()) {
                return reply.status() == TOO_MANY ? new Wait(REST) : new Failed(reply.problem());
            }
            List<Candle> candles = new ArrayList<>(OkxRestDecoder.candles(reply.body(), pair));
            Collections.reverse(candles);
            return new Candles(count <= FEW && toUs != NEWEST ? withTakers(pair, candles) : candles);
        } catch (IOException e) {
            return new Failed(e.toString());
        }
    }

    private static String newest(Instrument pair, int count) {
        return "/api/v5/market/candles?instId=" + pair.symbol() + "&bar=1m&limit=" + count;
    }

    /** What is older than a minute behind the last, and newer than a minute before the first. */
    private static String range(Instrument pair, long toUs, int count) {
        long afterMs = (toUs + Candle.MINUTE_US) / US_PER_MS;
        long beforeMs = (toUs - count * Candle.MINUTE_US) / US_PER_MS;
        return "/api/v5/market/history-candles?instId=" + pair.symbol() + "&bar=1m&limit=" + count + "&after=" + afterMs
                + "&before=" + beforeMs;
    }

    private List<Candle> withTakers(Instrument pair, List<Candle> candles) throws IOException, InterruptedException {
        VenueRest.Reply reply = rest.get("/api/v5/market/trades?instId=" + pair.symbol() + "&limit=500");
        if (!reply.isOk()) {
            return candles;
        }
        List<TradeRow> rows = OkxRestDecoder.trades(reply.body());
        return candles.stream().map(candle -> OkxTakers.tell(candle, rows)).toList();
    }
}

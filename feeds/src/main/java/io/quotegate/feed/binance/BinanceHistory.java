package io.quotegate.feed.binance;

import io.quotegate.codec.binance.BinanceRestDecoder;
import io.quotegate.codec.binance.BinanceStream;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.feed.rest.RestClient;
import io.quotegate.feed.rest.VenueHistory;
import io.quotegate.feed.rest.VenueRest;
import io.quotegate.market.Candle;
import io.quotegate.market.HistoryAnswer;
import io.quotegate.market.Instrument;
import io.quotegate.time.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Binance's past minutes, {@code /api/v3/klines}, which weigh 2 of the 6,000 that a client may use in a minute, and its
 * last trades, {@code /api/v3/trades}, which weigh 25: not {@code aggTrades}, for these number what they join anew. A
 * fifth of that is used here at most, and nothing while others behind the same address have used most of it. Blocks;
 * one thread at a time.
 *
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/rest-api/limits">Binance spot REST API,
 *     Limits</a>
 */
public final class BinanceHistory implements VenueHistory {
    private static final int MOST = 1000;
    private static final int KLINES_WEIGHT = 2;
    private static final int TRADES_WEIGHT = 25;
    private static final int MOST_WEIGHT = 1200;
    private static final int MOST_USED_WEIGHT = 4500;
    private static final String USED_WEIGHT = "X-MBX-USED-WEIGHT-1M";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int US_PER_MS = 1000;
    private static final int TOO_MANY = 429;
    private static final int BANNED = 418;
    private static final String INVALID_SYMBOL = "-1121,";

    private final VenueRest rest;
    private final RateLimit limit = new RateLimit(MOST_WEIGHT, MINUTE);

    private long restUntilNs = Long.MIN_VALUE;

    /**
     * Asks there.
     *
     * @param endpoints to each of which {@code /api/...} can be appended, the best first
     * @param origin    told by each answer whether the venue is real
     */
    public BinanceHistory(List<Route> endpoints, VenueOrigin origin, RestClient client) {
        rest = new VenueRest(endpoints, origin, client);
    }

    @Override
    public int mostCandles() {
        return MOST;
    }

    @Override
    public boolean tellsTakers() {
        return true;
    }

    @Override
    public HistoryAnswer minutes(Instrument pair, long toUs, int count) throws InterruptedException {
        String path = "/api/v3/klines?symbol=" + VenueRest.encoded(BinanceStream.symbol(pair)) + "&interval=1m&limit="
                + count;
        return ask(
                toUs == Candle.NEWEST_US ? path : path + range(toUs, count),
                KLINES_WEIGHT,
                reply -> candles(BinanceRestDecoder.klines(reply.body(), pair), toUs));
    }

    @Override
    public HistoryAnswer trades(Instrument pair) throws InterruptedException {
        String path = "/api/v3/trades?symbol=" + VenueRest.encoded(BinanceStream.symbol(pair)) + "&limit=" + MOST;
        return ask(
                path, TRADES_WEIGHT, reply -> new HistoryAnswer.Trades(BinanceRestDecoder.trades(reply.body(), pair)));
    }

    private HistoryAnswer ask(String path, int weight, VenueRest.Reading reading) throws InterruptedException {
        long nowNs = System.nanoTime();
        long restNs = restUntilNs == Long.MIN_VALUE ? 0 : restUntilNs - nowNs;
        long waitNs = Math.max(limit.delayNs(nowNs, weight), restNs);
        if (waitNs > 0) {
            return new HistoryAnswer.Wait(Duration.ofNanos(waitNs), false);
        }
        limit.spend(nowNs, weight);
        return rest.history(path, Map.of(), BinanceHistory::refusal, reply -> {
            if (reply.number(USED_WEIGHT).orElse(0) > MOST_USED_WEIGHT) {
                restUntilNs = System.nanoTime() + MINUTE.toNanos();
            }
            return reading.read(reply);
        });
    }

    private static String range(long toUs, int count) {
        long toMs = toUs / US_PER_MS;
        return "&startTime=" + (toMs - (count - 1) * MINUTE.toMillis()) + "&endTime=" + toMs;
    }

    private static HistoryAnswer candles(List<Candle> candles, long toUs) {
        boolean lastIsOpen = toUs == Candle.NEWEST_US && !candles.isEmpty();
        return new HistoryAnswer.Candles(lastIsOpen ? candles.subList(0, candles.size() - 1) : candles);
    }

    private static @Nullable HistoryAnswer refusal(VenueRest.Reply reply) {
        if (reply.isOk()) {
            return null;
        }
        if (reply.hasCode(INVALID_SYMBOL)) {
            return new HistoryAnswer.NotThere();
        }
        boolean tooMany = reply.status() == TOO_MANY || reply.status() == BANNED;
        return tooMany
                ? new HistoryAnswer.Wait(reply.retryAfter(MINUTE), true)
                : new HistoryAnswer.Failed(reply.problem());
    }
}

package io.quotegate.feed.house;

import io.quotegate.codec.house.HouseRestDecoder;
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
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a feed node knows of a venue's past, asked over HTTP where its health is, so that venues are asked by feed nodes alone,
 * however many gateways there are. It tells the newest minutes, as many as are wanted. Blocks; one thread at a time.
 */
public final class FeedNodeHistory implements VenueHistory {
    private static final int MOST = 24 * 60;
    private static final int MOST_TRADES = 1000;
    private static final int NOT_FOUND = 404;
    private static final int AHEAD = 2; // the open minute, and one that our clock is behind

    private final Venue venue;
    private final VenueRest rest;
    private final Map<String, String> headers;
    private final LongSupplier epochUs;

    /**
     * Asks for what {@code venue} made.
     *
     * @param bases   of feed nodes, the best first
     * @param token   that is shown to them, or null
     * @param epochUs microseconds since the epoch
     */
    public FeedNodeHistory(
            Venue venue, List<URI> bases, @Nullable String token, RestClient client, LongSupplier epochUs) {
        this.venue = venue;
        this.epochUs = epochUs;
        VenueOrigin nobodys = VenueOrigin.of(false); // a feed node's heartbeat tells of the venues
        rest = new VenueRest(bases.stream().map(Route::direct).toList(), nobodys, client);
        headers = token == null ? Map.of() : Map.of("authorization", "Bearer " + token);
    }

    @Override
    public int mostCandles() {
        return MOST;
    }

    /** Some do and some do not: each is as the feed node got it. */
    @Override
    public boolean tellsTakers() {
        return false;
    }

    @Override
    public HistoryAnswer minutes(Instrument pair, long toUs, int count) throws InterruptedException {
        long fromUs = toUs == Candle.NEWEST_US ? Long.MIN_VALUE : toUs - (count - 1) * Candle.MINUTE_US;
        String path = "/v1/candles/" + VenueRest.encoded(pair.symbol()) + "?interval=1m&limit=" + limit(fromUs, count);
        return rest.history(path, headers, FeedNodeHistory::refusal, reply -> {
            List<Candle> told = HouseRestDecoder.candles(reply.body(), pair);
            return new HistoryAnswer.Candles(told.stream()
                    .filter(candle -> candle.openTimeUs() >= fromUs && candle.openTimeUs() <= toUs)
                    .toList());
        });
    }

    /** So many that the minute at {@code fromUs} is among the newest. */
    private long limit(long fromUs, int count) {
        if (fromUs == Long.MIN_VALUE) {
            return count;
        }
        long since = (epochUs.getAsLong() - fromUs) / Candle.MINUTE_US + AHEAD;
        return Math.min(MOST, Math.max(since, count));
    }

    @Override
    public HistoryAnswer trades(Instrument pair) throws InterruptedException {
        String path = "/v1/trades/" + VenueRest.encoded(pair.symbol()) + "?limit=" + MOST_TRADES;
        return rest.history(path, headers, FeedNodeHistory::refusal, reply -> {
            List<Trade> trades = new ArrayList<>(HouseRestDecoder.trades(reply.body(), pair, venue));
            Collections.reverse(trades);
            return new HistoryAnswer.Trades(trades);
        });
    }

    private static @Nullable HistoryAnswer refusal(VenueRest.Reply reply) {
        if (reply.status() == NOT_FOUND) {
            return new HistoryAnswer.NotThere();
        }
        return reply.isOk() ? null : new HistoryAnswer.Failed(reply.problem());
    }
}

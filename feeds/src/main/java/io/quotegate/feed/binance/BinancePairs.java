package io.quotegate.feed.binance;

import io.quotegate.codec.binance.BinanceRestDecoder;
import io.quotegate.feed.listing.VenuePairs;
import io.quotegate.feed.rest.VenueRest;
import java.io.IOException;
import java.util.Set;

/**
 * The spot pairs of Binance, which weigh 20 of the 6,000 that a client may use in a minute. Blocks. Any thread.
 *
 * @param rest takes answers of some twenty megabytes
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/rest-api/general-endpoints">Binance spot REST API,
 *     Exchange information</a>
 */
public record BinancePairs(VenueRest rest) implements VenuePairs {
    @Override
    public Set<String> ask() throws IOException, InterruptedException {
        VenueRest.Reply reply = rest.get("/api/v3/exchangeInfo");
        if (!reply.isOk()) {
            throw new IOException(reply.problem());
        }
        return BinanceRestDecoder.pairs(reply.body());
    }
}

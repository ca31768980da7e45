package io.quotegate.feed.okx;

import io.quotegate.codec.okx.OkxRestDecoder;
import io.quotegate.feed.listing.VenuePairs;
import io.quotegate.feed.rest.VenueRest;
import java.io.IOException;
import java.util.Set;

/**
 * The spot pairs of OKX, of which a client may ask 20 times in two seconds. Blocks. Any thread.
 *
 * @param rest takes answers of a few megabytes
 * @see <a href="https://www.okx.com/docs-v5/en/#public-data-rest-api-get-instruments">OKX API v5, Get instruments</a>
 */
public record OkxPairs(VenueRest rest) implements VenuePairs {
    @Override
    public Set<String> ask() throws IOException, InterruptedException {
        VenueRest.Reply reply = rest.get("/api/v5/public/instruments?instType=SPOT");
        if (!reply.isOk()) {
            throw new IOException(reply.problem());
        }
        return OkxRestDecoder.pairs(reply.body());
    }
}

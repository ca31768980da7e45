package io.quotegate.feed.dialect;

import io.quotegate.codec.venue.VenueDecoder;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.MarketListener;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.function.Supplier;

/** What a connection must know of its venue. One per connection; confined to the feed loop. */
public interface VenueDialect {
    /** The pairs that the venue is to be asked for. */
    List<Instrument> pairs();

    /** Most pairs of one request. */
    int pairsPerRequest();

    /** The request that subscribes to all there is of {@code pairs}, as a text message. */
    ByteWriter subscription(int number, List<Instrument> pairs);

    /** The request that ends all that was subscribed to of {@code pairs}, as a text message. */
    ByteWriter unsubscription(List<Instrument> pairs);

    /** The requests that end the best bid and ask of {@code pair} and begin it anew, as text messages. */
    List<ByteWriter> renewal(Instrument pair);

    /** Writes into {@code out} what asks for a sign of life, and returns as which kind of WebSocket frame to send it. */
    int probe(ByteWriter out);

    /** Reads the text messages of the connection. */
    VenueDecoder decoder();

    /** Makes the dialect of a new connection. */
    @FunctionalInterface
    interface Factory {
        /**
         * Market data goes to {@code market}, everything else to {@code listener}.
         *
         * @param pairs those that the venue is to be asked for on this connection, at the time
         */
        VenueDialect open(
                Instruments instruments,
                Supplier<List<Instrument>> pairs,
                MarketListener market,
                DialectListener listener);
    }
}

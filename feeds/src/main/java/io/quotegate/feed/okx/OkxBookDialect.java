package io.quotegate.feed.okx;

import io.quotegate.codec.okx.OkxChannel;
import io.quotegate.codec.okx.OkxDecoder;
import io.quotegate.codec.okx.OkxEncoder;
import io.quotegate.codec.okx.OkxListener;
import io.quotegate.codec.venue.VenueDecoder;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.feed.book.ChainedBooks;
import io.quotegate.feed.dialect.DialectListener;
import io.quotegate.feed.dialect.VenueDialect;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.MarketListener;
import io.quotegate.text.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * How to speak with OKX on a connection for books. Which of these are subscribed to, {@link ChainedBooks} decides: there is
 * nothing to ask for at once. Confined to the feed loop.
 */
final class OkxBookDialect implements VenueDialect {
    private final OkxDecoder decoder;

    /** @param connection the number it has for {@code books} */
    OkxBookDialect(
            Instruments instruments,
            MarketListener market,
            DialectListener listener,
            ChainedBooks books,
            int connection,
            LongSupplier monotonicNs) {
        OkxTranslator others = new OkxTranslator(instruments, listener);
        decoder = new OkxDecoder(instruments, market, new Translator(others, books, connection, monotonicNs));
    }

    /** The request to subscribe to books, or to end that. */
    static ByteWriter request(int number, String operation, List<Instrument> pairs) {
        List<OkxEncoder.Arg> args = new ArrayList<>();
        pairs.forEach(pair -> args.add(new OkxEncoder.Arg(OkxChannel.BOOKS, OkxHistory.instId(pair))));
        ByteWriter out = new ByteWriter(1024);
        OkxEncoder.request(out, String.valueOf(number), operation, args);
        return out;
    }

    @Override
    public List<Instrument> pairs() {
        return List.of();
    }

    @Override
    public int pairsPerRequest() {
        return 1;
    }

    @Override
    public ByteWriter subscription(int number, List<Instrument> pairs) {
        return request(number, "subscribe", pairs);
    }

    @Override
    public ByteWriter unsubscription(List<Instrument> pairs) {
        return request(0, "unsubscribe", pairs);
    }

    @Override
    public void relist() {
        decoder.relist();
    }

    @Override
    public List<ByteWriter> renewal(Instrument pair) {
        return List.of();
    }

    @Override
    public int probe(ByteWriter out) {
        out.ascii(OkxEncoder.PING);
        return WebSocketFrames.TEXT;
    }

    @Override
    public VenueDecoder decoder() {
        return decoder;
    }

    /** Tells the books of subscriptions that ended. */
    private record Translator(OkxTranslator others, ChainedBooks books, int connection, LongSupplier monotonicNs)
            implements OkxListener {
        @Override
        public void onSubscribed(OkxChannel channel, int instrumentId) {
            others.onSubscribed(channel, instrumentId);
        }

        @Override
        public void onUnsubscribed(OkxChannel channel, int instrumentId) {
            books.onUnsubscribed(connection, instrumentId, monotonicNs.getAsLong());
        }

        @Override
        public void onError(String id, String code, String message) {
            others.onError(id, code, message);
        }

        @Override
        public void onNotice(String code, String message) {
            others.onNotice(code, message);
        }

        @Override
        public void onPong() {
            others.onPong();
        }
    }
}

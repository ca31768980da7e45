package io.quotegate.feed.binance;

import io.quotegate.codec.binance.BinanceDecoder;
import io.quotegate.codec.binance.BinanceEncoder;
import io.quotegate.codec.binance.BinanceListener;
import io.quotegate.codec.binance.BinanceStream;
import io.quotegate.codec.venue.VenueDecoder;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.feed.dialect.DialectListener;
import io.quotegate.feed.dialect.VenueDialect;
import io.quotegate.feed.dialect.VenueRules;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.MarketListener;
import io.quotegate.text.ByteWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * How to speak with Binance spot: best bid and ask from {@code bookTicker}, the last price from {@code ticker} and
 * {@code trade}. All streams of a connection are asked for in one request, because a client may send five messages a
 * second only, its pings and pongs among them. Confined to the feed loop.
 *
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams">WebSocket Streams for
 *     Binance</a>
 */
public final class BinanceDialect implements VenueDialect {
    /** 300 connections in five minutes; a connection is cut after 24 hours, so it is replaced an hour before. */
    public static final VenueRules RULES = new VenueRules(300, Duration.ofMinutes(5), Duration.ofHours(23));

    /** Most streams of one connection. */
    public static final int MAX_STREAMS = 1024;

    /** Of a pair. */
    static final List<BinanceStream> STREAMS =
            List.of(BinanceStream.BOOK_TICKER, BinanceStream.TICKER, BinanceStream.TRADE);

    /** Most pairs of one connection for quotes. */
    public static final int MAX_PAIRS = MAX_STREAMS / STREAMS.size();

    /** Of our requests to end a pair, or to begin it anew: none of those that are counted. */
    private static final int UNCOUNTED = 0;

    private final List<BinanceStream> streams;
    private final Supplier<List<Instrument>> pairs;
    private final BinanceDecoder decoder;

    /** Of a connection for quotes. */
    public BinanceDialect(
            Instruments instruments,
            Supplier<List<Instrument>> pairs,
            MarketListener market,
            DialectListener listener) {
        this(STREAMS, pairs, instruments, market, listener);
    }

    /** Of a connection for {@code streams} of {@code pairs}. */
    BinanceDialect(
            List<BinanceStream> streams,
            Supplier<List<Instrument>> pairs,
            Instruments instruments,
            MarketListener market,
            DialectListener listener) {
        this.streams = streams;
        this.pairs = pairs;
        this.decoder = new BinanceDecoder(instruments, market, new Translator(listener));
    }

    @Override
    public List<Instrument> pairs() {
        return pairs.get();
    }

    /** Binance's spelling of a pair that it has, {@code BTCUSDT}. */
    public static String symbol(Instrument pair) {
        return BinanceStream.symbol(pair);
    }

    @Override
    public int pairsPerRequest() {
        return MAX_PAIRS;
    }

    @Override
    public ByteWriter subscription(int number, List<Instrument> of) {
        return request("SUBSCRIBE", names(of), number);
    }

    private List<String> names(List<Instrument> of) {
        List<String> names = new ArrayList<>();
        for (Instrument pair : of) {
            streams.forEach(stream -> names.add(stream.of(pair)));
        }
        return names;
    }

    @Override
    public ByteWriter unsubscription(List<Instrument> of) {
        return request("UNSUBSCRIBE", names(of), UNCOUNTED);
    }

    private static ByteWriter request(String method, List<String> streams, int number) {
        ByteWriter out = new ByteWriter(4096);
        BinanceEncoder.request(out, method, streams, number);
        return out;
    }

    @Override
    public List<ByteWriter> renewal(Instrument pair) {
        List<String> names = List.of(BinanceStream.BOOK_TICKER.of(pair));
        return List.of(request("UNSUBSCRIBE", names, UNCOUNTED), request("SUBSCRIBE", names, UNCOUNTED));
    }

    @Override
    public int probe(ByteWriter out) {
        return WebSocketFrames.PING;
    }

    @Override
    public VenueDecoder decoder() {
        return decoder;
    }

    private static final class Translator implements BinanceListener {
        private final DialectListener listener;

        Translator(DialectListener listener) {
            this.listener = listener;
        }

        @Override
        public void onResult(long id) {
            listener.onRequestTaken((int) id);
        }

        @Override
        public void onError(long id, long code, String message) {
            int number = id < 0 || id > Integer.MAX_VALUE ? DialectListener.NO_NUMBER : (int) id;
            listener.onRequestRefused(number, code + " " + message);
        }

        @Override
        public void onServerShutdown() {
            listener.onGoingAway("serverShutdown");
        }
    }
}

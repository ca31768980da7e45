package io.quotegate.feed.okx;

import io.quotegate.codec.okx.OkxChannel;
import io.quotegate.codec.okx.OkxDecoder;
import io.quotegate.codec.okx.OkxEncoder;
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
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * How to speak with OKX: best bid and ask from {@code bbo-tbt}, the last price from {@code tickers} and {@code trades}.
 * Confined to the feed loop.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#overview-websocket-overview">OKX API v5, Overview, WebSocket</a>
 */
public final class OkxDialect implements VenueDialect {
    /** Three connections a second; no documented age limit. */
    public static final VenueRules RULES = new VenueRules(3, Duration.ofSeconds(1), Duration.ZERO);

    /** Of a pair. */
    static final List<OkxChannel> CHANNELS = List.of(OkxChannel.BBO_TBT, OkxChannel.TICKERS, OkxChannel.TRADES);

    /**
     * Most pairs of one connection for quotes: no number of channels is documented, but closing code 4009 for too many. A
     * thousand are as many as other venues carry.
     */
    public static final int MAX_PAIRS = 1000 / CHANNELS.size();

    /** A request may name channels of 64 KiB in all; of a pair with the longest name there are, these take 600 bytes. */
    private static final int PAIRS_PER_REQUEST = 100;

    /** Of our requests to end a pair, or to begin it anew: none of those that are counted. */
    private static final int UNCOUNTED = 0;

    /** Quotes only end to begin anew, or because a pair is not served any more. */
    @SuppressWarnings("UnnecessaryLambda") // it is handed on
    private static final IntConsumer NOBODY = instrumentId -> {};

    private final List<OkxChannel> channels;
    private final Supplier<List<Instrument>> pairs;
    private final OkxDecoder decoder;

    /** Of a connection for quotes. */
    public OkxDialect(
            Instruments instruments,
            Supplier<List<Instrument>> pairs,
            MarketListener market,
            DialectListener listener) {
        this(CHANNELS, pairs, new OkxDecoder(instruments, market, new OkxTranslator(instruments, listener, NOBODY)));
    }

    /** Of a connection for {@code channels}, on which {@code pairs} are asked for at once. */
    OkxDialect(List<OkxChannel> channels, Supplier<List<Instrument>> pairs, OkxDecoder decoder) {
        this.channels = channels;
        this.pairs = pairs;
        this.decoder = decoder;
    }

    @Override
    public List<Instrument> pairs() {
        return pairs.get();
    }

    @Override
    public int pairsPerRequest() {
        return PAIRS_PER_REQUEST;
    }

    @Override
    public ByteWriter subscription(int number, List<Instrument> of) {
        return request(number, "subscribe", channels, of);
    }

    @Override
    public ByteWriter unsubscription(List<Instrument> of) {
        return request(UNCOUNTED, "unsubscribe", channels, of);
    }

    /** The request to subscribe to {@code channels} of {@code pairs}, or to end that. */
    static ByteWriter request(int number, String operation, List<OkxChannel> channels, List<Instrument> pairs) {
        List<OkxEncoder.Arg> args = new ArrayList<>();
        for (Instrument pair : pairs) {
            for (OkxChannel channel : channels) {
                args.add(new OkxEncoder.Arg(channel, OkxHistory.instId(pair)));
            }
        }
        ByteWriter out = new ByteWriter(1024);
        OkxEncoder.request(out, String.valueOf(number), operation, args);
        return out;
    }

    @Override
    public List<ByteWriter> renewal(Instrument pair) {
        List<OkxChannel> quotes = List.of(OkxChannel.BBO_TBT);
        List<Instrument> its = List.of(pair);
        return List.of(request(UNCOUNTED, "unsubscribe", quotes, its), request(UNCOUNTED, "subscribe", quotes, its));
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
}

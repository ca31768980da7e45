package io.quotegate.feed.okx;

import io.quotegate.codec.okx.OkxChannel;
import io.quotegate.codec.okx.OkxDecoder;
import io.quotegate.codec.okx.OkxEncoder;
import io.quotegate.codec.venue.VenueDecoder;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.feed.VenueRules;
import io.quotegate.feed.dialect.DialectListener;
import io.quotegate.feed.dialect.VenueDialect;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.MarketListener;
import io.quotegate.market.Venue;
import io.quotegate.text.ByteWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How to speak with OKX: best bid and ask from {@code bbo-tbt}, the last price from {@code tickers} and {@code trades}.
 * Confined to the feed loop.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#overview-websocket-overview">OKX API v5, Overview, WebSocket</a>
 */
public final class OkxDialect implements VenueDialect {
    /** Three connections a second; no documented age limit. */
    public static final VenueRules RULES = new VenueRules(3, Duration.ofSeconds(1), Duration.ZERO);

    private static final List<OkxChannel> CHANNELS = List.of(OkxChannel.BBO_TBT, OkxChannel.TICKERS, OkxChannel.TRADES);

    /** A request may name channels of 64 KiB in all; of a pair with the longest name there are, these take 600 bytes. */
    private static final int PAIRS_PER_REQUEST = 100;

    /** Of our requests to end a pair, or to begin it anew: none of those that are counted. */
    private static final int UNCOUNTED = 0;

    private final Instruments instruments;
    private final OkxDecoder decoder;

    public OkxDialect(Instruments instruments, MarketListener market, DialectListener listener) {
        this.instruments = instruments;
        this.decoder = new OkxDecoder(instruments, market, new OkxTranslator(instruments, listener));
    }

    @Override
    public List<Instrument> pairs() {
        return instruments.on(Venue.OKX);
    }

    @Override
    public int pairsPerRequest() {
        return PAIRS_PER_REQUEST;
    }

    @Override
    public ByteWriter subscription(int number, List<Instrument> pairs) {
        return request(number, "subscribe", args(pairs));
    }

    private static List<OkxEncoder.Arg> args(List<Instrument> pairs) {
        List<OkxEncoder.Arg> args = new ArrayList<>();
        for (Instrument pair : pairs) {
            for (OkxChannel channel : CHANNELS) {
                args.add(new OkxEncoder.Arg(channel, OkxHistory.instId(pair)));
            }
        }
        return args;
    }

    @Override
    public ByteWriter unsubscription(List<Instrument> pairs) {
        return request(UNCOUNTED, "unsubscribe", args(pairs));
    }

    @Override
    public void relist() {
        decoder.relist();
    }

    private static ByteWriter request(int number, String operation, List<OkxEncoder.Arg> args) {
        ByteWriter out = new ByteWriter(1024);
        OkxEncoder.request(out, String.valueOf(number), operation, args);
        return out;
    }

    @Override
    public List<ByteWriter> renewal(Instrument pair) {
        List<OkxEncoder.Arg> args = List.of(new OkxEncoder.Arg(OkxChannel.BBO_TBT, OkxHistory.instId(pair)));
        return List.of(request(UNCOUNTED, "unsubscribe", args), request(UNCOUNTED, "subscribe", args));
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

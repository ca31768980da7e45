package io.quotegate.feed.okx;

import io.quotegate.codec.okx.OkxChannel;
import io.quotegate.codec.okx.OkxDecoder;
import io.quotegate.codec.okx.OkxEncoder;
import io.quotegate.codec.okx.OkxListener;
import io.quotegate.codec.venue.VenueDecoder;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.feed.DialectListener;
import io.quotegate.feed.VenueDialect;
import io.quotegate.feed.VenueRules;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.MarketListener;
import io.quotegate.text.ByteWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How to speak with OKX: best bid and ask from {@code bbo-tbt}, the last price from {@code tickers} and {@code trades}.
 * Confined to the feed loop.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#overview-websocket-overview">OKX API v5, Overview, WebSocket</a>
 */
public final class OkxDialect implements VenueDialect {
    /** Three connections a second; no documented age limit. */
    public static final VenueRules RULES = new VenueRules(3, Duration.ofSeconds(1), Duration.ZERO);

    /** A request may name channels of 64 KiB in all; less, for the text around them. */
    private static final int MAX_REQUEST_BYTES = 60 * 1024;

    private static final Pattern INST_ID = Pattern.compile("instId:([A-Z0-9-]+)");

    private final Instruments instruments;
    private final OkxDecoder decoder;

    public OkxDialect(Instruments instruments, MarketListener market, DialectListener listener) {
        this.instruments = instruments;
        this.decoder = new OkxDecoder(instruments, market, new Translator(listener));
    }

    @Override
    public List<ByteWriter> subscriptions() {
        List<ByteWriter> requests = new ArrayList<>();
        List<OkxEncoder.Arg> args = new ArrayList<>();
        int bytes = 0;
        for (Instrument instrument : instruments.all()) {
            for (OkxChannel channel : OkxChannel.values()) {
                int argBytes = instrument.symbol().length() + channel.wireName().length() + 32;
                if (bytes + argBytes > MAX_REQUEST_BYTES) {
                    requests.add(request(requests.size(), "subscribe", args));
                    args.clear();
                    bytes = 0;
                }
                args.add(new OkxEncoder.Arg(channel, instrument.symbol()));
                bytes += argBytes;
            }
        }
        requests.add(request(requests.size(), "subscribe", args));
        return requests;
    }

    private static ByteWriter request(int number, String operation, List<OkxEncoder.Arg> args) {
        ByteWriter out = new ByteWriter(1024);
        OkxEncoder.request(out, String.valueOf(number + 1), operation, args);
        return out;
    }

    @Override
    public List<ByteWriter> renewal(Instrument pair) {
        List<OkxEncoder.Arg> args = List.of(new OkxEncoder.Arg(OkxChannel.BBO_TBT, pair.symbol()));
        return List.of(request(0, "unsubscribe", args), request(0, "subscribe", args));
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

    private final class Translator implements OkxListener {
        private final DialectListener listener;

        Translator(DialectListener listener) {
            this.listener = listener;
        }

        @Override
        public void onSubscribed(OkxChannel channel, int instrumentId) {
            listener.onSubscribed();
        }

        @Override
        public void onUnsubscribed(OkxChannel channel, int instrumentId) {
            // Only to subscribe anew.
        }

        @Override
        public void onError(String code, String message) {
            Matcher instId = INST_ID.matcher(message);
            Instrument refused = instId.find() ? instruments.find(instId.group(1)) : null;
            if (refused == null) {
                listener.onRequestRefused(code, message);
            } else {
                listener.onPairRefused(refused.id(), code + ' ' + message);
            }
        }

        @Override
        public void onNotice(String code, String message) {
            listener.onGoingAway("notice " + code);
        }

        @Override
        public void onPong() {
            // That it came is all it says.
        }
    }
}

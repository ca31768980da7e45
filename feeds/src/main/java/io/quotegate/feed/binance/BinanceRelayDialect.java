package io.quotegate.feed.binance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quotegate.codec.binance.BinanceEncoder;
import io.quotegate.codec.binance.BinanceEnvelope;
import io.quotegate.codec.binance.BinanceRequest;
import io.quotegate.codec.binance.BinanceRequestDecoder;
import io.quotegate.codec.json.JsonScanner;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.feed.relay.RelayDialect;
import io.quotegate.feed.relay.RelayLimits;
import io.quotegate.feed.relay.TopicMemory;
import io.quotegate.market.Instrument;
import io.quotegate.text.ByteWriter;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How streams of Binance are gathered: combined, so that each event says whose it is, and told on raw. Nothing comes on
 * subscribing; what is remembered is for REST. Confined to the relay's loop.
 *
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams">WebSocket Streams for
 *     Binance</a>
 */
public final class BinanceRelayDialect implements RelayDialect {
    /** Five messages a second, of which one is left for pongs. */
    private static final RelayLimits LIMITS =
            new RelayLimits(BinanceDialect.MAX_STREAMS, BinanceDialect.MAX_STREAMS, 200, 4, Duration.ofSeconds(1), 10);

    private static final int MOST_BOOKS = 256; // of some 72 KB each
    private static final int MOST_TRADES = 64; // thousands of them, of some 200 KB each
    private static final Pattern DEPTH = Pattern.compile("[^@]+@depth(?:@100ms)?");

    private final MemoryAllowance books = new MemoryAllowance(MOST_BOOKS);
    private final MemoryAllowance trades = new MemoryAllowance(MOST_TRADES);
    private final BinanceEnvelope envelope = new BinanceEnvelope();
    private final BinanceRequestDecoder requests = new BinanceRequestDecoder();

    /** What the feed has of {@code pair}, by the names that streams have here. */
    public static List<String> fed(Instrument pair, boolean books) {
        return Stream.concat(BinanceDialect.STREAMS.stream(), books ? BinanceBooks.STREAMS.stream() : Stream.empty())
                .map(stream -> stream.of(pair))
                .toList();
    }

    @Override
    public RelayLimits limits() {
        return LIMITS;
    }

    @Override
    public boolean isBook(String name) {
        return false;
    }

    @Override
    public TopicMemory memory(String name) {
        if (DEPTH.matcher(name).matches()) {
            return new BinanceBookMemory(System::nanoTime, books);
        }
        if (name.endsWith("@trade")) {
            return new BinanceTradesMemory(System::nanoTime, trades);
        }
        if (name.endsWith("@bookTicker")) {
            return new BinanceTickerMemory(BinanceTickerMemory.BOOK_TICKER);
        }
        return name.endsWith("@ticker") ? new BinanceTickerMemory(BinanceTickerMemory.DAY_TICKER) : TopicMemory.NONE;
    }

    @Override
    public ByteWriter subscription(int number, List<String> requests) {
        return request("SUBSCRIBE", number, requests);
    }

    @Override
    public ByteWriter unsubscription(int number, List<String> requests) {
        return request("UNSUBSCRIBE", number, requests);
    }

    private static ByteWriter request(String method, int number, List<String> requests) {
        ByteWriter out = new ByteWriter(4096);
        BinanceEncoder.request(out, method, requests, number);
        return out;
    }

    @Override
    public int probe(ByteWriter out) {
        return WebSocketFrames.PING;
    }

    @Override
    public void readRequest(byte[] bytes, int from, int to, Requests asked) {
        BinanceRequest request = requests.decode(bytes, from, to);
        if (request instanceof BinanceRequest.Subscribe subscribe) {
            byte[] id = subscribe.id().getBytes(US_ASCII);
            asked.onAsked(number(JsonScanner.wholeNumber(id, 0, id.length)), subscribe.streams());
        } else if (request instanceof BinanceRequest.Unsubscribe unsubscribe) {
            asked.onLeft(unsubscribe.streams());
        }
    }

    private static int number(long id) {
        return id < 0 || id > Integer.MAX_VALUE ? Listener.NO_NUMBER : (int) id;
    }

    @Override
    public boolean read(byte[] bytes, int from, int to, Listener listener) {
        if (!envelope.read(bytes, from, to)) {
            return false;
        }
        int number = number(envelope.id());
        if (envelope.isEvent()) {
            listener.onEvent(envelope.stream(), envelope.dataFrom(), envelope.dataTo());
        } else if (envelope.isResult()) {
            listener.onRequestTaken(number);
        } else if (envelope.isError()) {
            listener.onRequestRefused(number, envelope.code(), envelope.message());
        } else {
            return false;
        }
        return true;
    }
}

package io.quotegate.feed.okx;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quotegate.codec.okx.OkxEncoder;
import io.quotegate.codec.okx.OkxEnvelope;
import io.quotegate.codec.okx.OkxRequest;
import io.quotegate.codec.okx.OkxRequestDecoder;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.feed.relay.LastMessage;
import io.quotegate.feed.relay.RelayDialect;
import io.quotegate.feed.relay.RelayLimits;
import io.quotegate.feed.relay.TopicMemory;
import io.quotegate.market.Instrument;
import io.quotegate.text.ByteWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How channels of OKX are gathered. A name is an argument as {@code OkxRequest.Arg#key()} tells it. Confined to the relay's
 * loop.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#overview-websocket-overview">OKX API v5, Overview, WebSocket</a>
 */
public final class OkxRelayDialect implements RelayDialect {
    /** Fewer than thirty books each. */
    private static final RelayLimits LIMITS = new RelayLimits(1000, 29, 100, 480, Duration.ofHours(1), 10);

    private static final byte[] PONG = OkxEncoder.PONG.getBytes(US_ASCII);
    private static final Pattern CHANNEL = Pattern.compile("\"channel\":\"([^\"]*)\"");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /** In an error: {@code channel:index-tickers, instId:NEAR-USDT doesn't exist}. */
    private static final Pattern NAMED = Pattern.compile("channel:\\s*([^,\\s]+),\\s*instId:\\s*([^,\\s]+) doesn't");

    /** Whole books, which begin with a snapshot and go on with what changes. */
    private static final Set<String> BOOKS =
            Set.of("books", "books-l2-tbt", "books50-l2-tbt", "books-rpi", "books-elp", "sprd-books-l2-tbt");

    /** Channels that tell what happens, and not how things are: nothing comes on subscribing. */
    private static final Set<String> HAPPENINGS = Set.of(
            "instruments",
            "status",
            "liquidation-orders",
            "adl-warning",
            "economic-calendar",
            "public-struc-block-trades",
            "public-block-trades",
            "option-trades");

    private static final String TICKERS = "tickers";

    private static final Set<String> NOT_NOW = Set.of("60014", "64007");

    private final OkxEnvelope envelope = new OkxEnvelope();
    private final OkxRequestDecoder requests = new OkxRequestDecoder();

    /** What the feed has of {@code pair}, by the names that channels have here. */
    public static List<String> fed(Instrument pair, boolean books) {
        return Stream.concat(OkxDialect.CHANNELS.stream(), books ? OkxBooks.CHANNELS.stream() : Stream.empty())
                .map(channel -> OkxRequest.Arg.of(channel.wireName(), OkxHistory.instId(pair))
                        .key())
                .toList();
    }

    @Override
    public RelayLimits limits() {
        return LIMITS;
    }

    @Override
    public boolean isBook(String name) {
        return BOOKS.contains(channel(name));
    }

    @Override
    public TopicMemory memory(String name) {
        String channel = channel(name);
        if (BOOKS.contains(channel)) {
            return new OkxBookMemory(name);
        }
        if (channel.equals(TICKERS)) {
            return new OkxTickerMemory();
        }
        return HAPPENINGS.contains(channel) ? TopicMemory.NONE : new LastMessage();
    }

    private static String channel(String name) {
        Matcher channel = CHANNEL.matcher(name);
        return channel.find() ? channel.group(1) : "";
    }

    @Override
    public ByteWriter subscription(int number, List<String> requests) {
        return request("subscribe", number, requests);
    }

    @Override
    public ByteWriter unsubscription(int number, List<String> requests) {
        return request("unsubscribe", number, requests);
    }

    private static ByteWriter request(String operation, int number, List<String> requests) {
        ByteWriter out = new ByteWriter(4096);
        OkxEncoder.requestOf(out, String.valueOf(number), operation, requests);
        return out;
    }

    @Override
    public int probe(ByteWriter out) {
        out.ascii(OkxEncoder.PING);
        return WebSocketFrames.TEXT;
    }

    @Override
    public void readRequest(byte[] bytes, int from, int to, Requests asked) {
        OkxRequest request = requests.decode(bytes, from, to);
        if (request instanceof OkxRequest.Subscribe subscribe) {
            asked.onAsked(number(subscribe.id()), keys(subscribe.args()));
        } else if (request instanceof OkxRequest.Unsubscribe unsubscribe) {
            asked.onLeft(keys(unsubscribe.args()));
        }
    }

    private static List<String> keys(List<OkxRequest.Arg> args) {
        return args.stream().map(OkxRequest.Arg::key).toList();
    }

    private static int number(@Nullable String id) {
        return id != null && NUMBER.matcher(id).matches() ? Integer.parseInt(id) : Listener.NO_NUMBER;
    }

    @Override
    public boolean read(byte[] bytes, int from, int to, Listener listener) {
        if (Arrays.equals(PONG, 0, PONG.length, bytes, from, to)) {
            return true;
        }
        if (!envelope.read(bytes, from, to)) {
            return false;
        }
        String key = envelope.key();
        if (envelope.event().isEmpty() && key != null) {
            listener.onEvent(key, from, to);
            return true;
        }
        return readEvent(key == null ? "" : key, listener);
    }

    private boolean readEvent(String key, Listener listener) {
        switch (envelope.event()) {
            case "subscribe" -> listener.onTopicTaken(key);
            case "unsubscribe" -> listener.onTopicLeft(key);
            case "error" -> readError(listener);
            case "notice" -> {
                // The connection will be cut, and then there is another.
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void readError(Listener listener) {
        String code = envelope.code();
        Matcher named = NAMED.matcher(envelope.message());
        if (NOT_NOW.contains(code)) {
            listener.onNotNow(code, envelope.message());
        } else if (named.find()) {
            listener.onTopicRefused(
                    OkxRequest.Arg.of(named.group(1), named.group(2)).key(), code, envelope.message());
        } else {
            listener.onRequestRefused(number(envelope.id()), code, envelope.message());
        }
    }
}

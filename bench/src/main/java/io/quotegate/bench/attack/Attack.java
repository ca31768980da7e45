package io.quotegate.bench.attack;

import static io.quotegate.bench.attack.Http2Bytes.ascii;
import static io.quotegate.bench.attack.Payloads.CANDLES;
import static io.quotegate.bench.attack.Payloads.QUOTES;
import static io.quotegate.bench.attack.Payloads.repeat;

import io.netty.handler.codec.http2.Http2FrameTypes;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Ways to do a gateway harm. Each connection that is ended comes back a second later. Any thread. */
public enum Attack {
    PIPELINED_GETS(Way.GREEDY, 4, () -> Script.of(new byte[0], repeat(Payloads.get("/v1/quotes"), 1100))),
    PIPELINED_GETS_READ(Way.BUSY, 4, () -> Script.of(new byte[0], repeat(Payloads.get("/v1/quotes"), 1100))),
    PIPELINED_METRICS(Way.BUSY, 4, () -> Script.of(new byte[0], repeat(Payloads.get("/metrics"), 1500))),
    CANDLES_UNREAD(Way.GREEDY, 60, () -> Script.of(new byte[0], repeat(ascii(CANDLES), 1394))),
    CANDLES_READ(Way.BUSY, 4, () -> Script.of(new byte[0], repeat(ascii(CANDLES), 1394))),
    QUOTES_IN_FRAMES(Way.BUSY, 4, () -> Script.of(new byte[0], repeat(Payloads.frame(ascii(QUOTES)), 1000))),
    FILE_LISTS(Way.BUSY, 4, () -> Script.of(new byte[0], repeat(Payloads.frame(ascii("{\"op\":\"files\"}")), 1000))),
    SUBSCRIPTIONS(
            Way.BUSY,
            4,
            () -> Script.of(
                    new byte[0],
                    repeat(
                            ascii("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"]}"
                                    + "{\"op\":\"unsubscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"]}"),
                            500))),
    LONG_LISTS(Way.BUSY, 4, () -> Script.of(new byte[0], ascii(Payloads.subscription(9_900)))),
    LONG_LISTS_PROTO(Way.BUSY, 4, () -> Script.of(new byte[0], Payloads.frame(Payloads.protoSubscription(20_000)))),
    MEMBER_NAMES(Way.BUSY, 4, MemberNames::new),
    CHAT(
            Way.BUSY,
            100,
            () -> Script.of(
                    ascii("{\"op\":\"chat-join\",\"room\":\"a\",\"user\":\"u" + Numbers.next() + "\"}"),
                    repeat(ascii("{\"op\":\"chat\",\"text\":\"to all\"}"), 100))),
    DEFLATE_BOMBS(
            Way.BUSY,
            4,
            () -> Script.of(
                    Payloads.webSocket("Sec-WebSocket-Extensions: permessage-deflate"), repeat(Payloads.bomb(), 50))),
    WEB_SOCKET_PINGS(Way.GREEDY, 4, () -> Script.of(Payloads.webSocket(), repeat(Payloads.ping(), 500))),
    WEB_SOCKET_QUOTES(Way.BUSY, 4, () -> Script.of(Payloads.webSocket(), repeat(Payloads.text(QUOTES), 1000))),
    HTTP2_STREAMS(Way.BUSY, 4, () -> Script.ofStreams(100, (frames, stream) -> frames.get(stream, "/v1/quotes"))),
    HTTP2_RESETS(
            Way.BUSY,
            4,
            () -> Script.ofStreams(
                    100, (frames, stream) -> frames.get(stream, "/v1/quotes").reset(stream))),
    HTTP2_PINGS(
            Way.GREEDY,
            4,
            () -> Script.of(
                    new Http2Bytes().preface(65_535).bytes(),
                    repeat(new Http2Bytes().ping().bytes(), 1000))),
    HTTP2_ZERO_WINDOW(Way.ONCE, 100, () -> Script.of(new Http2Bytes().preface(0).bytes(), zeroWindow())),
    WATCHES(Way.ONCE, 20, () -> Script.of(watches(), new byte[0])),
    WATCHES_READ(Way.BUSY, 20, () -> Script.of(watches(), new byte[0])),
    STALLED_DOWNLOADS(Way.ONCE, 200, () -> Script.of(new byte[0], Payloads.get("/v1/files/" + Payloads.FILE))),
    SLOW_TLS_RECORD(Way.SLOW, Sizes.MANY, () -> Script.of(new byte[] {22, 3}, new byte[] {1, 0})),
    SLOW_CLIENT_HELLO(
            Way.SLOW,
            Sizes.MANY,
            () -> Script.of(new byte[] {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3}, new byte[1])),
    SLOW_FIRST_BYTES(Way.SLOW, Sizes.MANY, () -> Script.of(ascii("PRI"), ascii(" * HTTP/2.0"))),
    SLOW_SILENCE(Way.SLOW, Sizes.MANY, () -> Script.of(new byte[0], new byte[0])),
    SLOW_HEAD(Way.SLOW, Sizes.MANY, () -> Script.of(ascii("GET / HTTP/1.1\r\nHost: localhost\r\nA: "), ascii("a"))),
    SLOW_BODY(
            Way.SLOW,
            Sizes.MANY,
            () -> Script.of(
                    ascii("POST /v1/convert HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\n"), ascii("a"))),
    SLOW_HTTP2_FRAME(
            Way.SLOW,
            Sizes.MANY,
            () -> Script.of(
                    new Http2Bytes()
                            .preface(65_535)
                            .frame(Http2FrameTypes.PING, 0, 0, 8)
                            .bytes(),
                    new byte[1])),
    SLOW_HTTP2_HEAD(
            Way.SLOW,
            Sizes.MANY,
            () -> Script.of(
                    new Http2Bytes().preface(65_535).headBegun(1).bytes(),
                    new Http2Bytes()
                            .frame(Http2FrameTypes.CONTINUATION, 0, 1, 0)
                            .bytes())),
    SLOW_CALL(
            Way.SLOW,
            Sizes.MANY,
            () -> Script.of(
                    new Http2Bytes()
                            .preface(65_535)
                            .call(1, "/quotegate.v1.QuoteService/GetQuote")
                            .bytes(),
                    new Http2Bytes().data(1, new byte[1], false).bytes())),
    SLOW_FRAME(Way.SLOW, Sizes.MANY, () -> Script.of(new byte[] {0, 0, 3, (byte) 0xFF}, ascii("{"))),
    SLOW_JSON(Way.SLOW, Sizes.MANY, () -> Script.of(ascii("{\"op\":\""), ascii("a"))),
    SLOW_WEB_SOCKET_FRAGMENT(Way.SLOW, Sizes.MANY, () -> Script.of(Payloads.webSocketFragment(), Payloads.fragment()));

    /** The file of those that download. */
    public static final String FILE = Payloads.FILE;

    private final Way way;
    private final int connections;
    private final Supplier<Script> script;

    Attack(Way way, int connections, Supplier<Script> script) {
        this.way = way;
        this.connections = connections;
        this.script = script;
    }

    /** How connections of an attack behave. */
    enum Way {
        /** They send as fast as they can and read nothing. */
        GREEDY,
        /** They send as fast as they can and read all that they are answered. */
        BUSY,
        /** They say it once and read nothing. */
        ONCE,
        /** They say a little every two seconds, and read. */
        SLOW
    }

    /** How many there are of what is slow: constants may not be read from within their own type's constants. */
    private static final class Sizes {
        static final int MANY = 10_000;
    }

    /** Numbers that nobody else has. */
    private static final class Numbers {
        private static final AtomicInteger LAST = new AtomicInteger();

        static int next() {
            return LAST.incrementAndGet();
        }
    }

    /** Requests with members that were never heard of before. */
    private static final class MemberNames implements Script {
        @Override
        public byte[] opening() {
            return new byte[0];
        }

        @Override
        public byte[] next() {
            StringBuilder request = new StringBuilder("{\"op\":\"ping\"");
            for (int i = 0; i < 1000; i++) {
                request.append(",\"member-").append(Numbers.next()).append("\":1");
            }
            return ascii(request.append('}').toString());
        }
    }

    private static byte[] zeroWindow() {
        Http2Bytes frames = new Http2Bytes();
        for (int i = 0; i < 100; i++) {
            frames.get(2 * i + 1, "/v1/candles/BTC-USDT?limit=1440");
        }
        return frames.bytes();
    }

    private static byte[] watches() {
        Http2Bytes frames = new Http2Bytes().preface(Integer.MAX_VALUE).windowUpdate(0, Integer.MAX_VALUE - 70_000);
        for (int i = 0; i < 100; i++) {
            frames.call(2 * i + 1, Payloads.WATCH).data(2 * i + 1, Payloads.conversion(Numbers.next()), true);
        }
        return frames.bytes();
    }

    /** How many connections there are of it. */
    public int connections() {
        return connections;
    }

    /** Whether it is cut by how many connections one address may have, so that it is to come from another than loopback. */
    public boolean isSlow() {
        return way == Way.SLOW;
    }

    Way way() {
        return way;
    }

    /** What another connection says. */
    Script script() {
        return script.get();
    }

    /** As options spell it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

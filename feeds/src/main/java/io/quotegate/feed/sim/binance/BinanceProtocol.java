package io.quotegate.feed.sim.binance;

import io.quotegate.codec.binance.BinanceEncoder;
import io.quotegate.codec.binance.BinanceRequest;
import io.quotegate.codec.binance.BinanceRequestDecoder;
import io.quotegate.codec.binance.BinanceStream;
import io.quotegate.codec.venue.VenueTime;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.feed.sim.push.PushForm;
import io.quotegate.feed.sim.push.PushRouter;
import io.quotegate.feed.sim.push.Topic;
import io.quotegate.feed.sim.server.SessionProtocol;
import io.quotegate.feed.sim.server.VenueSession;
import io.quotegate.feed.sim.venue.VenueInternals;
import io.quotegate.text.ByteWriter;
import io.quotegate.time.RateLimit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Binance's end of a conversation on a stream connection. Confined to the venue's loop.
 *
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams">WebSocket Streams for
 *     Binance</a>
 */
final class BinanceProtocol implements SessionProtocol, BinanceRequest.Operations {
    private static final int TOO_LONG = 1009;
    private static final int POLICY = 1008;
    private static final String DONE = "null";
    private static final String SHUTDOWN_STREAM = "!serverShutdown";

    private final VenueSession session;
    private final List<String> firstStreams;
    private final VenueInternals internals;
    private final PushRouter router;
    private final BinanceRequestDecoder decoder;
    private final BinanceLimits limits;
    private final RateLimit frames;
    private final Deque<Ping> unanswered = new ArrayDeque<>();
    private final ByteWriter out = new ByteWriter(512);

    private PushForm form;
    private long pingDueNs;

    /** What a client asks for by the URL it connects to. */
    record Wanted(List<String> streams, PushForm form) {}

    /** A ping and when it was sent. */
    private record Ping(long sentNs, byte[] payload) {}

    BinanceProtocol(
            VenueSession session,
            Wanted wanted,
            VenueInternals internals,
            BinanceLimits limits,
            BinanceRequestDecoder decoder) {
        this.session = session;
        this.internals = internals;
        this.limits = limits;
        firstStreams = wanted.streams();
        form = wanted.form();
        this.decoder = decoder;
        router = internals.router();
        frames = new RateLimit(
                limits.connection().maxRequests(), limits.connection().requestWindow());
        pingDueNs = nowNs() + limits.pingEvery().toNanos();
    }

    private long nowNs() {
        return internals.clock().monotonicNs();
    }

    @Override
    public void onOpen() {
        firstStreams.forEach(stream -> session.subscribe(router.topic(stream)));
    }

    @Override
    public void onMessage(byte[] bytes, int from, int to) {
        if (isAllowed()) {
            decoder.decode(bytes, from, to).perform(this);
        }
    }

    @Override
    public void onPing() {
        isAllowed();
    }

    @Override
    public void onPong(byte[] bytes, int from, int to) {
        if (isAllowed()) {
            unanswered.removeIf(ping -> Arrays.equals(ping.payload(), 0, ping.payload().length, bytes, from, to));
        }
    }

    /** Counts a frame from the client, and ends the conversation if there were too many. */
    private boolean isAllowed() {
        boolean allowed = frames.trySpend(nowNs());
        if (!allowed) {
            session.close(POLICY, "Too many requests");
        }
        return allowed;
    }

    @Override
    public void onSubscribe(BinanceRequest.Subscribe request) {
        Set<String> wanted = new HashSet<>(request.streams());
        session.topics().forEach(topic -> wanted.add(topic.name()));
        if (wanted.size() > limits.maxStreams()) {
            refuse(request.id(), 2, "Invalid request: too many parameters");
            return;
        }
        request.streams().forEach(stream -> session.subscribe(router.topic(stream)));
        reply(request.id(), DONE);
    }

    @Override
    public void onUnsubscribe(BinanceRequest.Unsubscribe request) {
        request.streams().forEach(stream -> session.unsubscribe(router.topic(stream)));
        reply(request.id(), DONE);
    }

    @Override
    public void onListSubscriptions(BinanceRequest.ListSubscriptions request) {
        ByteWriter list = new ByteWriter(256);
        BinanceEncoder.strings(list, session.topics().stream().map(Topic::name).toList());
        reply(request.id(), list.toString());
    }

    @Override
    public void onSetCombined(BinanceRequest.SetCombined request) {
        form = PushForm.of(request.combined(), form.timeUnit());
        reply(request.id(), DONE);
    }

    @Override
    public void onGetCombined(BinanceRequest.GetCombined request) {
        reply(request.id(), String.valueOf(form.combined()));
    }

    @Override
    public void onInvalid(BinanceRequest.Invalid request) {
        refuse(request.id(), request.code(), request.message());
    }

    private void reply(String id, String result) {
        BinanceEncoder.result(out.clear(), result, id);
        session.sendText(out);
    }

    private void refuse(String id, int code, String message) {
        BinanceEncoder.error(out.clear(), code, message, id);
        session.sendText(out);
    }

    @Override
    public void onTooLarge() {
        session.close(TOO_LONG, "");
    }

    @Override
    public void onSlow() {
        session.cut(); // Binance says nothing of it
    }

    @Override
    public void onTick(long nowNs) {
        Ping oldest = unanswered.peek();
        if (oldest != null && nowNs - oldest.sentNs() >= limits.pongWithin().toNanos()) {
            session.close(POLICY, "Pong timeout");
        } else if (nowNs - pingDueNs >= 0) {
            pingDueNs = nowNs + limits.pingEvery().toNanos();
            out.clear().number(VenueTime.toMs(internals.clock().epochNs()));
            unanswered.add(new Ping(nowNs, out.toByteArray()));
            session.send(WebSocketFrames.PING, out);
        }
    }

    @Override
    public PushForm form() {
        return form;
    }

    @Override
    public void announceShutdown() {
        out.clear();
        if (form.combined()) {
            BinanceEncoder.beginCombined(out, SHUTDOWN_STREAM);
        }
        BinanceEncoder.serverShutdown(out, internals.markets().epochNs(), form.timeUnit());
        session.sendText(form.combined() ? out.put('}') : out);
    }

    @Override
    public String garbage(int number) {
        String symbol = BinanceStream.symbol(internals.markets().pair(0).instrument());
        return switch (number % 4) {
            case 0 -> "\u0001 this is not JSON {";
            case 1 -> "{\"u\":\"x\",\"s\":\"" + symbol + "\",\"b\":true,\"B\":\"1\",\"a\":\"one\",\"A\":null}";
            case 2 -> "{\"e\":\"trade\",\"s\":\"" + symbol + "\",\"t\":1.5,\"p\":\"-\",\"q\":\"1e5\",\"T\":\"now\"}";
            default -> "[1,2,{\"stream\":[]}]";
        };
    }
}

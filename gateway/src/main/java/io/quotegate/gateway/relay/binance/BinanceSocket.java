package io.quotegate.gateway.relay.binance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.codec.binance.BinanceEncoder;
import io.quotegate.codec.binance.BinanceRequest;
import io.quotegate.codec.binance.BinanceRequestDecoder;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.gateway.relay.LoopRelay;
import io.quotegate.gateway.relay.RefusalListener;
import io.quotegate.gateway.relay.RelayClient;
import io.quotegate.gateway.relay.RelayCrowd;
import io.quotegate.gateway.relay.RelayListener;
import io.quotegate.gateway.relay.RelayOutput;
import io.quotegate.gateway.relay.RelaySubscription;
import io.quotegate.gateway.relay.RelayedTopic;
import io.quotegate.gateway.relay.RequestQueue;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.gateway.websocket.WebSocketEndpoint;
import io.quotegate.text.ByteWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client that takes us for Binance's stream server. Requests are carried out one after another, as there; the answer to
 * one that subscribes waits until the venue sends, so that what is asked over REST afterwards is never older than the first
 * event. Confined to its event loop.
 *
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams">WebSocket Streams for
 *     Binance</a>
 */
final class BinanceSocket implements WebSocketEndpoint, RelayListener, BinanceRequest.Operations {
    /** Most streams of one connection. */
    static final int MOST_STREAMS = 1024;

    private static final int REQUESTS_A_SECOND = 5;
    private static final int MOST_WAITING = 10 * REQUESTS_A_SECOND;
    private static final long ANSWER_WITHIN_NS = Duration.ofSeconds(2).toNanos();
    private static final long LIFE_NS = Duration.ofHours(24).toNanos();
    private static final int POLICY = 1008;
    private static final int INVALID_REQUEST = 2;
    private static final String DONE = "null";
    private static final byte[] MIDDLE = "\",\"data\":".getBytes(UTF_8);
    private static final byte[] END = {'}'};

    private final Outlet outlet;
    private final RelayClient client;
    private final RelayOutput output;
    private final int source;
    private final BinanceRequestDecoder decoder;
    private final BinancePings pings;
    private final RefusalListener refusals;
    private final RequestQueue<BinanceRequest> requests =
            new RequestQueue<>(REQUESTS_A_SECOND, Duration.ofSeconds(1), MOST_WAITING);
    private final Set<RelaySubscription> awaited = new HashSet<>(); // of the request under way
    private final Set<RelayedTopic> unanswered =
            new HashSet<>(); // all that it subscribes to: they begin with its answer
    private final ByteWriter out = new ByteWriter(256);
    private final long openedNs;

    private boolean combined;
    private @Nullable String underWay; // the id of the request that waits for the venue
    private long underWayNs;
    private boolean refused; // any of it

    /** @param streams to begin with, as the URL names them */
    BinanceSocket(
            Outlet outlet,
            LoopRelay relay,
            int source,
            BinanceRequestDecoder decoder,
            List<String> streams,
            boolean combined,
            RelayCrowd crowd) {
        this.outlet = outlet;
        this.source = source;
        this.decoder = decoder;
        this.combined = combined;
        refusals = crowd.refusals();
        client = new RelayClient(outlet, relay, source, this, crowd);
        output = client.output();
        openedNs = System.nanoTime();
        pings = new BinancePings(openedNs);
        if (client.tryMakeRoom(streams.size())) {
            streams.forEach(client::subscribe);
        }
    }

    // From the client

    @Override
    public void onText(byte[] bytes, int from, int to) {
        if (!requests.offer(decoder.decode(bytes, from, to), to - from)) {
            client.end(DisconnectReason.FLOOD, POLICY, "Too many requests");
            return;
        }
        goOn(System.nanoTime());
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
        onText(bytes, from, to);
    }

    private void goOn(long nowNs) {
        while (underWay == null && !outlet.isEnding() && requests.isDue(nowNs)) {
            requests.take(nowNs).perform(this);
        }
        output.flush();
    }

    @Override
    public void onSubscribe(BinanceRequest.Subscribe request) {
        Set<String> wanted = new HashSet<>(request.streams());
        wanted.addAll(client.names());
        int more = wanted.size() - client.names().size();
        if (wanted.size() > MOST_STREAMS || !client.tryMakeRoom(more)) {
            refuse(request.id(), INVALID_REQUEST, "Invalid request: too many parameters");
            return;
        }
        for (String stream : request.streams()) {
            if (client.subscription(stream) == null) {
                RelaySubscription subscription = client.subscribe(stream);
                awaited.add(subscription);
                unanswered.add(subscription.topic());
            }
        }
        underWay = request.id();
        underWayNs = System.nanoTime();
        refused = false;
        answerIfTaken();
    }

    private void answerIfTaken() {
        String id = underWay;
        if (id != null && awaited.isEmpty()) {
            underWay = null;
            unanswered.clear();
            if (refused) {
                refuse(id, INVALID_REQUEST, "Invalid request: too many parameters");
            } else {
                reply(id, DONE);
            }
        }
    }

    @Override
    public void onUnsubscribe(BinanceRequest.Unsubscribe request) {
        request.streams().forEach(client::unsubscribe);
        reply(request.id(), DONE);
    }

    @Override
    public void onListSubscriptions(BinanceRequest.ListSubscriptions request) {
        ByteWriter list = new ByteWriter(256);
        BinanceEncoder.strings(list, List.copyOf(client.names()));
        reply(request.id(), list.toString());
    }

    @Override
    public void onSetCombined(BinanceRequest.SetCombined request) {
        combined = request.combined();
        reply(request.id(), DONE);
    }

    @Override
    public void onGetCombined(BinanceRequest.GetCombined request) {
        reply(request.id(), String.valueOf(combined));
    }

    @Override
    public void onInvalid(BinanceRequest.Invalid request) {
        refuse(request.id(), request.code(), request.message());
    }

    private void reply(String id, String result) {
        BinanceEncoder.result(out.clear(), result, id);
        output.text(out);
    }

    private void refuse(String id, int code, String message) {
        refusals.refused(message, String.valueOf(code));
        BinanceEncoder.error(out.clear(), code, message, id);
        output.text(out);
    }

    // From the venue

    @Override
    public void onTaken(RelaySubscription subscription) {
        settled(subscription);
    }

    @Override
    public void onRefused(RelaySubscription subscription, byte[] bytes, int from, int to) {
        client.forget(subscription);
        refused = true;
        settled(subscription);
    }

    private void settled(RelaySubscription subscription) {
        if (awaited.remove(subscription)) {
            answerIfTaken();
        }
    }

    @Override
    public void onEvent(RelayedTopic topic, byte[] bytes, int from, int to) {
        if (!unanswered.isEmpty() && unanswered.contains(topic)) {
            return;
        }
        if (combined) {
            out.clear().ascii("{\"stream\":\"").utf8(topic.name()).put(MIDDLE);
            output.text(out, bytes, from, to, END);
        } else {
            output.text(bytes, from, to);
        }
    }

    @Override
    public void onBatchEnd() {
        goOn(System.nanoTime());
    }

    @Override
    public void onBroken(DisconnectReason reason) {
        outlet.end(reason);
    }

    // Its life

    @Override
    public boolean keepsAlive() {
        return true;
    }

    @Override
    public void onPong(byte[] bytes, int from, int to) {
        pings.onPong(bytes, from, to);
    }

    @Override
    public void onTime(long nowNs) {
        if (nowNs - openedNs >= LIFE_NS) {
            outlet.end(DisconnectReason.STREAM_AGE);
        } else if (pings.isPongMissing(nowNs)) {
            client.end(DisconnectReason.IDLE_TIMEOUT, POLICY, "Pong timeout");
        } else {
            if (pings.isDue(nowNs)) {
                pings.next(nowNs, out.clear());
                output.ping(out);
            }
            if (underWay != null && nowNs - underWayNs >= ANSWER_WITHIN_NS) {
                awaited.clear(); // the venue is away: events come when it is back
                answerIfTaken();
            }
            goOn(nowNs);
        }
    }

    @Override
    public boolean owes() {
        return underWay != null || !requests.isEmpty();
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        if (!reason.letsFinish()) {
            return Unpooled.EMPTY_BUFFER;
        }
        out.clear();
        if (combined) {
            BinanceEncoder.beginCombined(out, "!serverShutdown");
        }
        long nowNs = System.currentTimeMillis() * 1_000_000;
        BinanceEncoder.serverShutdown(out, nowNs, BinanceRoutes.unit(source));
        if (combined) {
            out.put('}');
        }
        return client.farewell(out);
    }

    @Override
    public byte[] closePayload(DisconnectReason reason) {
        byte[] goodbye = client.goodbye();
        if (goodbye != null) {
            return goodbye;
        }
        return reason == DisconnectReason.SLOW_CONSUMER
                ? WebSocketFrames.closePayload(POLICY, "")
                : RelayClient.closePayload(reason);
    }

    @Override
    public void close() {
        client.close();
    }
}

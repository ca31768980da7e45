package io.quotegate.gateway.relay.okx;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.codec.okx.OkxEncoder;
import io.quotegate.codec.okx.OkxRequest;
import io.quotegate.codec.okx.OkxRequestDecoder;
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
import io.quotegate.time.RateLimit;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A client that takes us for OKX's public or business WebSocket. Requests are carried out one after another; each argument
 * is answered as the venue answered, or would. Confined to its event loop.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#overview-websocket-overview">OKX API v5, Overview, WebSocket</a>
 */
final class OkxSocket implements WebSocketEndpoint, RelayListener, OkxRequest.Operations {
    /** Stands for a source that only those have who are logged in. */
    static final int PRIVATE = -1;

    private static final byte[] PING = OkxEncoder.PING.getBytes(US_ASCII);
    private static final byte[] PONG = OkxEncoder.PONG.getBytes(US_ASCII);

    private static final int REQUESTS_AN_HOUR = 480;
    private static final int REQUESTS_A_SECOND = 10; // there is no such rule but ours
    private static final int MOST_WAITING = 10 * REQUESTS_A_SECOND;
    private static final int MOST_CHANNELS = 2000;
    private static final long ANSWER_WITHIN_NS = Duration.ofSeconds(10).toNanos();
    private static final long IDLE_NS = Duration.ofSeconds(30).toNanos();

    private static final int TOO_LONG = 1009;
    private static final int NO_DATA = 4004;
    private static final int BUFFER_FULL = 4005;
    private static final int ABNORMAL = 4006;
    private static final int TOO_MANY_CHANNELS = 4009;

    private final Outlet outlet;
    private final RelayClient client;
    private final RelayOutput output;
    private final int source;
    private final OkxRequestDecoder decoder;
    private final RefusalListener refusals;
    private final RequestQueue<OkxRequest> requests =
            new RequestQueue<>(REQUESTS_A_SECOND, Duration.ofSeconds(1), MOST_WAITING);
    private final RateLimit anHour = new RateLimit(REQUESTS_AN_HOUR, Duration.ofHours(1));
    private final Map<RelaySubscription, OkxRequest.Arg> awaited = new HashMap<>(); // of the request under way
    private final ByteWriter out = new ByteWriter(256);
    private final String connId =
            String.format("%08x", ThreadLocalRandom.current().nextInt());
    private final long openedNs;

    private @Nullable String underWay; // the id of that request
    private long underWayNs;
    private boolean everSubscribed;
    private long heardNs;

    OkxSocket(Outlet outlet, LoopRelay relay, int source, OkxRequestDecoder decoder, RelayCrowd crowd) {
        this.outlet = outlet;
        this.source = source;
        this.decoder = decoder;
        refusals = crowd.refusals();
        client = new RelayClient(outlet, relay, source, this, crowd);
        output = client.output();
        openedNs = System.nanoTime();
        heardNs = openedNs;
    }

    // From the client

    @Override
    public void onText(byte[] bytes, int from, int to) {
        heardNs = System.nanoTime();
        if (Arrays.equals(PING, 0, PING.length, bytes, from, to)) {
            output.text(PONG, 0, PONG.length);
            output.flush();
            return;
        }
        if (!requests.offer(decoder.decode(bytes, from, to), to - from)) {
            error(null, "60014", "Requests too frequent");
        }
        goOn(heardNs);
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
        onText(bytes, from, to);
    }

    private void goOn(long nowNs) {
        while (awaited.isEmpty() && !outlet.isEnding() && requests.isDue(nowNs)) {
            requests.take(nowNs).perform(this);
        }
        output.flush();
    }

    @Override
    public void onSubscribe(OkxRequest.Subscribe request) {
        if (!isAllowed(request.id())) {
            return;
        }
        if (client.names().size() + request.args().size() > MOST_CHANNELS) {
            client.end(
                    DisconnectReason.TOO_LARGE,
                    TOO_MANY_CHANNELS,
                    "The number of subscribed channels for this connection exceeds the limit");
            return;
        }
        underWay = request.id();
        underWayNs = System.nanoTime();
        for (OkxRequest.Arg arg : request.args()) {
            if (source == PRIVATE || OkxPrivateChannels.has(arg.channel())) {
                refusals.refused("channel " + arg.channel(), "60011 Please log in");
                error(request.id(), "60011", "Please log in");
            } else {
                subscribe(request.id(), arg);
            }
        }
    }

    private void subscribe(@Nullable String id, OkxRequest.Arg arg) {
        String key = arg.key();
        RelaySubscription subscription = client.subscription(key);
        if (subscription != null) {
            client.again(subscription);
        } else if (client.tryMakeRoom(1)) {
            subscription = client.subscribe(key);
        } else {
            error(id, "60014", "Requests too frequent");
            return;
        }
        awaited.put(subscription, arg);
    }

    @Override
    public void onUnsubscribe(OkxRequest.Unsubscribe request) {
        if (!isAllowed(request.id())) {
            return;
        }
        for (OkxRequest.Arg arg : request.args()) {
            client.unsubscribe(arg.key());
            acknowledge(request.id(), "unsubscribe", arg);
        }
    }

    @Override
    public void onLogin(OkxRequest.Login request) {
        if (isAllowed(request.id())) {
            refusals.refused("login", "60009 Login failed.");
            error(request.id(), "60009", "Login failed.");
        }
    }

    @Override
    public void onInvalid(OkxRequest.Invalid request) {
        refusals.refused("a request that is none", request.code());
        error(request.id(), request.code(), request.message());
    }

    private boolean isAllowed(@Nullable String id) {
        if (anHour.trySpend(System.nanoTime())) {
            return true;
        }
        refusals.refused("more than " + REQUESTS_AN_HOUR + " requests an hour", "60014");
        error(id, "60014", "Requests too frequent");
        return false;
    }

    private void acknowledge(@Nullable String id, String event, OkxRequest.Arg arg) {
        OkxEncoder.acknowledgement(out.clear(), id, event, arg, connId);
        output.text(out);
    }

    private void error(@Nullable String id, String code, String message) {
        OkxEncoder.error(out.clear(), id, code, message, connId);
        output.text(out);
    }

    // From the venue

    @Override
    public void onTaken(RelaySubscription subscription) {
        OkxRequest.Arg arg = awaited.remove(subscription);
        everSubscribed = true;
        if (arg != null) {
            acknowledge(underWay, "subscribe", arg);
        }
    }

    @Override
    public void onRefused(RelaySubscription subscription, byte[] bytes, int from, int to) {
        client.forget(subscription);
        OkxRequest.Arg arg = awaited.remove(subscription);
        String why = new String(bytes, from, to - from, UTF_8);
        int space = why.indexOf(' ');
        error(arg == null ? null : underWay, why.substring(0, Math.max(0, space)), why.substring(space + 1));
    }

    @Override
    public void onEvent(RelayedTopic topic, byte[] bytes, int from, int to) {
        output.text(bytes, from, to);
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
    public void onTime(long nowNs) {
        boolean neverAsked = !everSubscribed && awaited.isEmpty() && nowNs - openedNs >= IDLE_NS;
        boolean silent = outlet.quietNs(nowNs) >= IDLE_NS && nowNs - heardNs >= IDLE_NS;
        if (neverAsked || silent) {
            client.end(DisconnectReason.IDLE_TIMEOUT, NO_DATA, "No data received in 30s");
            return;
        }
        if (!awaited.isEmpty() && nowNs - underWayNs >= ANSWER_WITHIN_NS) {
            awaited.values().forEach(arg -> acknowledge(underWay, "subscribe", arg));
            awaited.clear(); // the venue is away: pushes come when it is back
            everSubscribed = true;
        }
        goOn(nowNs);
    }

    @Override
    public boolean owes() {
        return !awaited.isEmpty() || !requests.isEmpty();
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        if (!reason.letsFinish()) {
            return Unpooled.EMPTY_BUFFER;
        }
        OkxEncoder.serviceUpgradeNotice(out.clear(), connId);
        return client.farewell(out);
    }

    @Override
    public byte[] closePayload(DisconnectReason reason) {
        byte[] goodbye = client.goodbye();
        if (goodbye != null) {
            return goodbye;
        }
        return switch (reason) {
            case SLOW_CONSUMER -> WebSocketFrames.closePayload(BUFFER_FULL, "Buffer is full, cannot write data");
            case TOO_LARGE ->
                WebSocketFrames.closePayload(TOO_LONG, "Request message exceeds the maximum frame length");
            case VENUE_AWAY, LAPPED -> WebSocketFrames.closePayload(ABNORMAL, "Abnormal disconnection");
            default -> RelayClient.closePayload(reason);
        };
    }

    @Override
    public void close() {
        client.close();
    }
}

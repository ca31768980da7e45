package io.quotegate.gateway.relay;

import io.netty.buffer.ByteBuf;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.text.ByteWriter;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client of the relay has, whatever venue it takes us for: subscriptions by name, what it is sent, and how it ends.
 * Is to be closed, which ends its subscriptions. Confined to its event loop.
 */
public final class RelayClient {
    private static final int GOING_AWAY = 1001;
    private static final int SERVICE_RESTART = 1012;
    private static final int FIRST_PRIVATE_CODE = 4000;

    private final Outlet outlet;
    private final LoopRelay relay;
    private final int source;
    private final RelayListener listener;
    private final RelayCrowd crowd;
    private final RelayOutput output;
    private final Map<String, RelaySubscription> subscriptions = new LinkedHashMap<>();

    private byte @Nullable [] goodbye;
    private boolean closed;

    /**
     * @param listener hears of the subscriptions, to {@code source}
     * @param crowd    in which it is counted
     */
    public RelayClient(Outlet outlet, LoopRelay relay, int source, RelayListener listener, RelayCrowd crowd) {
        this.outlet = outlet;
        this.relay = relay;
        this.source = source;
        this.listener = listener;
        this.crowd = crowd;
        output = new RelayOutput(outlet);
        crowd.enter();
        relay.add(listener);
    }

    /** Where what it is sent is gathered. */
    public RelayOutput output() {
        return output;
    }

    // What it wants

    /** The names of what it has subscribed to, the oldest first. */
    public Collection<String> names() {
        return Collections.unmodifiableSet(subscriptions.keySet());
    }

    /** Its subscription to {@code name}; null for none. */
    public @Nullable RelaySubscription subscription(String name) {
        return subscriptions.get(name);
    }

    /** Makes room for so many subscriptions more, which then are to be made; false if there are too many in all. */
    public boolean tryMakeRoom(int more) {
        return crowd.trySubscribe(more);
    }

    /**
     * Subscribes to {@code name}, which it does not have yet, for which there {@linkplain #tryMakeRoom is room}, and which
     * is asked for as it is called.
     */
    public RelaySubscription subscribe(String name) {
        RelaySubscription subscription = relay.subscribe(listener, source, name, name);
        subscriptions.put(name, subscription);
        return subscription;
    }

    /** Lets {@code subscription} begin anew. */
    public void again(RelaySubscription subscription) {
        relay.again(subscription);
    }

    /** Ends the subscription to {@code name}, if there is one. */
    public void unsubscribe(String name) {
        RelaySubscription subscription = subscriptions.remove(name);
        if (subscription != null) {
            crowd.unsubscribe(1);
            relay.unsubscribe(subscription);
        }
    }

    /** The venue refused {@code subscription}. */
    public void forget(RelaySubscription subscription) {
        if (subscriptions.remove(subscription.topic().name(), subscription)) {
            crowd.unsubscribe(1);
        }
    }

    // How it ends

    /** Ends it with the venue's code and words. */
    public void end(DisconnectReason reason, int code, String words) {
        goodbye = WebSocketFrames.closePayload(code, words);
        outlet.end(reason);
    }

    /** Text that goes before the close frame, behind what was gathered; the caller releases it. */
    public ByteBuf farewell(ByteWriter text) {
        output.text(text);
        return output.take();
    }

    /** What was said on {@linkplain #end ending}; null for nothing. */
    public byte @Nullable [] goodbye() {
        return goodbye;
    }

    /** What the close frame says of {@code reason} where a venue has nothing of its own: none of our codes. */
    public static byte[] closePayload(DisconnectReason reason) {
        int code = reason.webSocketCode();
        boolean own = code >= FIRST_PRIVATE_CODE || code == SERVICE_RESTART;
        return WebSocketFrames.closePayload(own ? GOING_AWAY : code, "");
    }

    /** Ends its subscriptions and throws away what was not sent. May be called twice. */
    public void close() {
        if (!closed) {
            closed = true;
            subscriptions.values().forEach(relay::unsubscribe);
            crowd.unsubscribe(subscriptions.size());
            subscriptions.clear();
            relay.remove(listener);
            crowd.leave();
            output.close();
        }
    }
}

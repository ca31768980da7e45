package io.quotegate.gateway.grpc;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Lets one call of a connection at a time have more of its message kept than the window of its stream: a hundred streams,
 * each with most of a message, would hold a hundred of the largest. The others wait in their windows for their turn.
 * Confined to the connection's event loop.
 */
final class LargeMessages {
    private static final AttributeKey<LargeMessages> KEY = AttributeKey.valueOf(LargeMessages.class, "calls");

    private final Channel channel;
    private final ArrayDeque<CallBody> waiting = new ArrayDeque<>();
    private @Nullable CallBody holder;

    private LargeMessages(Channel channel) {
        this.channel = channel;
    }

    /** Those of one connection. */
    static LargeMessages of(Channel channel) {
        LargeMessages known = channel.attr(KEY).get();
        if (known == null) {
            known = new LargeMessages(channel);
            channel.attr(KEY).set(known);
        }
        return known;
    }

    /** Whether {@code body} may be let grow. If not, it goes on when it may. */
    boolean tryHold(CallBody body) {
        if (holder == null) {
            holder = body;
        } else if (holder != body && !waiting.contains(body)) {
            waiting.add(body);
        }
        return holder == body;
    }

    /** Whether {@code body} waits for another one. */
    boolean isWaiting(CallBody body) {
        return holder != body;
    }

    /** {@code body} has no message under way any more. */
    void release(CallBody body) {
        waiting.remove(body);
        if (holder == body) {
            CallBody next = waiting.poll();
            holder = next;
            if (next != null) {
                channel.eventLoop().execute(next::goOn);
            }
        }
    }
}

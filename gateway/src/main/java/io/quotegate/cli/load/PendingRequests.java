package io.quotegate.cli.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.quotegate.cli.wire.Traffic;
import org.agrona.collections.LongArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection of a load test: sent when told, answers matched with them in order. Confined to its
 * event loop.
 */
final class PendingRequests implements Traffic {
    private final ByteBuf request;
    private final Listener listener;
    private final LongArrayList dueNs =
            new LongArrayList(); // of the requests that are not answered, behind those that are
    private int answered; // how many of them are

    private @Nullable Channel channel;

    /** Hears what becomes of requests. */
    interface Listener {
        /** A request that was due at {@code dueNs} was answered. */
        void onAnswer(long dueNs);

        /** So many requests failed; 0 if what failed was none of them. */
        void onFailure(int requests, String why);
    }

    /** @param request the bytes of each; stays the caller's */
    PendingRequests(ByteBuf request, Listener listener) {
        this.request = request;
        this.listener = listener;
    }

    int unanswered() {
        return dueNs.size() - answered;
    }

    /** Sends the request that is due at {@code due}. */
    void send(long due) {
        if (channel == null) {
            listener.onFailure(1, "not connected");
            return;
        }
        dueNs.addLong(due);
        channel.writeAndFlush(request.retainedDuplicate(), channel.voidPromise());
    }

    @Override
    public void onOpen(Channel opened) {
        channel = opened;
    }

    @Override
    public void onMessage(ByteBuf bytes, int at, int length) {
        onAnswer(true);
    }

    /** The next answer came; not a {@code good} one if it says that the request failed. */
    void onAnswer(boolean good) {
        if (unanswered() == 0) {
            listener.onFailure(0, "an answer that was not asked for");
            return;
        }
        long due = dueNs.getLong(answered++);
        if (answered == dueNs.size()) {
            forget();
        }
        if (good) {
            listener.onAnswer(due);
        } else {
            listener.onFailure(1, "an answer that was not 200");
        }
    }

    private void forget() {
        dueNs.clear();
        answered = 0;
    }

    @Override
    public void onReadComplete() {
        // Requests are sent when they are due.
    }

    /** The connection is gone; how many requests will not be answered. */
    int lose() {
        channel = null;
        int lost = unanswered();
        forget();
        return lost;
    }
}

package io.quotegate.bench.wire.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/** Sends a request as soon as an earlier one is answered, so that always the same number is under way. */
final class RequesterTraffic implements CountedTraffic {
    private final ByteBuf request;
    private final Tally tally;
    private final long[] sentNs; // a ring: answers come in order

    private @Nullable Channel channel;
    private int next;
    private long messages;
    private boolean unflushed;

    /**
     * @param request a finished frame; stays the caller's
     * @param depth   requests under way
     */
    RequesterTraffic(ByteBuf request, Tally tally, int depth) {
        this.request = request;
        this.tally = tally;
        sentNs = new long[depth];
    }

    @Override
    public void onOpen(Channel opened) {
        channel = opened;
        for (int i = 0; i < sentNs.length; i++) {
            send(opened, System.nanoTime());
        }
        opened.flush();
    }

    private void send(Channel to, long nowNs) {
        sentNs[next] = nowNs;
        next = next + 1 == sentNs.length ? 0 : next + 1;
        to.write(request.retainedDuplicate(), to.voidPromise());
        unflushed = true;
    }

    @Override
    public void onMessage(ByteBuf bytes, int at, int length) {
        long nowNs = System.nanoTime();
        messages++;
        tally.message(length);
        tally.latency(nowNs - sentNs[next]);
        if (channel != null) {
            send(channel, nowNs);
        }
    }

    @Override
    public void onReadComplete() {
        if (unflushed && channel != null) {
            unflushed = false;
            channel.flush();
        }
    }

    @Override
    public long messages() {
        return messages;
    }
}

package io.quotegate.bench.wire.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.agrona.concurrent.EpochNanoClock;
import org.jspecify.annotations.Nullable;

/** Subscribes, then counts; times some pushes, and checks the sequence of all where that is wanted. */
final class SubscriberTraffic implements CountedTraffic {
    private static final int NS_PER_US = 1000;

    private final ByteBuf subscribe;
    private final Tally tally;
    private final EpochNanoClock clock;
    private final QuotePush push;
    private final @Nullable SequenceCheck check;
    private final int sampleEvery;

    private long messages;
    private int untilSample;

    /**
     * @param subscribe a finished frame; stays the caller's
     * @param push      shared with the other connections of this event loop
     * @param phase     how many messages go by before the first is timed
     */
    SubscriberTraffic(
            ByteBuf subscribe,
            Tally tally,
            EpochNanoClock clock,
            QuotePush push,
            @Nullable SequenceCheck check,
            int sampleEvery,
            int phase) {
        this.subscribe = subscribe;
        this.tally = tally;
        this.clock = clock;
        this.push = push;
        this.check = check;
        this.sampleEvery = sampleEvery;
        this.untilSample = phase;
    }

    @Override
    public void onOpen(Channel channel) {
        channel.writeAndFlush(subscribe.retainedDuplicate());
    }

    @Override
    public void onMessage(ByteBuf bytes, int at, int length) {
        take(bytes, at, length, length);
    }

    /** A message came, as one of {@code wireLength} bytes. */
    void take(ByteBuf bytes, int at, int length, int wireLength) {
        messages++;
        tally.message(wireLength);
        boolean sampled = --untilSample < 0;
        if ((sampled || check != null) && push.read(bytes, at, length)) {
            if (check != null) {
                check.onPush(push);
            }
            if (sampled) {
                untilSample = sampleEvery - 1;
                tally.latency(clock.nanoTime() - push.receiveTimeUs() * NS_PER_US);
            }
        }
    }

    @Override
    public void onReadComplete() {
        // Nothing is sent.
    }

    @Override
    public long messages() {
        return messages;
    }
}

package io.quotegate.feed.sim;

import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.binance.BinanceEncoder;
import io.quotegate.codec.venue.RecordedMessage;
import io.quotegate.text.ByteWriter;
import java.util.function.Consumer;

/**
 * Plays a recording once, from when the first client has subscribed, at the pace it was recorded. A client that does
 * not keep up holds it back. Confined to the venue's loop.
 */
final class ReplayProducer implements Producer {
    private static final int MOST_AT_ONCE = 512; // so that sockets are served in between

    private final ReadAhead ahead;
    private final ReplayClock clock;
    private final PushRouter router;
    private final Consumer<RecordedMessage> follower;

    private long played;

    /** @param follower keeps what REST tells up to date */
    ReplayProducer(ReadAhead ahead, ReplayClock clock, PushRouter router, Consumer<RecordedMessage> follower) {
        this.ahead = ahead;
        this.clock = clock;
        this.router = router;
        this.follower = follower;
    }

    /** How many messages were played. */
    long played() {
        return played;
    }

    /** Whether all were. */
    boolean isFinished() {
        return ahead.isFinished();
    }

    @Override
    public boolean tick(long nowNs) {
        if (!router.everSubscribed()) {
            return false;
        }
        clock.advance(nowNs);
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            TimedMessage next = ahead.peek();
            if (next == null || next.timeNs() > clock.positionNs()) {
                return false;
            }
            Topic topic = router.topic(next.message().topic());
            if (!router.canTake(topic)) {
                clock.holdAt(next.timeNs());
                return false;
            }
            ahead.take();
            play(next, topic);
        }
        return true;
    }

    private void play(TimedMessage timed, Topic topic) {
        played++;
        clock.played(timed);
        RecordedMessage message = timed.message();
        try {
            follower.accept(message);
        } catch (ProtocolException e) {
            // REST cannot tell what does not follow the dialect; it is played all the same.
        }
        topic.tell((out, form) -> write(out, message, form));
        router.publish(topic);
    }

    private static void write(ByteWriter out, RecordedMessage message, PushForm form) {
        RecordedMessage.Range payload = message.payload();
        if (form.combined() && message.named()) {
            out.put(message.message());
        } else if (form.combined()) {
            BinanceEncoder.beginCombined(out, message.topic());
            out.put(message.message()).put('}');
        } else {
            out.put(message.message(), payload.from(), payload.length());
        }
    }

    @Override
    public void close() {
        ahead.close();
    }
}

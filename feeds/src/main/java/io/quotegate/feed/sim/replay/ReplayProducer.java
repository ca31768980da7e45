package io.quotegate.feed.sim.replay;

import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.venue.RecordedMessage;
import io.quotegate.feed.sim.market.Markets;
import io.quotegate.feed.sim.push.Producer;
import io.quotegate.feed.sim.push.PushRouter;
import io.quotegate.feed.sim.push.Topic;
import java.util.function.Consumer;

/**
 * Plays a recording once, from when the first client has subscribed, at the pace it was recorded. A client that does
 * not keep up holds it back. Confined to the venue's loop.
 */
public final class ReplayProducer implements Producer {
    private static final int MOST_AT_ONCE = 512; // so that sockets are served in between

    private final ReadAhead ahead;
    private final ReplayClock clock;
    private final PushRouter router;
    private final RecordedDialect dialect;
    private final Consumer<RecordedMessage> follower;

    private long played;

    /** @param markets kept up to date with what is played, for REST */
    public ReplayProducer(
            ReadAhead ahead, ReplayClock clock, PushRouter router, RecordedDialect dialect, Markets markets) {
        this.ahead = ahead;
        this.clock = clock;
        this.router = router;
        this.dialect = dialect;
        follower = dialect.follower(markets);
    }

    /** How many messages were played. */
    public long played() {
        return played;
    }

    /** Whether all were. */
    public boolean isFinished() {
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
        topic.tell(dialect.payload(message));
        router.publish(topic);
    }

    @Override
    public void close() {
        ahead.close();
    }
}

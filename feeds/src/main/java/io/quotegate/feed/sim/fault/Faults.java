package io.quotegate.feed.sim.fault;

import io.netty.channel.EventLoop;
import io.quotegate.feed.FeedClock;
import io.quotegate.feed.sim.push.DepthFaults;
import io.quotegate.feed.sim.push.PushFaults;
import io.quotegate.feed.sim.push.PushPayload;
import io.quotegate.feed.sim.push.PushRouter;
import io.quotegate.feed.sim.server.Sessions;
import io.quotegate.feed.sim.server.VenueSession;
import io.quotegate.text.ByteWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Makes a venue fail as it is told. Confined to the venue's loop. */
public final class Faults {
    private final Sessions sessions;
    private final PushRouter router;
    private final FeedClock clock;
    private final EventLoop loop;
    private final Runnable wake;
    private final Supplier<PushPayload> quote;
    private final DepthFaults books;
    private final List<Runnable> afterThaw = new ArrayList<>();

    private int freezes; // that are not over
    private int refusals; // likewise
    private int crossings; // likewise

    /**
     * @param wake  called when a freeze is over
     * @param quote what the venue would push, to be begun and never ended
     * @param books what to do wrong with them
     */
    public Faults(
            Sessions sessions,
            PushRouter router,
            FeedClock clock,
            EventLoop loop,
            Runnable wake,
            Supplier<PushPayload> quote,
            DepthFaults books) {
        this.sessions = sessions;
        this.router = router;
        this.clock = clock;
        this.loop = loop;
        this.wake = wake;
        this.quote = quote;
        this.books = books;
    }

    /** Whether nothing is read, written or answered. */
    public boolean isFrozen() {
        return freezes > 0;
    }

    /** Whether new connections are closed at once. */
    public boolean isRefusing() {
        return refusals > 0;
    }

    /** Does {@code task} when the freeze is over. */
    public void afterThaw(Runnable task) {
        afterThaw.add(task);
    }

    /** Begins to fail and returns how many connections there were. */
    public int start(FaultRequest request) {
        Collection<VenueSession> open = sessions.all();
        PushFaults pushes = router.faults();
        long nowNs = clock.monotonicNs();
        Duration duration = request.duration();
        switch (request.kind()) {
            case DISCONNECT -> sessions.closeAll();
            case RESET -> open.forEach(VenueSession::reset);
            case FREEZE -> freeze(open, duration);
            case SLOW -> pushes.slowDown(nowNs, duration, request.delay());
            case GARBAGE -> open.forEach(session -> sendGarbage(session, request.count()));
            case HALF_FRAME -> open.forEach(this::sendHalf);
            case REFUSE -> refuse(duration);
            case NOTICE -> announceShutdown(open, duration);
            case DUPLICATE -> pushes.duplicate(nowNs, duration);
            case REORDER -> pushes.reorder(nowNs, duration);
            case GAP -> pushes.loseNext(request.count());
            case BOOK_GAP -> books.loseNext(request.count());
            case BOOK_CROSSED -> cross(duration);
            case SEQ_RESET -> books.resetNumbers();
        }
        router.flush();
        return open.size();
    }

    private void freeze(Collection<VenueSession> open, Duration duration) {
        freezes++;
        open.forEach(session -> session.pauseReading(true));
        after(duration, this::thaw);
    }

    private void thaw() {
        if (--freezes > 0) {
            return;
        }
        sessions.all().forEach(session -> session.pauseReading(false));
        List<Runnable> tasks = List.copyOf(afterThaw);
        afterThaw.clear();
        tasks.forEach(Runnable::run);
        wake.run();
    }

    private void cross(Duration duration) {
        books.cross(true);
        crossings++;
        after(duration, () -> books.cross(--crossings > 0));
    }

    private void refuse(Duration duration) {
        refusals++;
        after(duration, () -> refusals--);
    }

    private void announceShutdown(Collection<VenueSession> open, Duration until) {
        open.forEach(session -> session.protocol().announceShutdown());
        after(until, () -> open.forEach(VenueSession::goAway));
    }

    private static void sendGarbage(VenueSession session, int count) {
        for (int i = 0; i < count; i++) {
            String text = session.protocol().garbage(i);
            session.sendText(new ByteWriter(text.length()).ascii(text));
        }
    }

    /** The message that is begun is like any other, so that nothing but its missing end gives it away. */
    private void sendHalf(VenueSession session) {
        ByteWriter text = new ByteWriter(512);
        quote.get().encode(text, session.form());
        session.sendHalf(text);
    }

    private void after(Duration duration, Runnable task) {
        loop.schedule(task, duration.toNanos(), TimeUnit.NANOSECONDS);
    }
}

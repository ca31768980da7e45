package io.quotegate.feed.sim;

import io.quotegate.text.ByteWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes a venue fail as it is told. Confined to the venue's loop. */
final class Faults {
    private static final int GOING_AWAY = 1001;

    private final Simulation simulation;
    private final List<Runnable> afterThaw = new ArrayList<>();

    private int freezes; // that are not over
    private int refusals; // likewise

    Faults(Simulation simulation) {
        this.simulation = simulation;
    }

    /** Whether nothing is read, written or answered. */
    boolean isFrozen() {
        return freezes > 0;
    }

    /** Whether new connections are closed at once. */
    boolean isRefusing() {
        return refusals > 0;
    }

    /** Does {@code task} when the freeze is over. */
    void afterThaw(Runnable task) {
        afterThaw.add(task);
    }

    /** Begins to fail and returns how many connections there were. */
    int start(FaultRequest request) {
        List<WebSocketSession> sessions = List.copyOf(simulation.sessions());
        PushFaults pushes = simulation.router().faults();
        long nowNs = simulation.clock().monotonicNs();
        Duration duration = request.duration();
        switch (request.kind()) {
            case DISCONNECT -> sessions.forEach(session -> session.close(GOING_AWAY, ""));
            case RESET -> sessions.forEach(WebSocketSession::reset);
            case FREEZE -> freeze(sessions, duration);
            case SLOW -> pushes.slowDown(nowNs, duration, request.delay());
            case GARBAGE -> sessions.forEach(session -> sendGarbage(session, request.count()));
            case HALF_FRAME -> sessions.forEach(this::sendHalf);
            case REFUSE -> refuse(duration);
            case NOTICE -> announceShutdown(sessions, duration);
            case DUPLICATE -> pushes.duplicate(nowNs, duration);
            case REORDER -> pushes.reorder(nowNs, duration);
            case GAP -> pushes.loseNext(request.count());
        }
        simulation.router().flush();
        return sessions.size();
    }

    private void freeze(List<WebSocketSession> sessions, Duration duration) {
        freezes++;
        sessions.forEach(session -> session.pauseReading(true));
        after(duration, this::thaw);
    }

    private void thaw() {
        if (--freezes > 0) {
            return;
        }
        simulation.sessions().forEach(session -> session.pauseReading(false));
        List<Runnable> tasks = List.copyOf(afterThaw);
        afterThaw.clear();
        tasks.forEach(Runnable::run);
        simulation.wake();
    }

    private void refuse(Duration duration) {
        refusals++;
        after(duration, () -> refusals--);
    }

    private void announceShutdown(List<WebSocketSession> sessions, Duration until) {
        sessions.forEach(session -> session.protocol().announceShutdown());
        after(until, () -> sessions.forEach(session -> session.close(GOING_AWAY, "")));
    }

    private static void sendGarbage(WebSocketSession session, int count) {
        for (int i = 0; i < count; i++) {
            String text = session.protocol().garbage(i);
            session.sendText(new ByteWriter(text.length()).ascii(text));
        }
    }

    /** The message that is begun is like any other, so that nothing but its missing end gives it away. */
    private void sendHalf(WebSocketSession session) {
        PairMarket pair = simulation.markets().pair(0);
        VenueStyle style = simulation.style();
        ByteWriter text = new ByteWriter(512);
        style.book(pair, style.bookTopic(pair.instrument())).encode(text, session.form());
        session.sendHalf(text);
    }

    private void after(Duration duration, Runnable task) {
        simulation.loop().schedule(task, duration.toNanos(), TimeUnit.NANOSECONDS);
    }
}

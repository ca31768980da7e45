package io.quotegate.gateway.session;

import io.netty.util.concurrent.EventExecutor;
import io.quotegate.fault.FaultGuard;
import io.quotegate.gateway.session.admission.Shedding;
import io.quotegate.gateway.session.liveness.TakingWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Looks at all connections of one event loop several times a second, in place of a timer per connection and message,
 * and keeps a coarse clock for them. Confined to its event loop.
 */
public final class ConnectionSweeper {
    private static final long LONGEST_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long SHORTEST_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int SWEEPS_PER_DEADLINE = 4;

    private final List<Connection> connections = new ArrayList<>();

    private final LongSupplier clock = this::nowNs;

    private final FaultGuard guard;

    private final LongMessages longMessages = new LongMessages();

    private Turn turn;
    private Shedding shedding = Shedding.never();
    private long patienceNs = TimeUnit.MINUTES.toNanos(1);
    private AccessLog accessLog = AccessLog.NONE;
    private Supplier<Duration> mostAge = () -> Duration.ZERO;
    private long nowNs = System.nanoTime();
    private volatile long pendingBytes; // at the last sweep; for others to read, orders nothing

    /** @param guard lets the others be looked at when one fails */
    public ConnectionSweeper(FaultGuard guard) {
        this.guard = guard;
        turn = new Turn(guard, Turn.UNITS, Turn.UNITS_EACH);
    }

    /** How much of the event loop's turn its connections have used. */
    public Turn turn() {
        return turn;
    }

    /** Whether some connection waits for another turn of the event loop. */
    public boolean hasWaiting() {
        return turn.isAwaited() || longMessages.isAwaited();
    }

    /** Whose are inflated. */
    LongMessages longMessages() {
        return longMessages;
    }

    /** Hears of what fails on connections. */
    public FaultGuard guard() {
        return guard;
    }

    /** Connections that are made from now on have their part of {@code newTurn}. */
    public void turnBy(Turn newTurn) {
        turn = newTurn;
    }

    /** From now on connections are ended as {@code newShedding} says. */
    public void shedBy(Shedding newShedding) {
        shedding = newShedding;
    }

    /** From now on connections that end are told to {@code newAccessLog}. */
    public void accessLog(AccessLog newAccessLog) {
        accessLog = newAccessLog;
    }

    AccessLog accessLog() {
        return accessLog;
    }

    /** From now on streams last at most so long; zero is for ever. */
    public void ageBy(Supplier<Duration> newMostAge) {
        mostAge = newMostAge;
    }

    /** Whether there is memory for one more answer to {@code asking}, for which others are ended if need be. */
    boolean hasMemoryFor(Connection asking) {
        if (shedding.isDue()) {
            shedding.run(connections, asking);
            return !shedding.isDue();
        }
        return true;
    }

    /** From now on a client may take nothing for four times {@code heartbeat}. */
    public void heartbeat(Duration heartbeat) {
        patienceNs = TakingWatch.HEARTBEATS * heartbeat.toNanos();
    }

    /** How long a client may take nothing of what waits for it. */
    public long patienceNs() {
        return patienceNs;
    }

    /** Starts sweeping on {@code loop}, often enough for deadlines of {@code shortestNs}. */
    public void start(EventExecutor loop, long shortestNs) {
        long everyNs = Math.max(SHORTEST_NS, Math.min(LONGEST_NS, shortestNs / SWEEPS_PER_DEADLINE));
        loop.scheduleAtFixedRate(this::sweep, everyNs, everyNs, TimeUnit.NANOSECONDS);
    }

    /** The time of the last sweep, by {@link System#nanoTime()}. */
    public long nowNs() {
        return nowNs;
    }

    /** {@link #nowNs()}, for what keeps it. */
    public LongSupplier clock() {
        return clock;
    }

    void add(Connection connection) {
        connection.index = connections.size();
        connections.add(connection);
    }

    void remove(Connection connection) {
        Connection last = connections.remove(connections.size() - 1);
        if (last != connection) {
            connections.set(connection.index, last);
            last.index = connection.index;
        }
    }

    private void sweep() {
        nowNs = System.nanoTime();
        long faultsBefore = guard.count();
        long pending = 0;
        for (int i = connections.size() - 1; i >= 0; i--) { // backwards: ending one may remove it
            Connection connection = connections.get(i);
            try {
                pending += connection.keptBytes();
                connection.onTime(nowNs);
                if (connection.isOver(nowNs, mostAge.get())) {
                    connection.end(DisconnectReason.STREAM_AGE);
                } else if (connection.callers().isNobodys(nowNs)) {
                    connection.end(DisconnectReason.UNAUTHENTICATED);
                }
            } catch (Throwable fault) {
                connection.fail(fault);
            }
        }
        pendingBytes = pending;
        try {
            shedding.run(connections, null);
        } catch (Throwable fault) {
            guard.caught(fault);
        }
        guard.endTurn(faultsBefore);
    }

    /** Says goodbye to every connection, and waits no longer for those that were told before. */
    public void endAll(DisconnectReason reason) {
        for (int i = connections.size() - 1; i >= 0; i--) {
            Connection connection = connections.get(i);
            if (connection.isEnding()) {
                connection.channel().close();
            } else {
                connection.end(reason);
            }
        }
    }

    /** Closes every connection, whatever waits. */
    public void closeAll() {
        for (int i = connections.size() - 1; i >= 0; i--) {
            connections.get(i).channel().close();
        }
    }

    /** Says goodbye to the connections there are, spread evenly over {@code over}. */
    public void drain(EventExecutor loop, DisconnectReason reason, Duration over) {
        new ConnectionDrain(connections, reason, over, System::nanoTime).start(loop);
    }

    /** How much waited for clients to take it, of all connections, at the last sweep. Any thread. */
    public long pendingBytes() {
        return pendingBytes;
    }

    /** How many connections there are. */
    public int count() {
        return connections.size();
    }
}

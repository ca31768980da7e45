package io.quotegate.gateway.session;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Ends connections one after another, spread evenly over a time. Confined to its event loop. */
final class ConnectionDrain {
    private static final long TICK_MS = 10;

    private final List<Outlet> connections;
    private final DisconnectReason reason;
    private final long overNs;
    private final LongSupplier clock;
    private final long beganNs;

    private @Nullable Future<?> ticking;
    private int told;

    /** @param clock nanoseconds */
    ConnectionDrain(List<? extends Outlet> connections, DisconnectReason reason, Duration over, LongSupplier clock) {
        this.connections = new ArrayList<>(connections);
        this.reason = reason;
        this.clock = clock;
        overNs = over.toNanos();
        beganNs = clock.getAsLong();
        Collections.shuffle(this.connections); // who came first is not always ended first
    }

    /** Begins on {@code loop}. */
    void start(EventExecutor loop) {
        ticking = loop.scheduleAtFixedRate(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
    }

    /** Ends those whose time has come. */
    void tick() {
        double part = Math.min(1, (clock.getAsLong() - beganNs) / (double) Math.max(1, overNs));
        int due = (int) Math.round(part * connections.size());
        while (told < due) {
            end(connections.get(told));
            told++;
        }
        if (told == connections.size() && ticking != null) {
            ticking.cancel(false);
        }
    }

    private void end(Outlet connection) {
        try {
            connection.end(reason);
        } catch (Throwable fault) {
            connection.fail(fault);
        }
    }
}

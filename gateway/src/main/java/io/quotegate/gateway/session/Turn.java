package io.quotegate.gateway.session;

import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quotegate.fault.FaultGuard;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much of an event loop's turn its clients may use. When they have used it, what they still said waits: the loop
 * delivers quotes, looks at its timers and reads from everybody else before it goes on, with the one that has waited
 * longest. A client that used more than its part of one turn is passed over for as many turns as it took. What counts is
 * work, never time: a unit for each message, each answer, and each KiB of either. Confined to its event loop.
 */
public final class Turn {
    /**
     * What all clients of the loop may use of one turn: a millisecond of small requests. With half of it a few busy clients
     * of HTTP/2 waited for a turn with every read, which made their calls a quarter dearer.
     */
    public static final int UNITS = 512;
    /** What one connection may. */
    public static final int UNITS_EACH = 128;
    /** So many bytes more are another unit. */
    public static final int UNIT_BYTES = 1024;
    /** To understand a byte of a request takes as long as to write so many of an answer. */
    public static final int READING = 8;

    private final FaultGuard guard;
    private final int units;
    private final int unitsEach;
    private final ArrayDeque<Share> waiting = new ArrayDeque<>();
    private final NextTurn next = new NextTurn(this::begin);
    private final Runnable end = this::end;

    private int left;
    private long number; // of the turn
    private boolean isUsed; // and the loop tells when it ends

    /**
     * @param guard     hears of connections that fail when they go on
     * @param units     of a turn
     * @param unitsEach of these for one connection
     */
    public Turn(FaultGuard guard, int units, int unitsEach) {
        this.guard = guard;
        this.units = units;
        this.unitsEach = unitsEach;
        left = units;
    }

    /**
     * The part of one connection.
     *
     * @param loop  its event loop
     * @param goOn  has it look at what waits, in another turn
     * @param waits counts each time that it has to wait for one
     */
    Share share(EventExecutor loop, Runnable goOn, LongAdder waits) {
        return new Share(loop, goOn, waits);
    }

    /** Whether some connection waits for another turn. */
    public boolean isAwaited() {
        return !waiting.isEmpty();
    }

    private void begin() {
        refill();
        for (int i = waiting.size(); i > 0 && left > 0; i--) {
            Share longest = waiting.remove();
            if (longest.hasUnits()) {
                longest.goOn();
            } else {
                waiting.add(longest);
            }
        }
        if (!waiting.isEmpty()) {
            next.await(waiting.element().loop);
        }
    }

    private void refill() {
        number++;
        left = Math.min(units, left + units);
    }

    /** Has the next turn begin after what {@code loop} does now; a loop that cannot tell begins one when it is awaited. */
    private void use(EventExecutor loop) {
        if (loop instanceof SingleThreadEventLoop telling) {
            isUsed = true;
            telling.executeAfterEventLoopIteration(end);
        }
    }

    /** Nobody has to wait because of what was done in turns before. */
    private void end() {
        isUsed = false;
        if (waiting.isEmpty()) {
            refill();
        }
    }

    /** What one connection has used. Confined to the event loop. */
    final class Share {
        private final EventExecutor loop;
        private final Runnable goOn;
        private final LongAdder waits;

        private long seen = number;
        private int used;
        private boolean isWaiting;

        private Share(EventExecutor loop, Runnable goOn, LongAdder waits) {
            this.loop = loop;
            this.goOn = goOn;
            this.waits = waits;
        }

        /** So many messages, or answers, of {@code bytes} together. */
        void spend(int messages, int bytes) {
            int units = messages + bytes / UNIT_BYTES;
            lookAtTurn();
            used += units;
            left -= units;
            if (!isUsed) {
                use(loop);
            }
        }

        private void lookAtTurn() {
            if (seen != number) {
                used = (int) Math.max(0, used - (number - seen) * unitsEach);
                seen = number;
            }
        }

        private boolean hasUnits() {
            lookAtTurn();
            return used < unitsEach && left > 0;
        }

        /** Whether another message is to be read in this turn. If not, the connection goes on in another. */
        boolean isLeft() {
            if (hasUnits()) {
                return true;
            }
            if (!isWaiting) {
                next.await(loop);
                isWaiting = true;
                waiting.add(this);
                waits.increment();
            }
            return false;
        }

        private void goOn() {
            isWaiting = false;
            try {
                goOn.run();
            } catch (Throwable fault) {
                guard.caught(fault);
            }
        }
    }
}

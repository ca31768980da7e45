package io.quotegate.gateway.fanout.watch;

import io.netty.channel.EventLoop;
import io.quotegate.fault.FaultGuard;
import io.quotegate.gateway.session.NextTurn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who watches which instrument on one event loop. A watcher is told when a batch ends, once for all quotes of it; where
 * there are many, those that come later in other turns of the loop, for what is newest then. Confined to the event loop;
 * watchers may come and go at any time.
 */
public final class QuoteWatchers {
    /** Most that are told before the loop serves its sockets again. */
    static final int MOST_A_TURN = 64;

    private final EventLoop loop;
    private final FaultGuard guard;
    private final List<Set<QuoteWatcher>> byInstrument = new ArrayList<>();
    private final BitSet changed = new BitSet(); // instruments, since the watchers to tell were gathered
    private final Set<QuoteWatcher> toTell = new LinkedHashSet<>();
    private final NextTurn next = new NextTurn(this::goOn);

    private int count;

    /** @param guard hears of watchers that fail */
    public QuoteWatchers(EventLoop loop, int instruments, FaultGuard guard) {
        this.loop = loop;
        this.guard = guard;
        for (int i = 0; i < instruments; i++) {
            byInstrument.add(new LinkedHashSet<>());
        }
    }

    public boolean isEmpty() {
        return count == 0;
    }

    public void add(BitSet instrumentIds, QuoteWatcher watcher) {
        count++;
        for (int id = instrumentIds.nextSetBit(0); id >= 0; id = instrumentIds.nextSetBit(id + 1)) {
            byInstrument.get(id).add(watcher);
        }
    }

    public void remove(BitSet instrumentIds, QuoteWatcher watcher) {
        count--;
        toTell.remove(watcher);
        for (int id = instrumentIds.nextSetBit(0); id >= 0; id = instrumentIds.nextSetBit(id + 1)) {
            byInstrument.get(id).remove(watcher);
        }
    }

    public void onQuote(int instrumentId) {
        if (count > 0) {
            changed.set(instrumentId);
        }
    }

    /** {@code watcher} is to be told for a reason of its own. */
    public void onChange(QuoteWatcher watcher) {
        toTell.add(watcher);
        goOnSoon();
    }

    public void onBatchEnd() {
        if (!next.isAwaited() && !changed.isEmpty()) {
            goOn();
        }
    }

    private void goOn() {
        if (toTell.isEmpty()) { // never before all were told: who comes first would be told again before the last is
            gather();
        }
        for (int told = 0; told < MOST_A_TURN && !toTell.isEmpty(); told++) {
            QuoteWatcher first = toTell.iterator().next();
            toTell.remove(first);
            try {
                first.onChange();
            } catch (Throwable fault) {
                guard.caught(fault); // it is told of the next change
            }
        }
        if (!toTell.isEmpty() || !changed.isEmpty()) {
            goOnSoon();
        }
    }

    private void gather() {
        for (int id = changed.nextSetBit(0); id >= 0; id = changed.nextSetBit(id + 1)) {
            toTell.addAll(byInstrument.get(id));
        }
        changed.clear();
    }

    private void goOnSoon() {
        try {
            next.await(loop);
        } catch (RuntimeException | Error e) { // the next batch has it tried again
            guard.caught(e);
        }
    }
}

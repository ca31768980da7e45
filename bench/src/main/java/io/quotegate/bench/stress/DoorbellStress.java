package io.quotegate.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.quotegate.ring.Doorbell;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A publish that races with the end of a drain must wake the reader again. */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "the quote was read")
@Outcome(id = "0", expect = FORBIDDEN, desc = "lost wake-up: the quote waits unread")
@State
public class DoorbellStress {
    private final AtomicInteger published = new AtomicInteger();
    private final AtomicInteger read = new AtomicInteger();
    private final Doorbell doorbell = new Doorbell(Runnable::run, this::drain);

    private void drain() {
        doorbell.rearm();
        read.accumulateAndGet(published.get(), Math::max);
    }

    @Actor
    public void publisher() {
        published.setRelease(1);
        doorbell.ring();
    }

    @Actor
    public void earlierPublisher() {
        doorbell.ring();
    }

    @Arbiter
    public void result(I_Result r) {
        r.r1 = read.get();
    }
}

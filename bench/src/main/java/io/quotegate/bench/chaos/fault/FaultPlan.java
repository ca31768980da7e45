package io.quotegate.bench.chaos.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Which faults are made: a pure function of a seed. Every target has a course of its own, one fault after another, in
 * which each kind comes up before any does again; so faults of different targets overlap and those of one do not.
 */
public final class FaultPlan {
    private static final int CHOICES = 1_000;
    private static final int FIRST_MS = 2_000;

    private FaultPlan() {}

    /**
     * The faults in the order of their beginning; all are over when {@code length} is.
     *
     * @param clients how many processes of clients there are
     */
    public static List<Fault> of(long seed, Duration length, int clients) {
        List<Fault> faults = new ArrayList<>();
        Random seeds = new Random(seed);
        for (Target target : Target.all(clients)) {
            add(faults, target, new Random(seeds.nextLong()), length.toMillis());
        }
        faults.sort(Comparator.comparingLong(Fault::atMs));
        return faults;
    }

    private static void add(List<Fault> faults, Target target, Random random, long lengthMs) {
        List<FaultKind> deck = new ArrayList<>();
        // The gateway needs time between two kills to have something to lose.
        int leastMs = target.hasLink() ? 500 : 8_000;
        int mostMs = target.hasLink() ? 5_000 : 20_000;
        long atMs = (long) FIRST_MS + random.nextInt(mostMs);
        while (true) {
            if (deck.isEmpty()) {
                deck.addAll(FaultKind.of(target));
                Collections.shuffle(deck, random);
            }
            FaultKind kind = deck.remove(deck.size() - 1);
            long forMs = (long) kind.leastMs() + random.nextInt(kind.mostMs() - kind.leastMs() + 1);
            Fault fault = new Fault(atMs, target, kind, forMs, random.nextInt(CHOICES));
            if (fault.endMs() > lengthMs) {
                return;
            }
            faults.add(fault);
            atMs = fault.endMs() + leastMs + random.nextInt(mostMs - leastMs);
        }
    }
}

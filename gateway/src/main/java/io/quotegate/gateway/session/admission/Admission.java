package io.quotegate.gateway.session.admission;

import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets connections in, or not, and says once a minute that it does not. Any thread. */
public final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    private static final long TOLD_AGAIN_NS = TimeUnit.MINUTES.toNanos(1);
    /** So many that are not let in may wait at a time to be told why, in the words of their protocol. */
    private static final int MOST_TOLD = 64;

    private volatile int most; // orders nothing else
    private final MemoryGauge memory;
    private final AddressCounts addresses;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger beingTold = new AtomicInteger();
    private final Descriptors descriptors;
    private final int mostTold;
    private final LongAdder refused = new LongAdder();
    private final AtomicLong toldNs = new AtomicLong(System.nanoTime() - TOLD_AGAIN_NS);

    /** What becomes of a new connection. */
    public enum Verdict {
        WELCOME,
        TOO_MANY,
        SHORT_OF_MEMORY
    }

    /**
     * @param most        connections at a time
     * @param perAddress  most of one address, where that is not this machine's
     * @param descriptors how many this process may have
     */
    public Admission(int most, int perAddress, int descriptors, MemoryGauge memory) {
        this.most = most;
        this.memory = memory;
        addresses = new AddressCounts(perAddress);
        this.descriptors = new Descriptors(descriptors, open::get);
        mostTold = Math.min(MOST_TOLD, this.descriptors.spare() / 2);
    }

    /** From now on there may be so many connections, and so many of one address; those that are there stay. */
    public void change(int newMost, int perAddress) {
        most = newMost;
        addresses.most(perAddress);
    }

    /**
     * Whether one more of {@code address} is let in; if it is, {@link #left} is to follow. Null is a proxy, of whose clients
     * each is {@linkplain #admitClient looked at by itself}.
     */
    public Verdict admit(@Nullable InetAddress address) {
        if (memory.isShort()) {
            return refuse(Verdict.SHORT_OF_MEMORY);
        }
        int count = open.incrementAndGet();
        if (count > most || count > descriptors.room() || !hasRoomFor(address)) {
            open.decrementAndGet();
            return refuse(Verdict.TOO_MANY);
        }
        return Verdict.WELCOME;
    }

    private boolean hasRoomFor(@Nullable InetAddress address) {
        return address == null || address.isLoopbackAddress() || addresses.tryAdd(address);
    }

    /** Whether a client whose proxy was let in is, too; if it is, {@link #clientLeft} is to follow. */
    public Verdict admitClient(InetAddress address) {
        return hasRoomFor(address) ? Verdict.WELCOME : refuse(Verdict.TOO_MANY);
    }

    /** A client whose proxy was let in is gone. */
    public void clientLeft(InetAddress address) {
        if (!address.isLoopbackAddress()) {
            addresses.remove(address);
        }
    }

    private Verdict refuse(Verdict why) {
        refused.increment();
        long before = toldNs.get();
        long nowNs = System.nanoTime();
        if (nowNs - before >= TOLD_AGAIN_NS && toldNs.compareAndSet(before, nowNs)) {
            String reason = why == Verdict.TOO_MANY ? "there are too many" : "there is too little memory";
            LOG.warn("a new connection was not let in: {} ({} open, {} not let in so far)", reason, open, refused);
        }
        return why;
    }

    /** One that was let in is gone. */
    public void left(@Nullable InetAddress address) {
        open.decrementAndGet();
        if (address != null) {
            clientLeft(address);
        }
    }

    /** Whether one that is not let in can be told why; if it can, {@link #told} is to follow. */
    public boolean canTell() {
        boolean can = beingTold.incrementAndGet() <= mostTold;
        if (!can) {
            beingTold.decrementAndGet();
        }
        return can;
    }

    /** It was told, or left. */
    public void told() {
        beingTold.decrementAndGet();
    }

    /** How many are open. */
    int open() {
        return open.get();
    }

    /** How many were not let in. */
    public LongAdder refused() {
        return refused;
    }
}

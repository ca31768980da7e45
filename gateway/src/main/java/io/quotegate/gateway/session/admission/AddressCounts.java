package io.quotegate.gateway.session.admission;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How many of something each address has; of IPv6 all that share their first 64 bits are one. Any thread. */
public final class AddressCounts {
    private static final int NETWORK_BYTES = 8;

    private final ConcurrentMap<ByteBuffer, Integer> counts = new ConcurrentHashMap<>();
    private volatile int most; // orders nothing else

    /** @param most that one may have */
    public AddressCounts(int most) {
        this.most = most;
    }

    /** From now on one may have so many; who has more keeps them. */
    void most(int newMost) {
        most = newMost;
    }

    /** Counts one more of {@code address}; false if it has as many as it may. */
    public boolean tryAdd(InetAddress address) {
        boolean[] added = {false};
        counts.compute(key(address), (key, count) -> {
            int before = count == null ? 0 : count;
            added[0] = before < most;
            return added[0] ? Integer.valueOf(before + 1) : count;
        });
        return added[0];
    }

    /** One less of {@code address}, which was counted. */
    public void remove(InetAddress address) {
        counts.computeIfPresent(key(address), (key, count) -> count == 1 ? null : count - 1);
    }

    private static ByteBuffer key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return ByteBuffer.wrap(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
    }
}

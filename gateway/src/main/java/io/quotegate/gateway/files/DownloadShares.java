package io.quotegate.gateway.files;

import io.quotegate.api.ErrorCode;
import io.quotegate.api.Refusal;
import io.quotegate.gateway.session.Peer;
import io.quotegate.gateway.session.admission.AddressCounts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many downloads clients of one event loop have at a time, so that nobody keeps all from others: so many of a
 * connection, and of an address on whatever event loop. Confined to its event loop.
 */
final class DownloadShares {
    static final int MOST_OF_CONNECTION = 16;
    static final int MOST_OF_ADDRESS = 128;

    private final AddressCounts addresses;
    private final Map<Peer, Integer> counts = new IdentityHashMap<>();

    /** @param addresses of all event loops */
    DownloadShares(AddressCounts addresses) {
        this.addresses = addresses;
    }

    /** Counts one more of {@code client}, for which {@link #giveBack} is to follow; why not, if it has as many as it may. */
    @Nullable
    Refusal take(Peer client) {
        int before = counts.getOrDefault(client, 0);
        if (before == MOST_OF_CONNECTION) {
            return tooMany(MOST_OF_CONNECTION, "connection");
        }
        InetAddress address = address(client);
        if (address != null && !addresses.tryAdd(address)) {
            return tooMany(MOST_OF_ADDRESS, "address");
        }
        counts.put(client, before + 1);
        return null;
    }

    private static Refusal tooMany(int most, String whose) {
        return new Refusal(
                ErrorCode.LIMIT,
                "downloads: " + most + " of your " + whose + " are under way (expected: to come back later)");
    }

    /** One is over. */
    void giveBack(Peer client) {
        counts.computeIfPresent(client, (key, count) -> count == 1 ? null : count - 1);
        InetAddress address = address(client);
        if (address != null) {
            addresses.remove(address);
        }
    }

    private static @Nullable InetAddress address(Peer client) {
        return client.address() instanceof InetSocketAddress remote ? remote.getAddress() : null;
    }
}

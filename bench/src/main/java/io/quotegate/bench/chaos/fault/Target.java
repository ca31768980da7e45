package io.quotegate.bench.chaos.fault;

import io.quotegate.market.Venue;
import java.util.ArrayList;
import java.util.List;

/**
 * What a fault hits: the gateway, or one of its neighbours with the link to it.
 *
 * @param name {@code gateway}, a venue's, or {@code clients-} and a number
 */
public record Target(String name) {
    public static final Target GATEWAY = new Target("gateway");
    private static final String CLIENTS = "clients-";

    public static Target of(Venue venue) {
        return new Target(venue.wireName());
    }

    /** The process of clients of this number. */
    public static Target clients(int index) {
        return new Target(CLIENTS + index);
    }

    /** All there are beside so many processes of clients. */
    static List<Target> all(int clients) {
        List<Target> all = new ArrayList<>(List.of(GATEWAY));
        for (Venue venue : Venue.values()) {
            all.add(of(venue));
        }
        for (int i = 0; i < clients; i++) {
            all.add(clients(i));
        }
        return all;
    }

    boolean isVenue() {
        return hasLink() && !isClients();
    }

    boolean isClients() {
        return name.startsWith(CLIENTS);
    }

    boolean hasLink() {
        return !equals(GATEWAY);
    }

    @Override
    public String toString() {
        return name;
    }
}

package io.quotegate.bench.chaos.fault;

import java.util.Arrays;
import java.util.List;

/** What is made to fail. */
public enum FaultKind {
    /** Bytes of a link come late. */
    DELAY(Place.LINK, 500, 4_000),
    /** A link carries little: what it does not carry waits. */
    SLOW(Place.LINK, 500, 4_000),
    /** A link carries nothing for a while, and then everything. */
    FREEZE(Place.LINK, 200, 12_000),
    /** A link takes bytes and loses them, and nobody is told that the other side is gone. */
    HALF_OPEN(Place.LINK, 200, 12_000),
    /** A link's connections end, and new ones do at once. */
    CUT(Place.LINK, 0, 3_000),
    /** The same with a TCP reset. */
    RESET(Place.LINK, 0, 3_000),
    /** A byte in every read on its way to the gateway is another one. */
    CORRUPT(Place.LINK, 50, 1_000),
    /** A venue's process is killed, and another one takes its place. */
    VENUE_KILLED(Place.VENUE, 0, 12_000),
    /** A venue's process is stopped for a while: the kernel still takes connections for it. */
    VENUE_STOPPED(Place.VENUE, 200, 12_000),
    /** A venue does something wrong itself, see the simulators' faults. */
    VENUE_FAULT(Place.VENUE, 500, 4_000),
    /** A process of clients is killed, and another one takes its place. */
    CLIENTS_KILLED(Place.CLIENTS, 0, 4_000),
    /** A process of clients is stopped for a while: its connections stay and nobody reads. */
    CLIENTS_STOPPED(Place.CLIENTS, 500, 12_000),
    /** Clients say goodbye, and others join. */
    CLIENTS_LEAVE(Place.CLIENTS, 0, 4_000),
    /** Nothing can be added to a file of the gateway. */
    DISK_FULL(Place.GATEWAY, 1_000, 8_000),
    /** The gateway is killed and started again. */
    GATEWAY_KILLED(Place.GATEWAY, 0, 0);

    private final Place place;
    private final int leastMs;
    private final int mostMs;

    /** Where something is made to fail. */
    private enum Place {
        LINK,
        VENUE,
        CLIENTS,
        GATEWAY
    }

    FaultKind(Place place, int leastMs, int mostMs) {
        this.place = place;
        this.leastMs = leastMs;
        this.mostMs = mostMs;
    }

    /** Those that {@code target} can suffer. */
    static List<FaultKind> of(Target target) {
        Place own = target.isVenue() ? Place.VENUE : target.isClients() ? Place.CLIENTS : Place.GATEWAY;
        return Arrays.stream(values())
                .filter(kind -> kind.place == own || kind.place == Place.LINK && target.hasLink())
                .toList();
    }

    int leastMs() {
        return leastMs;
    }

    int mostMs() {
        return mostMs;
    }
}

package io.quotegate.feed.sim.fault;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a simulated venue can be told to do wrong. */
public enum FaultKind {
    /** Closes all connections with a goodbye. */
    DISCONNECT(Duration.ZERO),
    /** Closes all connections with a TCP reset. */
    RESET(Duration.ZERO),
    /** Neither reads nor writes for a while; who connects is not answered. */
    FREEZE(Duration.ofSeconds(5)),
    /** Sends pushes late for a while. */
    SLOW(Duration.ofSeconds(5)),
    /** Sends messages that are no JSON, or of the wrong types. */
    GARBAGE(Duration.ZERO),
    /** Begins a message on every connection and sends nothing ever after. */
    HALF_FRAME(Duration.ZERO),
    /** Closes new connections at once for a while. */
    REFUSE(Duration.ofSeconds(5)),
    /** Announces that it will cut all connections, and does so after a while. */
    NOTICE(Duration.ZERO), // as the venue has it
    /** Sends each push twice for a while. */
    DUPLICATE(Duration.ofSeconds(5)),
    /** Swaps pushes for a while. */
    REORDER(Duration.ofSeconds(5)),
    /** Loses pushes. */
    GAP(Duration.ZERO),
    /** Loses updates of every book, and nothing else. */
    BOOK_GAP(Duration.ZERO),
    /** Lets somebody pay more than others ask in every book, for a while. */
    BOOK_CROSSED(Duration.ofSeconds(3)),
    /** Counts from the beginning again, as after maintenance. */
    SEQ_RESET(Duration.ZERO);

    private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final Duration usual;

    FaultKind(Duration usual) {
        this.usual = usual;
    }

    public String wireName() {
        return wireName;
    }

    /** How long it lasts unless told otherwise, at a venue that gives {@code notice}. */
    Duration usualDuration(Duration notice) {
        return this == NOTICE ? notice : usual;
    }

    /** How many messages it concerns unless told otherwise. */
    int usualCount() {
        return this == GAP ? 10 : 1;
    }

    /** The kind spelled {@code wireName}, or null. */
    static @Nullable FaultKind ofWireName(String wireName) {
        return Stream.of(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst()
                .orElse(null);
    }

    /** All spellings, for messages to people. */
    static String wireNames() {
        return Stream.of(values()).map(FaultKind::wireName).collect(Collectors.joining(", "));
    }
}

package io.quotegate.gateway.fanout;

import io.quotegate.api.BookDepth;
import io.quotegate.api.PushChannel;
import java.util.BitSet;

/**
 * How what can be pushed is numbered: status, then the quotes, the trades and the candles of each instrument, one
 * instrument after another; behind all of these the books of each at every depth, likewise. So what a subscriber keeps by
 * topic is as long as the pairs it wants are many, however many there is room for, unless it wants books. Immutable: any
 * thread.
 *
 * @param instruments that there is room for
 */
record Topics(int instruments) {
    private static final int STATUS = 0;
    private static final int QUOTES = 1;
    private static final int TRADES = 2;
    private static final int CANDLES = 3;
    private static final int KINDS = 3; // that each instrument has one of

    int count() {
        return books(instruments, 0);
    }

    /** How many there are before those of books. */
    int countWithoutBooks() {
        return KINDS * instruments + 1;
    }

    int quotes(int instrumentId) {
        return QUOTES + KINDS * instrumentId;
    }

    int status() {
        return STATUS;
    }

    int trades(int instrumentId) {
        return TRADES + KINDS * instrumentId;
    }

    int candles(int instrumentId) {
        return CANDLES + KINDS * instrumentId;
    }

    /** @param depthIndex see {@link BookDepth#levels} */
    int books(int instrumentId, int depthIndex) {
        return countWithoutBooks() + BookDepth.count() * instrumentId + depthIndex;
    }

    boolean areQuotes(int topic) {
        return topic % KINDS == QUOTES && !areBooks(topic);
    }

    boolean areTrades(int topic) {
        return topic % KINDS == TRADES && !areBooks(topic);
    }

    boolean areBooks(int topic) {
        return topic >= countWithoutBooks();
    }

    /** The instrument of a topic that is not status. */
    int instrument(int topic) {
        return areBooks(topic) ? (topic - countWithoutBooks()) / BookDepth.count() : (topic - 1) / KINDS;
    }

    /** Which depth a topic of books is of. */
    int depthIndex(int topic) {
        return (topic - countWithoutBooks()) % BookDepth.count();
    }

    /** The topics of {@code channel} for these instruments, at every depth where it has some. */
    BitSet of(PushChannel channel, BitSet instrumentIds) {
        BitSet topics = new BitSet();
        if (channel == PushChannel.STATUS) {
            topics.set(STATUS);
            return topics;
        }
        int first = first(channel);
        int kinds = channel == PushChannel.BOOKS ? BookDepth.count() : 1;
        int step = channel == PushChannel.BOOKS ? BookDepth.count() : KINDS;
        for (int id = instrumentIds.nextSetBit(0); id >= 0; id = instrumentIds.nextSetBit(id + 1)) {
            topics.set(first + step * id, first + step * id + kinds);
        }
        return topics;
    }

    /** The topics of {@code channel} for all instruments that there is room for. */
    BitSet all(PushChannel channel) {
        BitSet ids = new BitSet();
        ids.set(0, instruments);
        return of(channel, ids);
    }

    /** The topics of books of these instruments at one depth. */
    BitSet ofBooks(BitSet instrumentIds, int depthIndex) {
        BitSet topics = new BitSet();
        instrumentIds.stream().forEach(id -> topics.set(books(id, depthIndex)));
        return topics;
    }

    private int first(PushChannel channel) {
        return switch (channel) {
            case QUOTES -> QUOTES;
            case TRADES -> TRADES;
            case CANDLES -> CANDLES;
            case BOOKS -> books(0, 0);
            case STATUS, CHAT, GAME ->
                throw new IllegalArgumentException("channel: " + channel + " (expected: one of pairs)");
        };
    }

    /** Whether any of {@code topics} is of candles. */
    boolean haveCandles(BitSet topics) {
        return topics.stream()
                .anyMatch(topic -> topic > STATUS && topic % KINDS == CANDLES % KINDS && !areBooks(topic));
    }

    /** Whether any of {@code topics} is of books. */
    boolean haveBooks(BitSet topics) {
        return topics.nextSetBit(countWithoutBooks()) >= 0;
    }

    /** Whether any of {@code topics} is of anything else. */
    boolean haveOthers(BitSet topics) {
        int first = topics.nextSetBit(0);
        return first >= 0 && !areBooks(first);
    }
}

package io.quotegate.gateway.fanout;

import io.quotegate.api.PushChannel;
import java.util.BitSet;

/**
 * How what can be pushed is numbered: status, then the quotes, the trades and the candles of each instrument, one
 * instrument after another. So what a subscriber keeps by topic is as long as the pairs it wants are many, however many
 * there is room for. Immutable: any thread.
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

    boolean areQuotes(int topic) {
        return topic % KINDS == QUOTES;
    }

    boolean areTrades(int topic) {
        return topic % KINDS == TRADES;
    }

    /** The instrument of a topic that is not status. */
    int instrument(int topic) {
        return (topic - 1) / KINDS;
    }

    /** The topics of {@code channel} for these instruments. */
    BitSet of(PushChannel channel, BitSet instrumentIds) {
        BitSet topics = new BitSet();
        if (channel == PushChannel.STATUS) {
            topics.set(STATUS);
            return topics;
        }
        int first = first(channel);
        for (int id = instrumentIds.nextSetBit(0); id >= 0; id = instrumentIds.nextSetBit(id + 1)) {
            topics.set(first + KINDS * id);
        }
        return topics;
    }

    private static int first(PushChannel channel) {
        return switch (channel) {
            case QUOTES -> QUOTES;
            case TRADES -> TRADES;
            case CANDLES -> CANDLES;
            case STATUS, CHAT, GAME ->
                throw new IllegalArgumentException("channel: " + channel + " (expected: one of pairs)");
        };
    }

    /** Whether any of {@code topics} is of candles. */
    boolean haveCandles(BitSet topics) {
        return topics.stream().anyMatch(topic -> topic > STATUS && topic % KINDS == CANDLES % KINDS);
    }
}

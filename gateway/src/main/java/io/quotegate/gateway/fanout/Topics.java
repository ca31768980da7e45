package io.quotegate.gateway.fanout;

import io.quotegate.api.PushChannel;
import java.util.BitSet;

/**
 * How what can be pushed is numbered: the quotes of each instrument, status, the trades of each, the candles of each.
 * Immutable: any thread.
 */
record Topics(int instruments) {
    int count() {
        return 3 * instruments + 1;
    }

    int quotes(int instrumentId) {
        return instrumentId;
    }

    int status() {
        return instruments;
    }

    int trades(int instrumentId) {
        return instruments + 1 + instrumentId;
    }

    int candles(int instrumentId) {
        return 2 * instruments + 1 + instrumentId;
    }

    boolean areQuotes(int topic) {
        return topic < instruments;
    }

    boolean areTrades(int topic) {
        return topic > instruments && topic <= 2 * instruments;
    }

    /** The instrument of a topic that is not status. */
    int instrument(int topic) {
        return areQuotes(topic) ? topic : (topic - 1) % instruments;
    }

    /** The topics of {@code channel} for these instruments. */
    BitSet of(PushChannel channel, BitSet instrumentIds) {
        BitSet topics = new BitSet(count());
        int first = first(channel);
        if (channel == PushChannel.STATUS) {
            topics.set(first);
            return topics;
        }
        for (int id = instrumentIds.nextSetBit(0); id >= 0; id = instrumentIds.nextSetBit(id + 1)) {
            topics.set(first + id);
        }
        return topics;
    }

    private int first(PushChannel channel) {
        return switch (channel) {
            case QUOTES -> quotes(0);
            case STATUS -> status();
            case TRADES -> trades(0);
            case CANDLES -> candles(0);
            case CHAT, GAME ->
                throw new IllegalArgumentException("channel: " + channel + " (expected: one of markets)");
        };
    }

    /** Whether any of {@code topics} is of candles. */
    boolean haveCandles(BitSet topics) {
        return topics.nextSetBit(candles(0)) >= 0;
    }
}

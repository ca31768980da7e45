package io.quotegate.feed.sim.replay;

import io.quotegate.codec.venue.RecordedMessage;
import io.quotegate.feed.sim.market.MarketRules;
import io.quotegate.feed.sim.market.Markets;
import io.quotegate.feed.sim.push.PushPayload;
import io.quotegate.market.DepthUpdate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a venue's recordings are read and played. Stateless: any thread. */
public interface RecordedDialect {
    /** How the venue spells and counts what is traded. */
    MarketRules rules();

    /** Recognises recorded pushes. To be used by one thread. */
    Recogniser recogniser();

    /** The whole book that the venue was asked for, in a message that is no push; null if it is none. */
    @Nullable
    DepthUpdate snapshot(byte[] message);

    /** The push by which the venue would have told a quote that the gateway recorded. */
    byte[] quote(RecordedQuote row);

    /** The push by which the venue would have told a trade that the gateway recorded. */
    byte[] trade(RecordedTrade row);

    /** The pair, in our spelling, that the venue spells {@code symbol}, or null if it is none of the spot market. */
    @Nullable
    String pairOf(String symbol);

    /** The push to be sent for a recorded one. */
    PushPayload payload(RecordedMessage recorded);

    /** Keeps {@code markets} up to date with the recorded pushes it is given. */
    Consumer<RecordedMessage> follower(Markets markets);

    /** Finds the push in a recorded message. */
    @FunctionalInterface
    interface Recogniser {
        /** The push in {@code message}, or null if it is something else. */
        @Nullable
        RecordedMessage read(byte[] message);
    }
}

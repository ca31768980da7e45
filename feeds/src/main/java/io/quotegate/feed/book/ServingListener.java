package io.quotegate.feed.book;

import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.Venue;

/** Hears from which venue each pair is served. Called on the feed loop. */
public interface ServingListener {
    /** Who does not care. */
    ServingListener NONE = new ServingListener() {
        @Override
        public void onServed(int instrumentId, Venue venue) {}

        @Override
        public void onUnserved(int instrumentId) {}

        @Override
        public void onQuote(QuoteFlyweight quote) {}

        @Override
        public void announce() {}
    };

    /** The pair is served from {@code venue} now. */
    void onServed(int instrumentId, Venue venue);

    /** The pair is served from nowhere: its last quote stands as stale. */
    void onUnserved(int instrumentId);

    /** The quote of a pair, as it was published. */
    void onQuote(QuoteFlyweight quote);

    /** All that came at once has been heard. */
    void announce();
}

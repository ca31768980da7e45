package io.quotegate.feed;

import io.quotegate.market.TickerUpdate;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import org.jspecify.annotations.Nullable;

/**
 * Hears what a venue says on one connection: market data goes to the venue's book and shows that the connection
 * delivers, everything else to its feed. Confined to the feed loop.
 */
final class ConnectionEars implements DialectListener {
    private final VenueFeed feed;
    private final VenueBook book;

    private @Nullable FeedConnection connection; // made after its ears

    ConnectionEars(VenueFeed feed, VenueBook book) {
        this.feed = feed;
        this.book = book;
    }

    void belongTo(FeedConnection itsConnection) {
        connection = itsConnection;
    }

    private void delivered() {
        if (connection != null) {
            connection.markData();
        }
    }

    @Override
    public void onTop(TopUpdate top) {
        delivered();
        book.onTop(top);
    }

    @Override
    public void onTicker(TickerUpdate ticker) {
        delivered();
        book.onTicker(ticker);
    }

    @Override
    public void onTrade(TradeUpdate trade) {
        delivered();
        book.onTrade(trade);
    }

    @Override
    public void onUnrepresentable() {
        book.onUnrepresentable();
    }

    @Override
    public void onSubscribed() {
        if (connection != null) {
            connection.markSubscribed();
        }
    }

    @Override
    public void onPairRefused(int instrumentId, String message) {
        feed.onPairRefused(instrumentId, message);
    }

    @Override
    public void onRequestRefused(String code, String message) {
        if (connection != null) {
            feed.onRequestRefused(connection, code, message);
        }
    }

    @Override
    public void onGoingAway(String message) {
        if (connection != null) {
            feed.onGoingAway(connection, message);
        }
    }
}

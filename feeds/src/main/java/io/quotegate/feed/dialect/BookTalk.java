package io.quotegate.feed.dialect;

/**
 * Tells the books of what a connection is told of its requests, beside who asked. Confined to the feed loop.
 *
 * @param connection which of those of {@code venue} it is
 * @param asker      who asked
 */
public record BookTalk(BookVenue venue, int connection, DialectListener asker) implements DialectListener {
    @Override
    public void onRequestTaken(int number) {
        asker.onRequestTaken(number);
        if (number > 0) { // others end something
            venue.onTaken(connection);
        }
    }

    @Override
    public void onPairTaken(int instrumentId) {
        asker.onPairTaken(instrumentId);
    }

    @Override
    public void onPairRefused(int instrumentId, String message) {
        asker.onPairRefused(instrumentId, message);
        venue.onRefused(connection, instrumentId);
    }

    @Override
    public void onRequestRefused(int number, String message) {
        asker.onRequestRefused(number, message);
    }

    @Override
    public void onNotNow(String code, String message) {
        asker.onNotNow(code, message);
    }

    @Override
    public void onGoingAway(String message) {
        asker.onGoingAway(message);
    }
}

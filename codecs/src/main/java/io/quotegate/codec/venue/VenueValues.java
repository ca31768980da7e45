package io.quotegate.codec.venue;

import io.quotegate.codec.json.JsonScanner;
import io.quotegate.market.Decimal;
import io.quotegate.market.MarketListener;

/**
 * Reads the plain values of a venue's messages, strings or numbers, alike for all venues. One that is not understood is
 * unknown and counted, and costs nothing but itself; an empty one is unknown, which venues mean by it. Allocates
 * nothing. Confined to its decoder's thread.
 */
public final class VenueValues {
    private static final int LITERAL = 4; // the length of null

    private final MarketListener market;

    private byte[] text = {};

    /** Tells {@code market} of what cannot be used. */
    public VenueValues(MarketListener market) {
        this.market = market;
    }

    /** Values are parts of {@code message} from now on. */
    public void wrap(byte[] message) {
        text = message;
    }

    /** Whether there is no value: nothing at all, {@code ""} or {@code null}. */
    private boolean isUnknown(int from, int to) {
        return from == to || (to - from == LITERAL && text[from] == 'n');
    }

    /** Reads a decimal number, plain or with an exponent. */
    public void decimal(int from, int to, Decimal into) {
        if (isUnknown(from, to)) {
            into.clear();
            return;
        }
        switch (into.parseScientific(text, from, to)) {
            case OK -> {}
            case UNREPRESENTABLE -> market.onUnrepresentable();
            case MALFORMED -> market.onUnusable();
        }
    }

    /** A whole number that is not negative, or {@code otherwise}. */
    public long number(int from, int to, long otherwise) {
        if (isUnknown(from, to)) {
            return otherwise;
        }
        long number = JsonScanner.wholeNumber(text, from, to);
        if (number >= 0) {
            return number;
        }
        if (number != otherwise) {
            market.onUnusable();
        }
        return otherwise;
    }

    /** A time, in nanoseconds since the epoch; 0 where it is not told. */
    public long timeNs(int from, int to) {
        return VenueTime.toNs(number(from, to, 0));
    }

    /** Forgets a price that cannot be one, with its size; a price of nothing is none. */
    public void checkPrice(Decimal price, Decimal size) {
        if (!price.isAbsent() && price.mantissa() <= 0) {
            market.onUnusable();
            price.clear();
            size.clear();
        }
    }

    /** Forgets a level that cannot be one: without a price, or at which there is nothing. */
    public void checkLevel(Decimal price, Decimal size) {
        checkPrice(price, size);
        if (price.isAbsent()) {
            size.clear();
        } else if (!size.isAbsent() && size.mantissa() <= 0) {
            market.onUnusable();
            price.clear();
            size.clear();
        }
    }
}

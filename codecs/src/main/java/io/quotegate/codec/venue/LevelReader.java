package io.quotegate.codec.venue;

import io.quotegate.codec.json.JsonScanner;
import io.quotegate.market.Decimal;
import io.quotegate.market.DepthLevels;

/**
 * Reads one side of a book, {@code [["63707.2","1.7",...],...]}, the same on all venues: of each level the first value is
 * its price, the second its size, and whatever follows is passed over. A level written without white space, as venues
 * do, is read in one pass; any other is read the long way. Allocates nothing. Confined to its decoder's thread.
 */
public final class LevelReader {
    private static final int MAX_DIGITS = 19; // of a long
    private static final int NOT_PLAIN = -1;

    private final Decimal decimal = new Decimal();

    private byte[] text = {};
    private int end;
    private int unusable;

    // The number read last:
    private long value;
    private int places;

    /** Levels are parts of {@code message[..to)} from now on. */
    public void wrap(byte[] message, int to) {
        text = message;
        end = to;
        unusable = 0;
    }

    /** How many levels since {@link #wrap} could not be used and were left out. */
    public int unusable() {
        return unusable;
    }

    /** Reads the side that {@code scanner} stands before into {@code side}, whose levels are forgotten. */
    public void read(JsonScanner scanner, DepthLevels side) {
        side.clear();
        if (scanner.peek() != '[') {
            unusable++;
        }
        if (!scanner.tryEnterArray()) {
            return;
        }
        while (scanner.nextElement()) {
            scanner.peek();
            int after = readPlain(scanner.position(), side);
            if (after == NOT_PLAIN) {
                readAny(scanner, side);
            } else {
                scanner.moveTo(after);
            }
        }
    }

    /** Reads {@code ["price","size",...]} at {@code from} and tells what stands behind it, or {@link #NOT_PLAIN}. */
    private int readPlain(int from, DepthLevels side) {
        int at = number(from, '[');
        if (at == NOT_PLAIN || value == 0) {
            return NOT_PLAIN;
        }
        long price = value;
        int pricePlaces = places;
        at = number(at, ',');
        if (at == NOT_PLAIN) {
            return NOT_PLAIN;
        }
        long size = value;
        int sizePlaces = places;
        while (at < end && isRest(text[at])) {
            at++;
        }
        if (at >= end || text[at] != ']') {
            return NOT_PLAIN;
        }
        side.add(price, pricePlaces, size, sizePlaces);
        return at + 1;
    }

    /** Whether it may follow price and size, which are followed by whole numbers in quotes. */
    private static boolean isRest(byte next) {
        return (next >= '0' && next <= '9') || next == '"' || next == ',';
    }

    /** Reads {@code before}, a quote, digits with at most one point among them and a quote. */
    private int number(int from, char before) {
        int at = from + 2;
        if (at >= end || text[from] != before || text[from + 1] != '"') {
            return NOT_PLAIN;
        }
        int first = at;
        int point = NOT_PLAIN;
        long digits = 0;
        for (; at < end; at++) {
            int digit = text[at] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
            } else if (text[at] == '.' && point == NOT_PLAIN && at > first) {
                point = at;
            } else {
                break;
            }
        }
        int count = at - first - (point == NOT_PLAIN ? 0 : 1);
        boolean leadingZero = count > 1 && text[first] == '0' && point != first + 1;
        if (at >= end || text[at] != '"' || count == 0 || count > MAX_DIGITS || digits < 0 || leadingZero) {
            return NOT_PLAIN;
        }
        value = digits;
        places = point == NOT_PLAIN ? 0 : at - point - 1;
        boolean endsInPoint = point == at - 1;
        return endsInPoint || places > DepthLevels.MAX_PLACES ? NOT_PLAIN : at + 1;
    }

    /** A level that is not written as venues do, or that can be none. */
    private void readAny(JsonScanner scanner, DepthLevels side) {
        if (!scanner.tryEnterArray()) {
            unusable++;
            return;
        }
        int values = 0;
        boolean usable = true;
        long price = 0;
        int pricePlaces = 0;
        while (scanner.nextElement()) {
            if (values < 2) {
                scanner.plain();
                usable &= isNumber(scanner.valueStart(), scanner.valueEnd());
            } else {
                scanner.skip();
            }
            if (values++ == 0) {
                price = value;
                pricePlaces = places;
            }
            if (values == 2 && usable && price > 0 && value >= 0) {
                side.add(price, pricePlaces, value, places);
            } else if (values == 2) {
                usable = false;
            }
        }
        if (values < 2 || !usable) {
            unusable++;
        }
    }

    private boolean isNumber(int from, int to) {
        if (decimal.parseScientific(text, from, to) != Decimal.Parsed.OK) {
            return false;
        }
        places = decimal.format() >>> 8;
        int zeros = decimal.format() & 0xFF;
        value = decimal.mantissa();
        for (; zeros > 0 && Math.abs(value) <= Long.MAX_VALUE / 10; zeros--) {
            value *= 10;
        }
        return zeros == 0 && places <= DepthLevels.MAX_PLACES;
    }
}

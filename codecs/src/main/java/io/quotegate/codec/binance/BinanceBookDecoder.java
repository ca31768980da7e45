package io.quotegate.codec.binance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quotegate.codec.json.JsonScanner;
import io.quotegate.codec.venue.LevelReader;
import io.quotegate.market.DepthUpdate;
import java.util.Arrays;

/**
 * Reads what a local book is made of, whatever pair it is of: the answers of {@code GET /api/v3/depth}, from which it
 * begins, and the raw events of {@code @depth}. Confined to its owner's thread.
 *
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints">Binance spot
 *     REST API, Order book</a>
 */
public final class BinanceBookDecoder {
    private static final long BIDS = JsonScanner.key("bids");
    private static final long ASKS = JsonScanner.key("asks");
    private static final byte[] LAST_UPDATE_ID = "lastUpdateId".getBytes(US_ASCII); // longer than a key

    private final JsonScanner scanner = new JsonScanner();
    private final LevelReader levels = new LevelReader();

    /**
     * Reads {@code text[from..to)} into {@code into}, whose instrument is for the caller to say.
     *
     * @return whether it is a book: it has a number and both sides, of which each may be empty
     * @throws io.quotegate.codec.ProtocolException if it could not be read
     */
    public boolean decode(byte[] text, int from, int to, DepthUpdate into) {
        into.clear();
        into.snapshot = true;
        levels.wrap(text, to);
        int sides = 0;
        scanner.wrap(text, from, to).enterObject();
        while (scanner.nextName()) {
            long name = scanner.nameKey();
            if (name == BIDS || name == ASKS) {
                levels.read(scanner, name == BIDS ? into.bids : into.asks);
                sides++;
            } else if (isLastUpdateId(text)) {
                scanner.plain();
                into.seq = Math.max(DepthUpdate.UNKNOWN, number(text));
            } else {
                scanner.skip();
            }
        }
        scanner.end();
        into.unusable = levels.unusable();
        return sides == 2 && into.seq != DepthUpdate.UNKNOWN;
    }

    /**
     * Reads the event {@code text[from..to)} into {@code into}, whose instrument is for the caller to say.
     *
     * @return whether it tells of a change between two numbers
     * @throws io.quotegate.codec.ProtocolException if it could not be read
     */
    public boolean decodeChange(byte[] text, int from, int to, DepthUpdate into) {
        into.clear();
        levels.wrap(text, to);
        long first = JsonScanner.NO_NUMBER;
        scanner.wrap(text, from, to).enterObject();
        while (scanner.nextName()) {
            switch (scanner.nameLetter()) {
                case 'b' -> levels.read(scanner, into.bids);
                case 'a' -> levels.read(scanner, into.asks);
                case 'U' -> first = nextNumber(text);
                case 'u' -> into.seq = Math.max(DepthUpdate.UNKNOWN, nextNumber(text));
                default -> scanner.skip();
            }
        }
        scanner.end();
        into.prevSeq = first <= 0 ? DepthUpdate.UNKNOWN : first - 1;
        into.unusable = levels.unusable();
        return into.prevSeq != DepthUpdate.UNKNOWN && into.seq != DepthUpdate.UNKNOWN;
    }

    private long nextNumber(byte[] text) {
        scanner.plain();
        return number(text);
    }

    private boolean isLastUpdateId(byte[] text) {
        return Arrays.equals(LAST_UPDATE_ID, 0, LAST_UPDATE_ID.length, text, scanner.valueStart(), scanner.valueEnd());
    }

    private long number(byte[] text) {
        return JsonScanner.wholeNumber(text, scanner.valueStart(), scanner.valueEnd());
    }
}

package io.quotegate.codec.okx;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quotegate.codec.json.JsonScanner;
import io.quotegate.codec.venue.LevelReader;
import io.quotegate.codec.venue.VenueValues;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.MarketListener;
import java.util.Arrays;

/**
 * Reads the items of {@code books} pushes: a snapshot of all levels, or an update of those that changed. Which of them
 * it is is told by {@code action}; where that is absent, by a {@code prevSeqId} of -1. Confined to its decoder's thread.
 */
final class OkxBookReader {
    static final long ACTION = JsonScanner.key("action");

    private static final long SNAPSHOT = JsonScanner.key("snapshot");
    private static final long ASKS = JsonScanner.key("asks");
    private static final long BIDS = JsonScanner.key("bids");
    private static final long TS = JsonScanner.key("ts");
    private static final long SEQ_ID = JsonScanner.key("seqId");
    private static final long CHECKSUM = JsonScanner.key("checksum");
    private static final byte[] PREV_SEQ_ID = "prevSeqId".getBytes(US_ASCII); // longer than a key

    private final MarketListener market;
    private final VenueValues values;
    private final LevelReader levels = new LevelReader();
    private final DepthUpdate depth = new DepthUpdate();

    private byte[] text = {};
    private int end;
    private long action;

    OkxBookReader(MarketListener market, VenueValues values) {
        this.market = market;
        this.values = values;
    }

    /** Items are parts of {@code message[..to)} from now on. */
    void wrap(byte[] message, int to) {
        text = message;
        end = to;
        action = 0;
    }

    /** Reads the value of {@code action}. */
    void readAction(JsonScanner scanner) {
        scanner.plain();
        action = scanner.valueKey();
    }

    boolean hasAction() {
        return action != 0;
    }

    /** Reads the item that {@code scanner} stands before. */
    void read(JsonScanner scanner, int instrumentId) {
        depth.clear();
        depth.instrumentId = instrumentId;
        levels.wrap(text, end);
        boolean first = false;
        scanner.enterObject();
        while (scanner.nextName()) {
            first |= readMember(scanner, scanner.nameKey());
        }
        depth.snapshot = action == SNAPSHOT || (action == 0 && first);
        depth.unusable = levels.unusable();
        for (int i = 0; i < depth.unusable; i++) {
            market.onUnusable();
        }
        market.onDepth(depth);
    }

    /** Reads a member and tells whether it says that nothing was before. */
    private boolean readMember(JsonScanner scanner, long name) {
        if (name == BIDS) {
            levels.read(scanner, depth.bids);
        } else if (name == ASKS) {
            levels.read(scanner, depth.asks);
        } else if (name == TS) {
            scanner.plain();
            depth.exchangeTimeNs = values.timeNs(scanner.valueStart(), scanner.valueEnd());
        } else if (name == SEQ_ID) {
            depth.seq = number(scanner);
        } else if (name == CHECKSUM) {
            scanner.plain();
            long checksum = JsonScanner.wholeNumber(text, scanner.valueStart(), scanner.valueEnd());
            depth.checksum = checksum == (int) checksum ? (int) checksum : 0;
        } else if (isPrevSeqId(scanner)) {
            depth.prevSeq = number(scanner);
            return depth.prevSeq == DepthUpdate.UNKNOWN;
        } else {
            scanner.skip();
        }
        return false;
    }

    private boolean isPrevSeqId(JsonScanner scanner) {
        return Arrays.equals(PREV_SEQ_ID, 0, PREV_SEQ_ID.length, text, scanner.valueStart(), scanner.valueEnd());
    }

    private long number(JsonScanner scanner) {
        scanner.plain();
        return values.number(scanner.valueStart(), scanner.valueEnd(), DepthUpdate.UNKNOWN);
    }
}

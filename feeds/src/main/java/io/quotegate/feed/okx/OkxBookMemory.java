package io.quotegate.feed.okx;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.json.JsonScanner;
import io.quotegate.feed.relay.TopicMemory;
import io.quotegate.text.ByteWriter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An order book of OKX in the venue's own words: levels stay the texts that came, so that a snapshot made of them is what
 * the venue would send. Confined to the relay's loop.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#order-book-trading-market-data-ws-order-book-channel">OKX API v5, Order book
 *     channel</a>
 */
final class OkxBookMemory implements TopicMemory {
    private static final long ACTION = JsonScanner.key("action");
    private static final long SNAPSHOT = JsonScanner.key("snapshot");
    private static final long DATA = JsonScanner.key("data");
    private static final long ASKS = JsonScanner.key("asks");
    private static final long BIDS = JsonScanner.key("bids");
    private static final long TS = JsonScanner.key("ts");
    private static final long SEQ_ID = JsonScanner.key("seqId");
    private static final byte[] PREV_SEQ_ID = "prevSeqId".getBytes(US_ASCII); // longer than a key
    private static final int LONGEST_PRICE = 40;
    private static final int MOST_LEVELS = 400; // of the channel

    private final String argument;
    private final JsonScanner scanner = new JsonScanner();
    private final Map<BigDecimal, String> asks = new TreeMap<>();
    private final Map<BigDecimal, String> bids = new TreeMap<>(Comparator.reverseOrder());

    private byte[] text = {};
    private boolean whole; // a snapshot and everything since
    private boolean broken;
    private String ts = "";
    private long seqId;
    private long prevSeqId;
    private byte[] told = NOTHING; // since the last event
    private int toldLevels;

    /** @param argument of the channel, as text */
    OkxBookMemory(String argument) {
        this.argument = argument;
    }

    @Override
    public void onEvent(byte[] bytes, int from, int to) {
        text = bytes;
        told = NOTHING;
        try {
            read(from, to);
        } catch (ProtocolException | NumberFormatException e) {
            lose();
        }
    }

    private void read(int from, int to) {
        boolean snapshot = false;
        int dataAt = -1;
        scanner.wrap(text, from, to).enterObject();
        while (scanner.nextName()) {
            long name = scanner.nameKey();
            if (name == ACTION) {
                scanner.plain();
                snapshot = scanner.valueKey() == SNAPSHOT;
            } else if (name == DATA) {
                dataAt = scanner.position();
                scanner.skip();
            } else {
                scanner.skip();
            }
        }
        if (dataAt >= 0) {
            scanner.moveTo(dataAt);
            readData(snapshot);
        }
    }

    private void readData(boolean snapshot) {
        scanner.enterArray();
        while (scanner.nextElement()) {
            int itemAt = scanner.position();
            long before = seqId;
            readNumbers();
            if (snapshot) {
                asks.clear();
                bids.clear();
                whole = true;
                broken = false;
            } else if (whole && prevSeqId != before && seqId != before) {
                lose();
            }
            if (!whole) {
                return;
            }
            scanner.moveTo(itemAt);
            readSides();
        }
    }

    /** A gap: the venue has to be asked to begin anew. */
    private void lose() {
        clear();
        broken = true;
    }

    private void readNumbers() {
        scanner.enterObject();
        while (scanner.nextName()) {
            long name = scanner.nameKey();
            if (name == TS) {
                scanner.plain();
                ts = scanner.valueText();
            } else if (name == SEQ_ID) {
                scanner.plain();
                seqId = scanner.toLong();
            } else if (Arrays.equals(
                    PREV_SEQ_ID, 0, PREV_SEQ_ID.length, text, scanner.valueStart(), scanner.valueEnd())) {
                scanner.plain();
                prevSeqId = scanner.toLong();
            } else {
                scanner.skip();
            }
        }
    }

    private void readSides() {
        scanner.enterObject();
        while (scanner.nextName()) {
            long name = scanner.nameKey();
            if (name == ASKS || name == BIDS) {
                readSide(name == ASKS ? asks : bids);
            } else {
                scanner.skip();
            }
        }
    }

    private void readSide(Map<BigDecimal, String> side) {
        scanner.enterArray();
        while (scanner.nextElement()) {
            int from = scanner.position();
            scanner.enterArray();
            scanner.nextElement();
            scanner.scalar();
            BigDecimal price = decimal();
            scanner.nextElement();
            scanner.scalar();
            boolean gone = decimal().signum() == 0;
            while (scanner.nextElement()) {
                scanner.skip();
            }
            if (gone) {
                side.remove(price);
            } else {
                side.put(price, new String(text, from, scanner.position() - from, UTF_8));
            }
        }
    }

    private BigDecimal decimal() {
        int length = scanner.valueEnd() - scanner.valueStart();
        if (length > LONGEST_PRICE) {
            throw new NumberFormatException("longer than " + LONGEST_PRICE);
        }
        return new BigDecimal(scanner.valueText());
    }

    @Override
    public byte[] first() {
        if (!whole) {
            return NOTHING;
        }
        ByteWriter out = new ByteWriter(32 * 1024);
        out.ascii("{\"arg\":").utf8(argument).ascii(",\"action\":\"snapshot\",\"data\":[{\"asks\":[");
        out.utf8(String.join(",", asks.values())).ascii("],\"bids\":[").utf8(String.join(",", bids.values()));
        out.ascii("],\"ts\":\"").utf8(ts).ascii("\",\"checksum\":0,\"seqId\":").number(seqId);
        return out.ascii(",\"prevSeqId\":-1}]}").toByteArray();
    }

    /** The row of {@code /market/books}. */
    @Override
    public byte[] told(int levels) {
        if (!whole || levels > MOST_LEVELS) {
            return NOTHING;
        }
        if (told.length == 0 || toldLevels != levels) {
            ByteWriter out = new ByteWriter(128 + 100 * levels);
            out.ascii("{\"asks\":[")
                    .utf8(best(asks, levels))
                    .ascii("],\"bids\":[")
                    .utf8(best(bids, levels));
            out.ascii("],\"ts\":\"").utf8(ts).ascii("\",\"seqId\":").number(seqId);
            told = out.put('}').toByteArray();
            toldLevels = levels;
        }
        return told;
    }

    private static String best(Map<BigDecimal, String> side, int levels) {
        return side.values().stream().limit(levels).collect(Collectors.joining(","));
    }

    @Override
    public boolean isBroken() {
        return broken;
    }

    @Override
    public void clear() {
        told = NOTHING;
        whole = false;
        broken = false;
        asks.clear();
        bids.clear();
    }
}

package io.quotegate.codec.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.codec.PairBytes;
import io.quotegate.market.DepthLevels;
import io.quotegate.market.Instruments;
import io.quotegate.market.book.BookPush;
import io.quotegate.text.ByteWriter;

/** Writes books, and what changed of them, as JSON, without allocating. Confined to one thread. */
public final class BookJson {
    private static final byte[] SNAPSHOT = utf8("{\"channel\":\"books\",\"type\":\"snapshot\",");
    private static final byte[] UPDATE = utf8("{\"channel\":\"books\",\"type\":\"update\",");
    private static final byte[] BIDS = utf8(",\"bids\":[");
    private static final byte[] ASKS = utf8("],\"asks\":[");
    private static final byte[] EXCHANGE_TIME = utf8("],\"exchangeTime\":");
    private static final byte[] RECEIVE_TIME = utf8(",\"receiveTime\":");
    private static final byte[] SEQ = utf8(",\"seq\":");
    private static final byte[] PREVIOUS_SEQ = utf8(",\"prevSeq\":");
    private static final byte[] STALE = utf8(",\"stale\":");
    private static final byte[] SIMULATED = utf8(",\"simulated\":");
    private static final byte[] DEPTH = utf8(",\"depth\":");
    private static final byte[] DROPS = utf8(",\"drops\":");
    private static final byte[] BETWEEN = utf8("\",\"");
    private static final int NS_PER_US = 1000;

    private final PairBytes openings;

    public BookJson(Instruments instruments) {
        openings = JsonEvents.openings(instruments, "");
    }

    /** Appends a push. */
    void push(ByteWriter out, BookPush book) {
        fields(out.put(book.snapshot ? SNAPSHOT : UPDATE), book);
        if (book.drops > 0) {
            out.put(DROPS).number(book.drops);
        }
        out.put('}');
    }

    /** Appends a whole book as an object of its own. */
    public void object(ByteWriter out, BookPush book) {
        fields(out.put('{'), book);
        out.put('}');
    }

    private void fields(ByteWriter out, BookPush book) {
        out.put(openings.of(book.instrumentId, book.venue));
        levels(out.put(BIDS), book.bids);
        levels(out.put(ASKS), book.asks);
        out.put(EXCHANGE_TIME);
        if (book.exchangeTimeNs == 0) {
            out.ascii("null");
        } else {
            out.number(book.exchangeTimeNs / NS_PER_US);
        }
        out.put(RECEIVE_TIME).number(book.receiveTimeNs / NS_PER_US);
        out.put(SEQ).number(book.seq);
        if (!book.snapshot) {
            out.put(PREVIOUS_SEQ).number(book.prevSeq);
        }
        out.put(STALE).ascii(book.stale ? "true" : "false");
        out.put(SIMULATED).ascii(book.simulated ? "true" : "false");
        if (book.snapshot) {
            out.put(DEPTH).number(book.depth);
        }
    }

    private static void levels(ByteWriter out, DepthLevels levels) {
        for (int i = 0; i < levels.count(); i++) {
            if (i > 0) {
                out.put(',');
            }
            out.put('[').put('"').decimal(levels.price(i), levels.pricePlaces(i) << Byte.SIZE);
            out.put(BETWEEN).decimal(levels.size(i), levels.sizePlaces(i) << Byte.SIZE);
            out.put('"').put(']');
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}

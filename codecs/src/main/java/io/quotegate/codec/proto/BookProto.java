package io.quotegate.codec.proto;

import io.quotegate.api.BookDepth;
import io.quotegate.api.Outcome;
import io.quotegate.codec.PairBytes;
import io.quotegate.market.DepthLevels;
import io.quotegate.market.Instruments;
import io.quotegate.market.book.BookPush;
import io.quotegate.text.ByteWriter;

/**
 * Writes a book, or what changed of one, as a Protobuf {@code quotegate.v1.Book}, by hand because the generated class would
 * allocate. The generated class is its oracle in the tests. Confined to one
 * thread.
 */
public final class BookProto {
    private static final int BIDS_FIELD = 3;
    private static final int ASKS_FIELD = 4;
    private static final int EXCHANGE_TIME_FIELD = 5;
    private static final int RECEIVE_TIME_FIELD = 6;
    private static final int SEQ_FIELD = 7;
    private static final int PREVIOUS_SEQ_FIELD = 8;
    private static final int STALE_FIELD = 9;
    private static final int SIMULATED_FIELD = 10;
    private static final int DROPS_FIELD = 11;
    private static final int DEPTH_FIELD = 12;
    private static final int NS_PER_US = 1000;

    private final PairBytes openings;

    public BookProto(Instruments instruments) {
        openings = ProtoFields.openings(instruments);
    }

    /** The depth that is served to who asks for {@code depth}, of which 0 is none. */
    public static Outcome<Integer> depth(int depth) {
        return depth == 0 ? Outcome.of(BookDepth.USUAL) : BookDepth.served(depth);
    }

    /** Appends the fields of {@code book}. */
    public void fields(ByteWriter out, BookPush book) {
        out.put(openings.of(book.instrumentId, book.venue));
        levels(out, BIDS_FIELD, book.bids);
        levels(out, ASKS_FIELD, book.asks);
        if (book.exchangeTimeNs != 0) {
            ProtoFields.number(out, EXCHANGE_TIME_FIELD, book.exchangeTimeNs / NS_PER_US);
        }
        ProtoFields.number(out, RECEIVE_TIME_FIELD, book.receiveTimeNs / NS_PER_US);
        ProtoFields.number(out, SEQ_FIELD, book.seq);
        if (!book.snapshot) {
            ProtoFields.number(out, PREVIOUS_SEQ_FIELD, book.prevSeq);
        }
        if (book.stale) {
            ProtoFields.number(out, STALE_FIELD, 1);
        }
        if (book.simulated) {
            ProtoFields.number(out, SIMULATED_FIELD, 1);
        }
        if (book.drops > 0) {
            ProtoFields.number(out, DROPS_FIELD, book.drops);
        }
        ProtoFields.number(out, DEPTH_FIELD, book.depth);
    }

    private static void levels(ByteWriter out, int field, DepthLevels levels) {
        for (int i = 0; i < levels.count(); i++) {
            int start = ProtoFields.begin(out, field);
            ProtoFields.decimal(out, 1, levels.price(i), levels.pricePlaces(i) << Byte.SIZE);
            ProtoFields.decimal(out, 2, levels.size(i), levels.sizePlaces(i) << Byte.SIZE);
            ProtoFields.end(out, start);
        }
    }
}

package io.quotegate.codec.sbe;

import io.quotegate.codec.sbe.v1.BookSnapshotEncoder;
import io.quotegate.codec.sbe.v1.BookUpdateEncoder;
import io.quotegate.codec.sbe.v1.MessageHeaderEncoder;
import io.quotegate.market.Decimal;
import io.quotegate.market.DepthLevels;
import io.quotegate.market.book.BookPush;
import io.quotegate.text.ByteWriter;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes books as SBE messages. All prices of a message have one exponent and all sizes another, those of the finest among
 * them. Confined to its owner's thread.
 */
final class SbeBooks {
    private static final int GROUP_HEADER = 4;
    private static final int LEVEL = 2 * Long.BYTES;
    private static final int NS_PER_US = 1000;

    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final BookSnapshotEncoder snapshots = new BookSnapshotEncoder();
    private final BookUpdateEncoder updates = new BookUpdateEncoder();

    private int pricePlaces;
    private int sizePlaces;

    void write(ByteWriter out, BookPush book, byte[] pair) {
        pricePlaces = 0;
        sizePlaces = 0;
        findPlaces(book.bids);
        findPlaces(book.asks);
        int levels = book.bids.count() + book.asks.count();
        int block = book.snapshot ? BookSnapshotEncoder.BLOCK_LENGTH : BookUpdateEncoder.BLOCK_LENGTH;
        int length = MessageHeaderEncoder.ENCODED_LENGTH + block + 2 * GROUP_HEADER + levels * LEVEL + 1 + pair.length;
        int at = out.skip(length);
        buffer.wrap(out.array());
        if (book.snapshot) {
            snapshot(at, book, pair);
        } else {
            update(at, book, pair);
        }
    }

    private void findPlaces(DepthLevels levels) {
        for (int i = 0; i < levels.count(); i++) {
            pricePlaces = Math.max(pricePlaces, levels.pricePlaces(i));
            sizePlaces = Math.max(sizePlaces, levels.sizePlaces(i));
        }
    }

    private void snapshot(int at, BookPush book, byte[] pair) {
        snapshots
                .wrapAndApplyHeader(buffer, at, header)
                .seq(book.seq)
                .exchangeTime(SbeEncoder.us(book.exchangeTimeNs, BookSnapshotEncoder.exchangeTimeNullValue()))
                .receiveTime(book.receiveTimeNs / NS_PER_US)
                .drops(book.drops)
                .depth(book.depth)
                .priceExponent((byte) -pricePlaces)
                .sizeExponent((byte) -sizePlaces)
                .venue(SbeEncoder.venue(book.venue));
        snapshots.flags().clear().stale(book.stale).simulated(book.simulated);
        BookSnapshotEncoder.BidsEncoder bids = snapshots.bidsCount(book.bids.count());
        for (int i = 0; i < book.bids.count(); i++) {
            bids.next().price(price(book.bids, i)).size(size(book.bids, i));
        }
        BookSnapshotEncoder.AsksEncoder asks = snapshots.asksCount(book.asks.count());
        for (int i = 0; i < book.asks.count(); i++) {
            asks.next().price(price(book.asks, i)).size(size(book.asks, i));
        }
        snapshots.putPair(pair, 0, pair.length);
    }

    private void update(int at, BookPush book, byte[] pair) {
        updates.wrapAndApplyHeader(buffer, at, header)
                .seq(book.seq)
                .prevSeq(book.prevSeq)
                .exchangeTime(SbeEncoder.us(book.exchangeTimeNs, BookUpdateEncoder.exchangeTimeNullValue()))
                .receiveTime(book.receiveTimeNs / NS_PER_US)
                .drops(book.drops)
                .depth(book.depth)
                .priceExponent((byte) -pricePlaces)
                .sizeExponent((byte) -sizePlaces)
                .venue(SbeEncoder.venue(book.venue));
        updates.flags().clear().stale(book.stale).simulated(book.simulated);
        BookUpdateEncoder.BidsEncoder bids = updates.bidsCount(book.bids.count());
        for (int i = 0; i < book.bids.count(); i++) {
            bids.next().price(price(book.bids, i)).size(size(book.bids, i));
        }
        BookUpdateEncoder.AsksEncoder asks = updates.asksCount(book.asks.count());
        for (int i = 0; i < book.asks.count(); i++) {
            asks.next().price(price(book.asks, i)).size(size(book.asks, i));
        }
        updates.putPair(pair, 0, pair.length);
    }

    private long price(DepthLevels levels, int index) {
        return levels.price(index) * Decimal.powerOfTen(pricePlaces - levels.pricePlaces(index));
    }

    private long size(DepthLevels levels, int index) {
        return levels.size(index) * Decimal.powerOfTen(sizePlaces - levels.sizePlaces(index));
    }
}

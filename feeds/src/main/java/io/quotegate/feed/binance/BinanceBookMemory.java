package io.quotegate.feed.binance;

import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.binance.BinanceBookDecoder;
import io.quotegate.codec.binance.BinanceBookEncoder;
import io.quotegate.feed.book.OverheardBook;
import io.quotegate.feed.relay.TopicMemory;
import io.quotegate.market.DepthUpdate;
import io.quotegate.text.ByteWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A book of Binance, joined from a {@code @depth} stream that clients have anyway and a snapshot, so that who asks for the
 * next one costs nothing. Its number is that of the last event that was passed on, so that what follows fits. Kept only
 * while somebody asks. Confined to the relay's loop.
 */
final class BinanceBookMemory implements TopicMemory {
    private static final int CAPACITY =
            2000; // levels a side: clients ask for 1,000 at most, or for what costs five times that
    private static final long KEPT_NS = Duration.ofMinutes(5).toNanos();

    private final LongSupplier monotonicNs;
    private final MemoryAllowance allowance;
    private final BinanceBookDecoder decoder = new BinanceBookDecoder();
    private final DepthUpdate depth = new DepthUpdate();

    private @Nullable OverheardBook book; // null while nobody asks
    private long askedNs;
    private byte[] told = NOTHING;
    private int toldLevels;
    private long toldChanges;

    BinanceBookMemory(LongSupplier monotonicNs, MemoryAllowance allowance) {
        this.monotonicNs = monotonicNs;
        this.allowance = allowance;
    }

    @Override
    public void onEvent(byte[] bytes, int from, int to) {
        OverheardBook its = book;
        if (its == null) {
            return;
        }
        long nowNs = monotonicNs.getAsLong();
        if (nowNs - askedNs >= KEPT_NS) {
            clear();
            return;
        }
        try {
            if (decoder.decodeChange(bytes, from, to, depth)) {
                its.onChange(depth, nowNs);
            } else {
                clear();
            }
        } catch (ProtocolException e) {
            clear();
        }
    }

    @Override
    public byte[] first() {
        return NOTHING;
    }

    @Override
    public void clear() {
        if (book != null) {
            book = null;
            told = NOTHING;
            allowance.giveBack();
        }
    }

    @Override
    public byte[] told(int levels) {
        OverheardBook its = book;
        if (its == null) {
            return NOTHING;
        }
        askedNs = monotonicNs.getAsLong();
        if (told.length > 0 && toldLevels == levels && toldChanges == its.changes()) {
            return its.copyTo(depth, levels) ? told : NOTHING;
        }
        if (!its.copyTo(depth, levels)) {
            return NOTHING;
        }
        ByteWriter out = new ByteWriter(64 + 64 * Math.min(levels, depth.bids.count() + depth.asks.count()));
        BinanceBookEncoder.snapshot(out, depth, levels);
        told = out.toByteArray();
        toldLevels = levels;
        toldChanges = its.changes();
        return told;
    }

    @Override
    public boolean asks(int levels) {
        long nowNs = monotonicNs.getAsLong();
        if (book == null && allowance.tryTake()) {
            book = new OverheardBook(CAPACITY);
        }
        askedNs = nowNs;
        return book != null && book.asks(nowNs);
    }

    @Override
    public void learn(byte[] answer, int levels) {
        OverheardBook its = book;
        if (its == null) {
            return;
        }
        long nowNs = monotonicNs.getAsLong();
        DepthUpdate snapshot = new DepthUpdate();
        if (isBook(answer, snapshot)) {
            its.onSnapshot(snapshot, levels, nowNs);
        } else {
            its.onRefused(nowNs);
        }
    }

    private boolean isBook(byte[] answer, DepthUpdate snapshot) {
        try {
            return answer.length > 0 && decoder.decode(answer, 0, answer.length, snapshot);
        } catch (ProtocolException e) {
            return false;
        }
    }
}

package io.quotegate.feed.binance;

import io.quotegate.feed.relay.LastMessage;
import io.quotegate.feed.relay.TopicMemory;
import java.util.List;

/**
 * The last event of a stream whose REST counterpart tells the same under longer names. Nothing comes on subscribing.
 * Confined to the relay's loop.
 */
final class BinanceTickerMemory implements TopicMemory {
    /** Of {@code bookTicker}. */
    static final List<String> BOOK_TICKER = List.of("s symbol", "b bidPrice", "B bidQty", "a askPrice", "A askQty");

    /** Of {@code ticker}, which is {@code ticker/24hr} there. */
    static final List<String> DAY_TICKER = List.of(
            "s symbol",
            "p priceChange",
            "P priceChangePercent",
            "w weightedAvgPrice",
            "x prevClosePrice",
            "c lastPrice",
            "Q lastQty",
            "b bidPrice",
            "B bidQty",
            "a askPrice",
            "A askQty",
            "o openPrice",
            "h highPrice",
            "l lowPrice",
            "v volume",
            "q quoteVolume",
            "O openTime",
            "C closeTime",
            "F firstId",
            "L lastId",
            "n count");

    private final List<String> names;
    private final LastMessage last = new LastMessage();

    /** @param names a letter of the stream, a space and the name of REST, in its order */
    BinanceTickerMemory(List<String> names) {
        this.names = names;
    }

    @Override
    public void onEvent(byte[] bytes, int from, int to) {
        last.onEvent(bytes, from, to);
    }

    @Override
    public byte[] first() {
        return NOTHING;
    }

    @Override
    public void clear() {
        last.clear();
    }

    @Override
    public byte[] told(int levels) {
        byte[] event = last.current();
        return event.length == 0 ? NOTHING : BinanceFields.of(event).renamed(names);
    }
}

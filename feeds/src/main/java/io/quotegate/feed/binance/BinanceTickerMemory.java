package io.quotegate.feed.binance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.json.JsonScanner;
import io.quotegate.feed.relay.LastMessage;
import io.quotegate.feed.relay.TopicMemory;
import io.quotegate.text.ByteWriter;
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

    private static final int LETTERS = 128;

    private final List<String> names;
    private final LastMessage last = new LastMessage();
    private boolean known;

    /** @param names a letter of the stream, a space and the name of REST, in its order */
    BinanceTickerMemory(List<String> names) {
        this.names = names;
    }

    @Override
    public void onEvent(byte[] bytes, int from, int to) {
        last.onEvent(bytes, from, to);
        known = true;
    }

    @Override
    public byte[] first() {
        return NOTHING;
    }

    @Override
    public void clear() {
        known = false;
    }

    @Override
    public byte[] told(int levels) {
        return known ? told(last.first()) : NOTHING;
    }

    private byte[] told(byte[] event) {
        String[] values = new String[LETTERS];
        try {
            JsonScanner scanner = new JsonScanner().wrap(event, 0, event.length);
            scanner.enterObject();
            while (scanner.nextName()) {
                int letter = scanner.nameLetter();
                scanner.peek();
                int from = scanner.position();
                scanner.skip();
                values[letter] = new String(event, from, scanner.position() - from, US_ASCII);
            }
        } catch (ProtocolException e) {
            return NOTHING;
        }
        ByteWriter out = new ByteWriter(512);
        for (String name : names) {
            String value = values[name.charAt(0)];
            if (value == null) {
                return NOTHING;
            }
            out.ascii(out.length() == 0 ? "{\"" : ",\"").ascii(name.substring(2));
            out.ascii("\":").ascii(value);
        }
        return out.put('}').toByteArray();
    }
}

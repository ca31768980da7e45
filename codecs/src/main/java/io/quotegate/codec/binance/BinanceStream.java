package io.quotegate.codec.binance;

import static java.util.Objects.requireNonNull;

import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The streams that are read and written here. */
public enum BinanceStream {
    BOOK_TICKER("bookTicker"),
    TRADE("trade"),
    TICKER("ticker"),
    MINI_TICKER("miniTicker"),
    KLINE("kline_1m"),
    DEPTH("depth@100ms");

    /** Currencies that prices are in; a symbol does not say where one ends and the other begins. */
    private static final List<String> QUOTES = List.of(
            "FDUSD", "USDT", "USDC", "BUSD", "TUSD", "BTC", "ETH", "BNB", "EUR", "TRY", "BRL", "GBP", "JPY", "DAI");

    private final String wireName;

    BinanceStream(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** The stream's name for an instrument, {@code btcusdt@bookTicker}. */
    public String of(Instrument instrument) {
        return symbol(instrument).toLowerCase(Locale.ROOT) + '@' + wireName;
    }

    /** The kind spelled {@code wireName}, or null. */
    public static @Nullable BinanceStream ofWireName(String wireName) {
        for (BinanceStream stream : values()) {
            if (stream.wireName.equals(wireName)) {
                return stream;
            }
        }
        return null;
    }

    /** Binance's spelling of an instrument that it has, {@code BTCUSDT}. */
    public static String symbol(Instrument instrument) {
        return requireNonNull(instrument.nameOn(Venue.BINANCE)).replace("-", "");
    }

    /** The pair in our spelling that Binance spells {@code symbol}, or null if no known currency ends it. */
    public static @Nullable String pairOf(String symbol) {
        for (String quote : QUOTES) {
            if (symbol.endsWith(quote) && symbol.length() > quote.length()) {
                String pair = symbol.substring(0, symbol.length() - quote.length()) + '-' + quote;
                return Instrument.isSymbol(pair) ? pair : null;
            }
        }
        return null;
    }
}

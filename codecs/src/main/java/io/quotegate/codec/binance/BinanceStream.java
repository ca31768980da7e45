package io.quotegate.codec.binance;

import io.quotegate.market.Instrument;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The streams that are read and written here. */
public enum BinanceStream {
    BOOK_TICKER("bookTicker"),
    TRADE("trade"),
    TICKER("ticker"),
    MINI_TICKER("miniTicker");

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

    /** Binance's spelling of an instrument, {@code BTCUSDT}. */
    public static String symbol(Instrument instrument) {
        return instrument.base() + instrument.quote();
    }
}

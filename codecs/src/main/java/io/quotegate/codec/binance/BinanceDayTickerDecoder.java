package io.quotegate.codec.binance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.Violation;
import io.quotegate.codec.json.Utf8Json;
import io.quotegate.codec.venue.DayTicker;
import io.quotegate.codec.venue.VenueTime;
import io.quotegate.market.Decimal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads all that a {@code ticker} or {@code miniTicker} event tells, for those who need more than the last price. Any thread. */
public final class BinanceDayTickerDecoder {
    private final JsonFactory factory = Utf8Json.factory();

    /**
     * Reads the raw event {@code text[from..to)}; what it does not tell stays as it is.
     *
     * @throws ProtocolException if it is not JSON
     */
    public void decode(byte[] text, int from, int to, DayTicker into) {
        try (JsonParser parser = factory.createParser(text, from, to - from)) {
            while (parser.nextToken() != null) {
                String name = parser.currentName();
                if (name == null || name.length() != 1) {
                    continue;
                }
                if (parser.currentToken() == JsonToken.VALUE_STRING) {
                    readDecimal(name.charAt(0), parser.getText(), into);
                } else if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                    readNumber(name.charAt(0), parser.getLongValue(), into);
                }
            }
        } catch (IOException e) {
            throw new ProtocolException(Violation.MALFORMED, "not a ticker: " + e.getMessage());
        }
    }

    private static void readDecimal(char name, String value, DayTicker into) {
        Decimal target = target(name, into);
        if (target != null) {
            target.parse(value);
        }
    }

    private static @Nullable Decimal target(char name, DayTicker into) {
        return switch (name) {
            case 'p' -> into.change;
            case 'P' -> into.changePercent;
            case 'w' -> into.average;
            case 'c' -> into.last;
            case 'Q' -> into.lastSize;
            case 'b' -> into.top.bid;
            case 'B' -> into.top.bidSize;
            case 'a' -> into.top.ask;
            case 'A' -> into.top.askSize;
            case 'o' -> into.open;
            case 'h' -> into.high;
            case 'l' -> into.low;
            case 'v' -> into.volume;
            case 'q' -> into.quoteVolume;
            default -> null;
        };
    }

    private static void readNumber(char name, long value, DayTicker into) {
        switch (name) {
            case 'E' -> into.timeNs = VenueTime.toNs(value);
            case 'O' -> into.openTimeNs = VenueTime.toNs(value);
            case 'F' -> into.firstTradeId = value;
            case 'L' -> into.lastTradeId = value;
            case 'n' -> into.trades = value;
            default -> {}
        }
    }
}

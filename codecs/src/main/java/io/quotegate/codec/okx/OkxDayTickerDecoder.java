package io.quotegate.codec.okx;

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

/** Reads all that a {@code tickers} push tells, for those who need more than the last price. Any thread. */
public final class OkxDayTickerDecoder {
    private final JsonFactory factory = Utf8Json.factory();

    /**
     * Reads the push {@code text[from..to)}; what it does not tell stays as it is.
     *
     * @throws ProtocolException if it is not JSON
     */
    public void decode(byte[] text, int from, int to, DayTicker into) {
        try (JsonParser parser = factory.createParser(text, from, to - from)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_STRING && parser.currentName() != null) {
                    read(parser.currentName(), parser.getText(), into);
                }
            }
        } catch (IOException | NumberFormatException e) {
            throw new ProtocolException(Violation.MALFORMED, "not a ticker: " + e.getMessage());
        }
    }

    private static void read(String name, String value, DayTicker into) {
        if (name.equals("ts")) {
            into.timeNs = VenueTime.toNs(Long.parseLong(value));
            return;
        }
        Decimal target = target(name, into);
        if (target != null) {
            target.parse(value);
        }
    }

    private static @Nullable Decimal target(String name, DayTicker into) {
        return switch (name) {
            case "last" -> into.last;
            case "lastSz" -> into.lastSize;
            case "askPx" -> into.top.ask;
            case "askSz" -> into.top.askSize;
            case "bidPx" -> into.top.bid;
            case "bidSz" -> into.top.bidSize;
            case "open24h" -> into.open;
            case "high24h" -> into.high;
            case "low24h" -> into.low;
            case "volCcy24h" -> into.quoteVolume;
            case "vol24h" -> into.volume;
            default -> null;
        };
    }
}

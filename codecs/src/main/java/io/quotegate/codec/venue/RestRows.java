package io.quotegate.codec.venue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.quotegate.api.Refusal;
import io.quotegate.codec.json.Utf8Json;
import io.quotegate.market.Candle;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instrument;
import io.quotegate.market.Trade;
import io.quotegate.market.Venue;
import io.quotegate.text.PlainDecimal;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the rows of a venue's REST answer, each an array or an object of plain values. Any thread. */
public final class RestRows {
    private static final int NS_PER_US = 1000;
    private static final int MAX_DEPTH = 8;
    private static final JsonFactory JSON =
            Utf8Json.factory(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH));

    private RestRows() {}

    /** A parser that stands before the first token of {@code json}. */
    public static JsonParser parser(byte[] json) throws IOException {
        return JSON.createParser(json);
    }

    /**
     * What a venue's list of pairs calls what is read of it.
     *
     * @param name    the venue's own of the pair: base and quote with {@code between} between them
     * @param state   whether it is traded
     */
    public record PairNames(String name, String base, String quote, String between, String state) {}

    /** The pairs in the array of objects that {@code parser} stands at, in house spelling, of those in one of {@code states}. */
    public static Set<String> pairs(JsonParser parser, PairNames names, Set<String> states) throws IOException {
        expect(parser, JsonToken.START_ARRAY);
        Set<String> pairs = new LinkedHashSet<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser, JsonToken.START_OBJECT);
            Map<String, String> row = new HashMap<>();
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    row.put(field, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
            String base = row.getOrDefault(names.base, "");
            String quote = row.getOrDefault(names.quote, "");
            boolean usual = (base + names.between + quote).equals(row.get(names.name));
            String symbol = base + '-' + quote;
            if (usual && states.contains(row.getOrDefault(names.state, "")) && Instrument.isSymbol(symbol)) {
                pairs.add(symbol);
            }
        }
        return pairs;
    }

    /** The arrays in the array that {@code parser} stands at, their values as text. */
    public static List<List<String>> arrays(JsonParser parser) throws IOException {
        expect(parser, JsonToken.START_ARRAY);
        List<List<String>> rows = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser, JsonToken.START_ARRAY);
            List<String> row = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (!parser.currentToken().isScalarValue()) {
                    throw new IOException("a row holds a value that is not plain");
                }
                row.add(parser.getText());
            }
            rows.add(row);
        }
        return rows;
    }

    /**
     * A number that is not negative, with the digits it was written with.
     *
     * @throws NumberFormatException if it is none, or would be longer than {@link Decimal#MAX_LENGTH} written out
     */
    public static BigDecimal number(String text) {
        BigDecimal number = text.length() > Decimal.MAX_LENGTH ? null : new BigDecimal(text);
        if (number == null
                || number.signum() < 0
                || Math.abs((long) number.scale()) + number.precision() > Decimal.MAX_LENGTH) {
            throw new NumberFormatException(text);
        }
        return number;
    }

    /**
     * The same without zeros at its end, as a sum of others is written.
     *
     * @throws NumberFormatException as {@link #number}
     */
    public static BigDecimal plain(String text) {
        return PlainDecimal.of(number(text));
    }

    /**
     * A whole number of something, or by which something goes; -1, for one that is not known, where it is negative.
     *
     * @throws NumberFormatException if it is none
     */
    public static long count(String text) {
        return Math.max(-1, Long.parseLong(text));
    }

    /** Makes a candle of one row. */
    @FunctionalInterface
    public interface CandleReader {
        Candle read(List<String> row) throws IOException;
    }

    /**
     * The candles of {@code rows}, without those of price zero.
     *
     * @param name of one of them, for messages
     */
    public static List<Candle> candles(String name, List<List<String>> rows, CandleReader reader) throws IOException {
        List<Candle> candles = new ArrayList<>(rows.size());
        try {
            for (List<String> row : rows) {
                Candle candle = reader.read(row);
                if (candle.openTimeUs() == 0) {
                    throw new IOException("a " + name + " without time");
                }
                if (hasPrices(candle)) {
                    candles.add(candle);
                }
            }
        } catch (NumberFormatException e) {
            throw new IOException(
                    "a " + name + " holds what is no number: " + Refusal.shown(String.valueOf(e.getMessage())), e);
        }
        return candles;
    }

    private static boolean hasPrices(Candle candle) {
        return Stream.of(candle.open(), candle.high(), candle.low(), candle.close())
                .allMatch(price -> price != null && price.signum() > 0);
    }

    /** Finds the meaning of one field of a trade's object, at whose value {@code parser} stands. */
    @FunctionalInterface
    public interface TradeField {
        /** @throws NumberFormatException if the value is no number and should be one */
        void read(String name, JsonParser parser, TradeRow into) throws IOException;
    }

    /** A trade while its object is read. */
    public static final class TradeRow {
        private final Decimal price = new Decimal();
        private final Decimal size = new Decimal();
        private long tradeId = -1;
        private boolean takerBuys;
        private long timeUs;

        public void price(String text) {
            set(price, text);
        }

        public void size(String text) {
            set(size, text);
        }

        private static void set(Decimal decimal, String text) {
            byte[] bytes = text.getBytes(US_ASCII);
            if (decimal.parseScientific(bytes, 0, bytes.length) != Decimal.Parsed.OK) {
                throw new NumberFormatException(text);
            }
        }

        public void tradeId(String text) {
            tradeId = count(text);
        }

        public void takerBuys(boolean buys) {
            takerBuys = buys;
        }

        /** In milli-, micro- or nanoseconds since the epoch. */
        public void time(String text) {
            timeUs = VenueTime.toNs(Long.parseLong(text)) / NS_PER_US;
        }

        /** A price of nothing is none. */
        private boolean hasPrice() {
            return price.isAbsent() || price.mantissa() > 0;
        }

        /**
         * The trade that was read.
         *
         * @param count how many fills it joins; 0 where that is not told
         * @throws IOException if anything that it must have is missing
         */
        public Trade trade(Instrument pair, Venue venue, long count) throws IOException {
            if (price.isAbsent() || size.isAbsent() || size.mantissa() < 0 || timeUs == 0) {
                throw new IOException("a trade without price, size or time");
            }
            return new Trade(
                    pair,
                    venue,
                    tradeId,
                    count,
                    price.mantissa(),
                    price.format(),
                    size.mantissa(),
                    size.format(),
                    takerBuys,
                    timeUs);
        }
    }

    /**
     * The trades in the array of objects that {@code parser} stands at, as they come, without those of price zero.
     *
     * @param count how many fills each joins; 0 where that is not told
     */
    public static List<Trade> trades(JsonParser parser, Instrument pair, Venue venue, long count, TradeField field)
            throws IOException {
        expect(parser, JsonToken.START_ARRAY);
        List<Trade> trades = new ArrayList<>();
        try {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                expect(parser, JsonToken.START_OBJECT);
                TradeRow row = new TradeRow();
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    parser.nextToken();
                    field.read(name, parser, row);
                }
                if (row.hasPrice()) {
                    trades.add(row.trade(pair, venue, count));
                }
            }
        } catch (NumberFormatException e) {
            throw new IOException(
                    "a trade holds what is no number: " + Refusal.shown(String.valueOf(e.getMessage())), e);
        }
        return trades;
    }

    /** Fails unless {@code parser} stands at {@code token}. */
    public static void expect(JsonParser parser, JsonToken token) throws IOException {
        if (parser.currentToken() != token) {
            throw new IOException("not of the form expected: " + parser.currentToken() + " (expected: " + token + ')');
        }
    }
}

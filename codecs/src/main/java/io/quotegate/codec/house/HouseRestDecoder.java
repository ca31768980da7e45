package io.quotegate.codec.house;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quotegate.codec.venue.RestRows;
import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Trade;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the candles and trades of another quotegate, as {@code /v1/candles} and {@code /v1/trades} answer them. What a venue
 * that is not known here has made is left out. Stateless: any thread.
 */
public final class HouseRestDecoder {
    private HouseRestDecoder() {}

    /**
     * The candles of an answer, the oldest first as they come.
     *
     * @throws IOException if it is none
     */
    public static List<Candle> candles(byte[] json, Instrument pair) throws IOException {
        List<Candle> candles = new ArrayList<>();
        try {
            for (Row row : rows(json, "candles")) {
                Venue venue = row.venue();
                if (venue != null) {
                    candles.add(candle(row, pair, venue));
                }
            }
        } catch (NumberFormatException e) {
            throw new IOException("a candle holds what is no number", e);
        }
        return candles;
    }

    private static Candle candle(Row row, Instrument pair, Venue venue) throws IOException {
        String trades = row.fields.get("trades");
        return Candle.of(pair, venue, Long.parseLong(row.text("openTime")))
                .withPrices(row.number("open"), row.number("high"), row.number("low"), row.number("close"))
                .withVolumes(RestRows.plain(row.text("volume")), RestRows.plain(row.text("quoteVolume")))
                .withTrades(trades == null ? Candle.UNKNOWN : RestRows.count(trades), row.number("takerBuyVolume"))
                .withComplete(Boolean.parseBoolean(row.text("complete")));
    }

    /**
     * The trades of an answer that {@code venue} made, the newest first as they come.
     *
     * @throws IOException if it is none
     */
    public static List<Trade> trades(byte[] json, Instrument pair, Venue venue) throws IOException {
        List<Trade> trades = new ArrayList<>();
        try {
            for (Row row : rows(json, "trades")) {
                if (row.venue() == venue) {
                    trades.add(trade(row, pair, venue));
                }
            }
        } catch (NumberFormatException e) {
            throw new IOException("a trade holds what is no number", e);
        }
        return trades;
    }

    private static Trade trade(Row row, Instrument pair, Venue venue) throws IOException {
        RestRows.TradeRow trade = new RestRows.TradeRow();
        String id = row.fields.get("id");
        if (id != null) {
            trade.tradeId(id);
        }
        trade.price(row.text("price"));
        trade.size(row.text("size"));
        trade.takerBuys(row.text("side").equals("buy"));
        trade.time(row.text("time"));
        return trade.trade(pair, venue, 0);
    }

    /** The plain values of one object; what is null is not there. */
    private record Row(Map<String, String> fields) {
        String text(String name) throws IOException {
            String text = fields.get(name);
            if (text == null) {
                throw new IOException("no " + name);
            }
            return text;
        }

        @Nullable
        BigDecimal number(String name) {
            String text = fields.get(name);
            return text == null ? null : RestRows.number(text);
        }

        @Nullable
        Venue venue() throws IOException {
            return Venue.ofWireName(text("venue"));
        }
    }

    private static List<Row> rows(byte[] json, String list) throws IOException {
        try (JsonParser parser = RestRows.parser(json)) {
            parser.nextToken();
            RestRows.expect(parser, JsonToken.START_OBJECT);
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                if (name.equals(list)) {
                    return rows(parser);
                }
                parser.skipChildren();
            }
        }
        throw new IOException("no " + list);
    }

    private static List<Row> rows(JsonParser parser) throws IOException {
        RestRows.expect(parser, JsonToken.START_ARRAY);
        List<Row> rows = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            RestRows.expect(parser, JsonToken.START_OBJECT);
            Map<String, String> fields = new HashMap<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                    fields.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
            rows.add(new Row(fields));
        }
        return rows;
    }
}

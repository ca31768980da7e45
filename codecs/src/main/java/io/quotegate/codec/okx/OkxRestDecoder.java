package io.quotegate.codec.okx;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quotegate.codec.RestRows;
import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import io.quotegate.market.VenueTime;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the answers of OKX's public REST interface. Stateless: any thread.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#order-book-trading-market-data">OKX API v5, Market Data</a>
 */
public final class OkxRestDecoder {
    private static final int NS_PER_US = 1000;
    private static final int FIELDS = 9;
    private static final String OK = "0";
    private static final String CLOSED = "1";

    private OkxRestDecoder() {}

    /** A row of {@code /market/trades} or {@code /market/history-trades}. */
    public record TradeRow(long tradeId, long timeUs, BigDecimal size, boolean takerBuys) {}

    /**
     * The candles of an answer of {@code /market/candles} or {@code /market/history-candles}, the newest first as they
     * come. They do not tell how many trades there were, nor what takers bought.
     *
     * @throws IOException if it is none, or says that something was wrong
     */
    public static List<Candle> candles(byte[] json, Instrument pair) throws IOException {
        List<List<String>> rows = List.of();
        try (JsonParser parser = RestRows.parser(json)) {
            toData(parser);
            rows = RestRows.arrays(parser);
        }
        return RestRows.candles("candle", rows, row -> candle(row, pair));
    }

    private static Candle candle(List<String> row, Instrument pair) throws IOException {
        if (row.size() < FIELDS) {
            throw new IOException("a candle of " + row.size() + " values (expected: " + FIELDS + ')');
        }
        return new Candle(
                pair,
                Venue.OKX,
                VenueTime.toNs(Long.parseLong(row.get(0))) / NS_PER_US,
                new BigDecimal(row.get(1)),
                new BigDecimal(row.get(2)),
                new BigDecimal(row.get(3)),
                new BigDecimal(row.get(4)),
                plain(row.get(5)),
                plain(row.get(6)),
                Candle.UNKNOWN,
                null,
                row.get(8).equals(CLOSED));
    }

    private static BigDecimal plain(String text) {
        BigDecimal stripped = new BigDecimal(text).stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /**
     * The rows of an answer of {@code /market/trades}, the newest first as they come.
     *
     * @throws IOException if it is none, or says that something was wrong
     */
    public static List<TradeRow> trades(byte[] json) throws IOException {
        List<TradeRow> rows = new ArrayList<>();
        try (JsonParser parser = RestRows.parser(json)) {
            toData(parser);
            RestRows.expect(parser, JsonToken.START_ARRAY);
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                rows.add(trade(parser));
            }
        } catch (NumberFormatException e) {
            throw new IOException("a trade holds what is no number: " + e.getMessage(), e);
        }
        return rows;
    }

    private static TradeRow trade(JsonParser parser) throws IOException {
        long tradeId = -1;
        long timeUs = 0;
        BigDecimal size = BigDecimal.ZERO;
        boolean takerBuys = false;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "tradeId" -> tradeId = Long.parseLong(parser.getText());
                case "ts" -> timeUs = VenueTime.toNs(Long.parseLong(parser.getText())) / NS_PER_US;
                case "sz" -> size = new BigDecimal(parser.getText());
                case "side" -> takerBuys = parser.getText().equals("buy");
                default -> parser.skipChildren();
            }
        }
        return new TradeRow(tradeId, timeUs, size, takerBuys);
    }

    /** Moves to the value of {@code data}. */
    private static void toData(JsonParser parser) throws IOException {
        parser.nextToken();
        RestRows.expect(parser, JsonToken.START_OBJECT);
        String code = OK;
        String message = "";
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "code" -> code = parser.getText();
                case "msg" -> message = parser.getText();
                case "data" -> {
                    if (code.equals(OK)) {
                        return;
                    }
                    parser.skipChildren();
                }
                default -> parser.skipChildren();
            }
        }
        throw new IOException("no data: " + code + ' ' + message);
    }
}

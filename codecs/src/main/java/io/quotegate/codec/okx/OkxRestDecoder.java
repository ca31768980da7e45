package io.quotegate.codec.okx;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quotegate.api.Refusal;
import io.quotegate.codec.venue.RestRows;
import io.quotegate.codec.venue.VenueTime;
import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Trade;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.util.List;
import java.util.Set;

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
    /** States of what is traded, or was and is going to be; {@code preopen} and {@code test} are not. */
    private static final Set<String> LISTED = Set.of("live", "suspend", "post_only");

    private OkxRestDecoder() {}

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
        return Candle.of(pair, Venue.OKX, VenueTime.toNs(Long.parseLong(row.get(0))) / NS_PER_US)
                .withPrices(
                        RestRows.number(row.get(1)),
                        RestRows.number(row.get(2)),
                        RestRows.number(row.get(3)),
                        RestRows.number(row.get(4)))
                .withVolumes(RestRows.plain(row.get(5)), RestRows.plain(row.get(6)))
                .withTradesUnknown()
                .withComplete(row.get(8).equals(CLOSED));
    }

    /**
     * The trades of an answer of {@code /market/trades}, the newest first as they come.
     *
     * @throws IOException if it is none, or says that something was wrong
     */
    public static List<Trade> trades(byte[] json, Instrument pair) throws IOException {
        try (JsonParser parser = RestRows.parser(json)) {
            toData(parser);
            return RestRows.trades(parser, pair, Venue.OKX, 0, OkxRestDecoder::tradeField);
        }
    }

    private static void tradeField(String name, JsonParser parser, RestRows.TradeRow row) throws IOException {
        switch (name) {
            case "tradeId" -> row.tradeId(parser.getText());
            case "ts" -> row.time(parser.getText());
            case "px" -> row.price(parser.getText());
            case "sz" -> row.size(parser.getText());
            case "side" -> row.takerBuys(parser.getText().equals("buy"));
            default -> parser.skipChildren();
        }
    }

    /**
     * The pairs of an answer of {@code /public/instruments}, in house spelling, but for those that are not traded yet.
     *
     * @throws IOException if it is none, or says that something was wrong
     */
    public static Set<String> pairs(byte[] json) throws IOException {
        try (JsonParser parser = RestRows.parser(json)) {
            toData(parser);
            return RestRows.pairs(
                    parser, new RestRows.PairNames("instId", "baseCcy", "quoteCcy", "-", "state"), LISTED);
        }
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
        throw new IOException("no data: " + Refusal.shown(code) + ' ' + Refusal.shown(message));
    }
}

package io.quotegate.codec.binance;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
 * Reads the answers of Binance's public REST interface. Stateless: any thread.
 *
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints">Binance spot
 *     REST API, Market data endpoints</a>
 */
public final class BinanceRestDecoder {
    private static final int NS_PER_US = 1000;
    private static final int FIELDS = 11;
    /** {@code BREAK} is what is traded no more. */
    private static final Set<String> LISTED = Set.of("TRADING", "HALT", "CANCEL_ONLY");

    private BinanceRestDecoder() {}

    /**
     * The candles of an answer of {@code /klines}, the oldest first as they come. An answer does not say whether the
     * last one is still open, so that all are called complete.
     *
     * @throws IOException if it is none
     */
    public static List<Candle> klines(byte[] json, Instrument pair) throws IOException {
        List<List<String>> rows = List.of();
        try (JsonParser parser = RestRows.parser(json)) {
            parser.nextToken();
            rows = RestRows.arrays(parser);
        }
        return RestRows.candles("kline", rows, row -> kline(row, pair));
    }

    private static Candle kline(List<String> row, Instrument pair) throws IOException {
        if (row.size() < FIELDS) {
            throw new IOException("a kline of " + row.size() + " values (expected: " + FIELDS + ')');
        }
        return Candle.of(pair, Venue.BINANCE, VenueTime.toNs(Long.parseLong(row.get(0))) / NS_PER_US)
                .withPrices(
                        RestRows.number(row.get(1)),
                        RestRows.number(row.get(2)),
                        RestRows.number(row.get(3)),
                        RestRows.number(row.get(4)))
                .withVolumes(RestRows.plain(row.get(5)), RestRows.plain(row.get(7)))
                .withTrades(RestRows.count(row.get(8)), RestRows.plain(row.get(9)));
    }

    /**
     * The trades of an answer of {@code /trades}, the oldest first as they come.
     *
     * @throws IOException if it is none
     */
    public static List<Trade> trades(byte[] json, Instrument pair) throws IOException {
        try (JsonParser parser = RestRows.parser(json)) {
            parser.nextToken();
            return RestRows.trades(parser, pair, Venue.BINANCE, 1, BinanceRestDecoder::tradeField);
        }
    }

    /**
     * The pairs of an answer of {@code /exchangeInfo}, in house spelling, but for those that are not traded any more, which
     * stay in it.
     *
     * @throws IOException if it is none
     */
    public static Set<String> pairs(byte[] json) throws IOException {
        try (JsonParser parser = RestRows.parser(json)) {
            parser.nextToken();
            RestRows.expect(parser, JsonToken.START_OBJECT);
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                if (name.equals("symbols")) {
                    return RestRows.pairs(
                            parser, new RestRows.PairNames("symbol", "baseAsset", "quoteAsset", "", "status"), LISTED);
                }
                parser.skipChildren();
            }
        }
        throw new IOException("no symbols");
    }

    private static void tradeField(String name, JsonParser parser, RestRows.TradeRow row) throws IOException {
        switch (name) {
            case "id" -> row.tradeId(parser.getText());
            case "time" -> row.time(parser.getText());
            case "price" -> row.price(parser.getText());
            case "qty" -> row.size(parser.getText());
            case "isBuyerMaker" -> row.takerBuys(!parser.getBooleanValue());
            default -> parser.skipChildren();
        }
    }
}

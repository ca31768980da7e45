package io.quotegate.codec.binance;

import io.quotegate.codec.venue.DayTicker;
import io.quotegate.codec.venue.TradingRules;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instrument;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.text.ByteWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Writes the answers of Binance's public REST interface, or the rows of those that are lists. Times are in
 * milliseconds, or in microseconds for a request that asked for them. Stateless: any thread, each with its own writer.
 *
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints">Binance spot
 *     REST API, Market data endpoints</a>
 */
public final class BinanceRestEncoder {
    private static final int PLACES = 8; // of every price and quantity
    private static final String LARGEST = "9000000.00000000";
    private static final String FLAGS = "\"icebergAllowed\":true,\"ocoAllowed\":true,\"otoAllowed\":true,"
            + "\"quoteOrderQtyMarketAllowed\":true,\"allowTrailingStop\":true,\"cancelReplaceAllowed\":true,"
            + "\"amendAllowed\":true,\"isSpotTradingAllowed\":true,\"isMarginTradingAllowed\":false,";

    private BinanceRestEncoder() {}

    /** Says what is wrong with a request. */
    public static void error(ByteWriter out, int code, String message) {
        out.ascii("{\"code\":")
                .number(code)
                .ascii(",\"msg\":")
                .jsonString(message)
                .put('}');
    }

    /** Answers {@code /time}. */
    public static void time(ByteWriter out, long timeNs, TimeUnit unit) {
        out.ascii("{\"serverTime\":").number(in(unit, timeNs)).put('}');
    }

    /** Answers {@code /exchangeInfo}. */
    public static void exchangeInfo(
            ByteWriter out, List<TradingRules> symbols, int weightPerMinute, long timeNs, TimeUnit unit) {
        out.ascii("{\"timezone\":\"UTC\",\"serverTime\":").number(in(unit, timeNs));
        out.ascii(",\"rateLimits\":[{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,");
        out.ascii("\"limit\":").number(weightPerMinute);
        out.ascii("},{\"rateLimitType\":\"RAW_REQUESTS\",\"interval\":\"MINUTE\",\"intervalNum\":5,\"limit\":300000}]");
        out.ascii(",\"exchangeFilters\":[],\"symbols\":[");
        for (int i = 0; i < symbols.size(); i++) {
            out.ascii(i == 0 ? "" : ",");
            symbol(out, symbols.get(i));
        }
        out.ascii("]}");
    }

    private static void symbol(ByteWriter out, TradingRules rules) {
        Instrument instrument = rules.instrument();
        out.ascii("{\"symbol\":").jsonString(BinanceStream.symbol(instrument)).ascii(",\"status\":\"TRADING\",");
        out.ascii("\"baseAsset\":").jsonString(instrument.base()).ascii(",\"baseAssetPrecision\":8,");
        out.ascii("\"quoteAsset\":").jsonString(instrument.quote()).ascii(",\"quotePrecision\":8,");
        out.ascii("\"quoteAssetPrecision\":8,\"baseCommissionPrecision\":8,\"quoteCommissionPrecision\":8,");
        out.ascii("\"orderTypes\":[\"LIMIT\",\"LIMIT_MAKER\",\"MARKET\",\"STOP_LOSS\",\"STOP_LOSS_LIMIT\",");
        out.ascii("\"TAKE_PROFIT\",\"TAKE_PROFIT_LIMIT\"],").ascii(FLAGS).ascii("\"filters\":[");
        filters(out, step(rules.priceScale()), step(rules.sizeScale()));
        out.ascii("],\"permissions\":[],\"permissionSets\":[[\"SPOT\"]],");
        out.ascii("\"defaultSelfTradePreventionMode\":\"EXPIRE_MAKER\",");
        out.ascii("\"allowedSelfTradePreventionModes\":[\"EXPIRE_TAKER\",\"EXPIRE_MAKER\",\"EXPIRE_BOTH\"]}");
    }

    private static void filters(ByteWriter out, String tick, String lot) {
        out.ascii("{\"filterType\":\"PRICE_FILTER\",\"minPrice\":\"").ascii(tick);
        out.ascii("\",\"maxPrice\":\"").ascii(LARGEST);
        out.ascii("\",\"tickSize\":\"").ascii(tick);
        out.ascii("\"},{\"filterType\":\"LOT_SIZE\",\"minQty\":\"").ascii(lot);
        out.ascii("\",\"maxQty\":\"").ascii(LARGEST);
        out.ascii("\",\"stepSize\":\"").ascii(lot);
        out.ascii("\"},{\"filterType\":\"MARKET_LOT_SIZE\",\"minQty\":\"0.00000000\",\"maxQty\":\"")
                .ascii(LARGEST);
        out.ascii("\",\"stepSize\":\"0.00000000\"},{\"filterType\":\"ICEBERG_PARTS\",\"limit\":10},");
        out.ascii("{\"filterType\":\"PERCENT_PRICE_BY_SIDE\",\"bidMultiplierUp\":\"5\",\"bidMultiplierDown\":\"0.2\",");
        out.ascii("\"askMultiplierUp\":\"5\",\"askMultiplierDown\":\"0.2\",\"avgPriceMins\":5},");
        out.ascii("{\"filterType\":\"NOTIONAL\",\"minNotional\":\"5.00000000\",\"applyMinToMarket\":true,");
        out.ascii("\"maxNotional\":\"").ascii(LARGEST).ascii("\",\"applyMaxToMarket\":false,\"avgPriceMins\":5},");
        out.ascii("{\"filterType\":\"MAX_NUM_ORDERS\",\"maxNumOrders\":200}");
    }

    private static String step(int scale) {
        int places = Math.max(scale, PLACES);
        return BigDecimal.ONE
                .movePointLeft(scale)
                .setScale(places, RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    /** A row of {@code /ticker/price}. */
    public static void price(ByteWriter out, String symbol, Decimal last) {
        begin(out, symbol);
        member(out, "price", last).put('}');
    }

    /** A row of {@code /ticker/bookTicker}. */
    public static void bookTicker(ByteWriter out, String symbol, TopUpdate top) {
        begin(out, symbol);
        bookMembers(out, top);
        out.put('}');
    }

    private static void bookMembers(ByteWriter out, TopUpdate top) {
        member(out, "bidPrice", top.bid);
        member(out, "bidQty", top.bidSize);
        member(out, "askPrice", top.ask);
        member(out, "askQty", top.askSize);
    }

    /** A row of {@code /ticker/24hr}. */
    public static void dayTicker(ByteWriter out, String symbol, DayTicker day, TimeUnit unit) {
        begin(out, symbol);
        member(out, "priceChange", day.change);
        member(out, "priceChangePercent", day.changePercent);
        member(out, "weightedAvgPrice", day.average);
        member(out, "prevClosePrice", day.open);
        member(out, "lastPrice", day.last);
        member(out, "lastQty", day.lastSize);
        bookMembers(out, day.top);
        member(out, "openPrice", day.open);
        member(out, "highPrice", day.high);
        member(out, "lowPrice", day.low);
        member(out, "volume", day.volume);
        member(out, "quoteVolume", day.quoteVolume);
        out.ascii(",\"openTime\":").number(in(unit, day.openTimeNs));
        out.ascii(",\"closeTime\":").number(in(unit, day.timeNs));
        out.ascii(",\"firstId\":")
                .number(day.firstTradeId)
                .ascii(",\"lastId\":")
                .number(day.lastTradeId);
        out.ascii(",\"count\":").number(day.trades).put('}');
    }

    /** A row of {@code /trades}. */
    public static void trade(ByteWriter out, TradeUpdate trade, TimeUnit unit) {
        out.ascii("{\"id\":").number(trade.tradeId);
        member(out, "price", trade.price);
        member(out, "qty", trade.size);
        out.ascii(",\"quoteQty\":\"").ascii(product(trade.price, trade.size));
        out.ascii("\",\"time\":").number(in(unit, trade.exchangeTimeNs));
        out.ascii(trade.takerBuys ? ",\"isBuyerMaker\":false" : ",\"isBuyerMaker\":true");
        out.ascii(",\"isBestMatch\":true}");
    }

    private static String product(Decimal price, Decimal size) {
        BigDecimal priceValue = price.toBigDecimal();
        BigDecimal sizeValue = size.toBigDecimal();
        BigDecimal product = priceValue == null || sizeValue == null ? BigDecimal.ZERO : priceValue.multiply(sizeValue);
        return product.setScale(PLACES, RoundingMode.DOWN).toPlainString();
    }

    /** A row of {@code /aggTrades} in which each trade stands alone. */
    public static void aggregateTrade(ByteWriter out, TradeUpdate trade, TimeUnit unit) {
        out.ascii("{\"a\":").number(trade.tradeId);
        member(out, "p", trade.price);
        member(out, "q", trade.size);
        out.ascii(",\"f\":").number(trade.tradeId).ascii(",\"l\":").number(trade.tradeId);
        out.ascii(",\"T\":").number(in(unit, trade.exchangeTimeNs));
        out.ascii(trade.takerBuys ? ",\"m\":false" : ",\"m\":true").ascii(",\"M\":true}");
    }

    private static void begin(ByteWriter out, String symbol) {
        out.ascii("{\"symbol\":").jsonString(symbol);
    }

    private static ByteWriter member(ByteWriter out, String name, Decimal value) {
        return BinanceEncoder.value(out.ascii(",\"").ascii(name).ascii("\":"), value);
    }

    private static long in(TimeUnit unit, long timeNs) {
        return unit.convert(timeNs, TimeUnit.NANOSECONDS);
    }
}

package io.quotegate.codec.json;

import static io.quotegate.codec.json.JsonEvents.event;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quotegate.api.ClientRequest;
import io.quotegate.api.CoinPrice;
import io.quotegate.api.ConversionResult;
import io.quotegate.api.Farewell;
import io.quotegate.api.Indicators;
import io.quotegate.api.PushChannel;
import io.quotegate.api.Refusal;
import io.quotegate.api.RejectedPair;
import io.quotegate.api.Resume;
import io.quotegate.api.Right;
import io.quotegate.codec.ChatEncoder;
import io.quotegate.codec.FileEncoder;
import io.quotegate.codec.GameEncoder;
import io.quotegate.codec.MessageEncoder;
import io.quotegate.codec.PairBytes;
import io.quotegate.market.Candle;
import io.quotegate.market.CandleInterval;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.Trade;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.market.book.BookPush;
import io.quotegate.ring.QuoteSource;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The JSON messages of the gateway. One per event loop: it holds a scratch quote. Fields stand in the order that
 * {@code docs/PROTOCOL.md} shows them.
 */
public final class JsonMessageEncoder implements MessageEncoder {
    private static final byte[] QUOTE_PUSH = "{\"channel\":\"quotes\",".getBytes(US_ASCII);
    private static final byte[] TRADE_PUSH = "{\"channel\":\"trades\",".getBytes(US_ASCII);
    private static final byte[] PRICE = "\":\"".getBytes(US_ASCII);
    private static final byte[] DROPS = ",\"drops\":".getBytes(US_ASCII);
    private static final int NS_PER_US = 1000;

    private final Instruments instruments;
    private final PairBytes symbols;
    private final QuoteJson quoteJson;
    private final TradeJson tradeJson;
    private final BookJson bookJson;
    private final QuoteFlyweight scratch = new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);

    public JsonMessageEncoder(Instruments instruments) {
        this.instruments = instruments;
        this.symbols = PairBytes.symbols(instruments);
        this.quoteJson = new QuoteJson(instruments);
        this.tradeJson = new TradeJson(instruments);
        this.bookJson = new BookJson(instruments);
    }

    @Override
    public void quotePush(ByteWriter out, QuoteFlyweight quote, long drops) {
        out.put(QUOTE_PUSH);
        quoteJson.fields(out, quote);
        endPush(out, drops);
    }

    @Override
    public void statusPush(ByteWriter out, StatusFlyweight status) {
        int instrumentId = status.instrumentId();
        out.ascii("{\"channel\":\"status\",\"type\":\"").ascii(status.type().wireName());
        out.ascii("\",\"venue\":\"").ascii(status.venue().wireName()).ascii("\",\"pair\":");
        if (instrumentId == StatusFlyweight.NO_INSTRUMENT) {
            out.ascii("null");
        } else {
            out.jsonString(instruments.byId(instrumentId).symbol());
        }
        out.ascii(",\"reason\":\"").ascii(status.reason().wireName());
        out.ascii("\",\"time\":").number(status.timeNs() / NS_PER_US).put('}');
    }

    @Override
    public void tradePush(ByteWriter out, TradeFlyweight trade, long drops) {
        out.put(TRADE_PUSH);
        tradeJson.fields(out, trade);
        endPush(out, drops);
    }

    @Override
    public void bookPush(ByteWriter out, BookPush book) {
        bookJson.push(out, book);
    }

    @Override
    public void book(ByteWriter out, @Nullable String id, BookPush book) {
        bookJson.object(event(out, "book", id).ascii(",\"data\":"), book);
        out.put('}');
    }

    /** Appends the bare book. */
    public void bookObject(ByteWriter out, BookPush book) {
        bookJson.object(out, book);
    }

    @Override
    public void candlePush(ByteWriter out, Candle candle, long drops) {
        out.ascii("{\"channel\":\"candles\",\"pair\":").jsonString(candle.pair().symbol());
        CandleJson.fields(out.ascii(",\"interval\":\"1m\","), candle);
        endPush(out, drops);
    }

    private static void endPush(ByteWriter out, long drops) {
        if (drops > 0) {
            out.put(DROPS).number(drops);
        }
        out.put('}');
    }

    @Override
    public void candles(ByteWriter out, @Nullable String id, CandleInterval interval, List<Candle> candles) {
        event(out, "candles", id).ascii(",\"data\":{\"candles\":");
        CandleJson.array(out, candles);
        out.ascii("}}");
    }

    @Override
    public void heartbeat(ByteWriter out, long timeUs) {
        out.ascii("{\"event\":\"heartbeat\",\"time\":").number(timeUs).put('}');
    }

    @Override
    public void quote(ByteWriter out, @Nullable String id, QuoteFlyweight quote) {
        event(out, "quote", id).ascii(",\"data\":");
        quoteJson.object(out, quote);
        out.put('}');
    }

    @Override
    public void quotes(ByteWriter out, @Nullable String id, Instruments wanted, QuoteSource source) {
        event(out, "quotes", id).ascii(",\"data\":");
        quoteArray(out, wanted, source);
        out.put('}');
    }

    /** Appends {@code [{quote},...]} of each of {@code wanted} that has a quote. */
    public void quoteArray(ByteWriter out, Instruments wanted, QuoteSource source) {
        out.put('[');
        boolean first = true;
        for (Instrument instrument : wanted.all()) {
            if (source.read(instrument.id(), scratch)) {
                if (!first) {
                    out.put(',');
                }
                first = false;
                quoteJson.object(out, scratch);
            }
        }
        out.put(']');
    }

    /** Appends {@code {"BTC-USDT":"63707.3",...}}: the last price of each of {@code pairs} that has one. */
    public void lastPrices(ByteWriter out, List<Instrument> pairs, QuoteSource source) {
        out.put('{');
        boolean first = true;
        for (int i = 0; i < pairs.size(); i++) {
            int id = pairs.get(i).id();
            if (source.read(id, scratch) && !scratch.isAbsent(QuoteLayout.LAST)) {
                out.ascii(first ? "\"" : ",\"");
                first = false;
                out.put(symbols.of(id))
                        .put(PRICE)
                        .decimal(scratch.mantissa(QuoteLayout.LAST), scratch.format(QuoteLayout.LAST));
                out.put('"');
            }
        }
        out.put('}');
    }

    /** Appends an array of trades. */
    public void trades(ByteWriter out, List<Trade> trades) {
        tradeJson.array(out, trades);
    }

    /** Appends the bare quote. */
    public void quoteObject(ByteWriter out, QuoteFlyweight quote) {
        quoteJson.object(out, quote);
    }

    @Override
    public void subscribed(
            ByteWriter out,
            String instance,
            ClientRequest.Subscribe request,
            List<Instrument> pairs,
            List<RejectedPair> rejected,
            Resume.Outcome resumed) {
        event(out, "subscribed", request.id()).ascii(",\"instance\":").jsonString(instance);
        SubscribedJson.resumed(out, resumed);
        channelData(out, request.channel(), pairs);
        if (request.channel() == PushChannel.QUOTES) {
            out.ascii(",\"mode\":\"").ascii(request.mode().wireName()).put('"');
        }
        SubscribedJson.options(out, request, pairs, rejected);
        out.ascii("}}");
    }

    @Override
    public void unsubscribed(ByteWriter out, @Nullable String id, PushChannel channel, List<Instrument> pairs) {
        event(out, "unsubscribed", id);
        channelData(out, channel, pairs);
        out.ascii("}}");
    }

    private static void channelData(ByteWriter out, PushChannel channel, List<Instrument> pairs) {
        out.ascii(",\"data\":{\"channel\":\"").ascii(channel.wireName()).put('"');
        if (channel == PushChannel.QUOTES || channel == PushChannel.BOOKS) {
            SubscribedJson.pairs(out, pairs);
        }
    }

    @Override
    public void authenticated(ByteWriter out, @Nullable String id, String name, Set<Right> rights) {
        RightJson.members(event(out, "authenticated", id).put(','), name, rights);
        out.put('}');
    }

    @Override
    public void pong(ByteWriter out, @Nullable String id) {
        event(out, "pong", id).put('}');
    }

    @Override
    public void bye(ByteWriter out, @Nullable String id, String reason) {
        event(out, "bye", id).ascii(",\"reason\":").jsonString(reason).put('}');
    }

    @Override
    public void farewell(ByteWriter out, Farewell farewell) {
        event(out, "bye", null).ascii(",\"reason\":").jsonString(farewell.reason());
        if (farewell.retryMs() > 0) {
            out.ascii(",\"retryMs\":").number(farewell.retryMs());
        }
        if (!farewell.seq().isEmpty()) {
            String separator = ",\"seq\":{";
            for (Map.Entry<String, Long> pair : farewell.seq().entrySet()) {
                out.ascii(separator).jsonString(pair.getKey()).put(':').number(pair.getValue());
                separator = ",";
            }
            out.put('}');
        }
        out.put('}');
    }

    @Override
    public void market(ByteWriter out, @Nullable String id, List<CoinPrice> prices) {
        out.ascii("{\"status\":\"OK\",\"data\":{");
        for (int i = 0; i < prices.size(); i++) {
            if (i > 0) {
                out.put(',');
            }
            out.jsonString(prices.get(i).name()).put(':').ascii(number(prices.get(i)));
        }
        out.put('}');
        endMarket(out, id);
    }

    @Override
    public void marketCoin(ByteWriter out, @Nullable String id, CoinPrice price) {
        out.ascii("{\"status\":\"OK\",\"data\":").ascii(number(price));
        endMarket(out, id);
    }

    @Override
    public void marketError(ByteWriter out, @Nullable String id, Refusal refusal) {
        out.ascii("{\"status\":\"")
                .ascii(refusal.code().name())
                .ascii("\",\"data\":")
                .jsonString(refusal.message());
        endMarket(out, id);
    }

    @Override
    public void marketBye(ByteWriter out, @Nullable String id, String reason) {
        endMarket(out.ascii("{\"status\":\"OK\",\"data\":\"BYE\""), id);
    }

    private static String number(CoinPrice price) {
        return price.price() == null ? "null" : price.price();
    }

    private static void endMarket(ByteWriter out, @Nullable String id) {
        JsonEvents.id(out, id).put('}');
    }

    @Override
    public void conversion(ByteWriter out, @Nullable String id, ConversionResult conversion) {
        event(out, "convert", id).ascii(",\"data\":");
        ConversionJson.object(out, conversion);
        out.put('}');
    }

    @Override
    public void indicators(ByteWriter out, @Nullable String id, Indicators indicators) {
        event(out, "indicators", id).ascii(",\"data\":");
        IndicatorJson.object(out, indicators);
        out.put('}');
    }

    @Override
    public FileEncoder files() {
        return FileJson.ENCODER;
    }

    @Override
    public ChatEncoder chat() {
        return ChatJson.ENCODER;
    }

    @Override
    public GameEncoder game() {
        return GameJson.ENCODER;
    }

    @Override
    public void error(ByteWriter out, @Nullable String id, Refusal refusal) {
        out.ascii("{\"event\":\"error\",\"code\":\"").ascii(refusal.code().wireName());
        out.ascii("\",\"message\":").jsonString(refusal.message());
        JsonEvents.id(out, id).put('}');
    }
}

package io.quotegate.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quotegate.api.ClientRequest;
import io.quotegate.api.CoinPrice;
import io.quotegate.api.ConversionRequest;
import io.quotegate.api.ConversionResult;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.Farewell;
import io.quotegate.api.Indicators;
import io.quotegate.api.PushChannel;
import io.quotegate.api.Refusal;
import io.quotegate.api.Resume;
import io.quotegate.api.SubscribeOptions;
import io.quotegate.codec.json.JsonMessageEncoder;
import io.quotegate.codec.json.TradeJson;
import io.quotegate.codec.proto.ProtoMessageEncoder;
import io.quotegate.codec.proto.ProtoRequestDecoder;
import io.quotegate.codec.proto.v1.ByeNotice;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.ConversionRate;
import io.quotegate.codec.proto.v1.ConvertRequest;
import io.quotegate.codec.proto.v1.IndicatorFigures;
import io.quotegate.codec.proto.v1.IndicatorSamples;
import io.quotegate.codec.proto.v1.MarketRequest;
import io.quotegate.codec.proto.v1.Ping;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.QuoteRequest;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.codec.proto.v1.Subscribe;
import io.quotegate.market.Candle;
import io.quotegate.market.CandleInterval;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.StatusReason;
import io.quotegate.market.StatusType;
import io.quotegate.market.Trade;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuoteSource;
import io.quotegate.text.ByteWriter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageEncoderTest {
    private static final Instruments INSTRUMENTS = Instruments.of(List.of("BTC-USDT", "ETH-USDT"));

    private final ByteWriter out = new ByteWriter(16);
    private final JsonMessageEncoder json = new JsonMessageEncoder(INSTRUMENTS);
    private final ProtoMessageEncoder proto = new ProtoMessageEncoder(INSTRUMENTS);
    private final QuoteFlyweight full = quote();
    private final QuoteFlyweight empty = quote();
    private final QuoteSource onlyBitcoin = (id, into) -> {
        into.set(full);
        return id == 0;
    };

    MessageEncoderTest() {
        Decimal value = new Decimal();
        full.instrumentId(0).seq(81234).venue(Venue.OKX).flags(false, true);
        full.exchangeTimeNs(1_786_613_174_873_000_000L).receiveTimeNs(1_786_613_174_901_234_567L);
        full.value(QuoteLayout.BID, value.setUnscaled(637072, 1));
        full.value(QuoteLayout.BID_SIZE, value.setUnscaled(170080521, 8));
        full.value(QuoteLayout.ASK, value.setUnscaled(637073, 1));
        full.value(QuoteLayout.ASK_SIZE, value.setUnscaled(15455902, 8));
        full.value(QuoteLayout.LAST, value.setUnscaled(6370730, 2));
        full.value(QuoteLayout.LAST_SIZE, value.setUnscaled(1200, 8));
        empty.instrumentId(1).seq(1).venue(Venue.BINANCE).flags(true, false).receiveTimeNs(1_000);
        for (int i = 0; i < QuoteLayout.VALUES; i++) {
            empty.value(i, value.clear());
        }
    }

    private static ClientRequest.Subscribe subscribe(@Nullable String id, PushChannel channel, DeliveryMode mode) {
        return new ClientRequest.Subscribe(id, channel, List.of(), mode, SubscribeOptions.NONE);
    }

    @Test
    void writesQuotesAsJson() {
        String quote = "\"pair\":\"BTC-USDT\",\"venue\":\"okx\",\"bid\":\"63707.2\",\"bidSize\":\"1.70080521\","
                + "\"ask\":\"63707.3\",\"askSize\":\"0.15455902\",\"last\":\"63707.30\",\"lastSize\":\"0.00001200\","
                + "\"exchangeTime\":1786613174873000,\"receiveTime\":1786613174901234,\"seq\":81234,\"stale\":false,"
                + "\"simulated\":true";
        json.quotePush(out, full, 0);
        assertWritten("{\"channel\":\"quotes\"," + quote + "}");
        json.quotePush(out, full, 12);
        assertWritten("{\"channel\":\"quotes\"," + quote + ",\"drops\":12}");
        json.quote(out, "\"1\"", full);
        assertWritten("{\"event\":\"quote\",\"id\":\"1\",\"data\":{" + quote + "}}");
        json.quotes(out, null, INSTRUMENTS, onlyBitcoin);
        assertWritten("{\"event\":\"quotes\",\"data\":[{" + quote + "}]}");
        json.quoteObject(out, empty);
        assertWritten("{\"pair\":\"ETH-USDT\",\"venue\":\"binance\",\"bid\":null,\"bidSize\":null,\"ask\":null,"
                + "\"askSize\":null,\"last\":null,\"lastSize\":null,\"exchangeTime\":null,\"receiveTime\":1,\"seq\":1,"
                + "\"stale\":true,\"simulated\":false}");
    }

    @Test
    void writesAnswersAsJson() {
        json.subscribed(
                out,
                "abc",
                subscribe("7", PushChannel.QUOTES, DeliveryMode.ALL),
                INSTRUMENTS.all(),
                List.of(),
                Resume.Outcome.NONE);
        assertWritten("{\"event\":\"subscribed\",\"id\":7,\"instance\":\"abc\",\"data\":{\"channel\":\"quotes\","
                + "\"pairs\":[\"BTC-USDT\",\"ETH-USDT\"],\"mode\":\"all\"}}");
        json.subscribed(
                out,
                "abc",
                subscribe(null, PushChannel.STATUS, DeliveryMode.LATEST),
                List.of(),
                List.of(),
                Resume.Outcome.NONE);
        assertWritten("{\"event\":\"subscribed\",\"instance\":\"abc\",\"data\":{\"channel\":\"status\"}}");
        ClientRequest.Subscribe resuming = subscribe(null, PushChannel.TRADES, DeliveryMode.LATEST);
        json.subscribed(out, "abc", resuming, List.of(), List.of(), Resume.Outcome.RECOVERED);
        assertWritten(
                "{\"event\":\"subscribed\",\"instance\":\"abc\",\"recovered\":true,\"data\":{\"channel\":\"trades\"}}");
        json.subscribed(out, "abc", resuming, List.of(), List.of(), Resume.Outcome.GONE);
        assertWritten(
                "{\"event\":\"subscribed\",\"instance\":\"abc\",\"recovered\":false,\"data\":{\"channel\":\"trades\"}}");
        json.unsubscribed(out, null, PushChannel.QUOTES, List.of());
        assertWritten("{\"event\":\"unsubscribed\",\"data\":{\"channel\":\"quotes\",\"pairs\":[]}}");
        json.pong(out, "\"x\"");
        assertWritten("{\"event\":\"pong\",\"id\":\"x\"}");
        json.bye(out, null, "server_shutdown");
        assertWritten("{\"event\":\"bye\",\"reason\":\"server_shutdown\"}");
        json.farewell(out, Farewell.of("flood"));
        assertWritten("{\"event\":\"bye\",\"reason\":\"flood\"}");
        json.farewell(out, farewell());
        assertWritten("{\"event\":\"bye\",\"reason\":\"stream_age\",\"retryMs\":77,"
                + "\"seq\":{\"BTC-USDT\":81234,\"ETH-USDT\":9}}");
        json.heartbeat(out, 5);
        assertWritten("{\"event\":\"heartbeat\",\"time\":5}");
        json.error(out, "\"1\"", new Refusal(ErrorCode.UNKNOWN_PAIR, "no \"X\""));
        assertWritten("{\"event\":\"error\",\"code\":\"unknown_pair\",\"message\":\"no \\\"X\\\"\",\"id\":\"1\"}");
        json.market(out, null, List.of(new CoinPrice("Bitcoin", "BTC", "63707.3"), new CoinPrice("XRP", "XRP", null)));
        assertWritten("{\"status\":\"OK\",\"data\":{\"Bitcoin\":63707.3,\"XRP\":null}}");
        json.marketCoin(out, null, new CoinPrice("Bitcoin", "BTC", "63707.30"));
        assertWritten("{\"status\":\"OK\",\"data\":63707.30}");
        json.marketError(out, null, new Refusal(ErrorCode.NOT_FOUND, "unknown coin: XYZ"));
        assertWritten("{\"status\":\"NOT_FOUND\",\"data\":\"unknown coin: XYZ\"}");
    }

    @Test
    void writesTradesAndCandlesInBothFormats() throws InvalidProtocolBufferException {
        TradeUpdate said = new TradeUpdate();
        said.instrumentId = 0;
        said.tradeId = 1035599106;
        said.price.setUnscaled(650523, 1);
        said.size.setUnscaled(7690, 8);
        said.exchangeTimeNs = 1_784_812_293_467_000_000L;
        TradeFlyweight trade = new TradeFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
        trade.set(said).origin(Venue.OKX, false, true);
        json.tradePush(out, trade, 2);
        assertWritten("{\"channel\":\"trades\",\"pair\":\"BTC-USDT\",\"venue\":\"okx\",\"id\":\"1035599106\","
                + "\"price\":\"65052.3\",\"size\":\"0.00007690\",\"side\":\"sell\",\"time\":1784812293467000,\"seq\":0,"
                + "\"drops\":2}");
        new TradeJson(INSTRUMENTS).array(out, List.of(Trade.of(trade, INSTRUMENTS.byId(0))));
        assertWritten("[{\"pair\":\"BTC-USDT\",\"venue\":\"okx\",\"id\":\"1035599106\",\"price\":\"65052.3\","
                + "\"size\":\"0.00007690\",\"side\":\"sell\",\"time\":1784812293467000}]");
        proto.tradePush(out, trade, 0);
        assertThat(written().getTradeUpdate())
                .isEqualTo(io.quotegate.codec.proto.v1.Trade.newBuilder()
                        .setPair("BTC-USDT")
                        .setVenue("okx")
                        .setId("1035599106")
                        .setPrice("65052.3")
                        .setSize("0.00007690")
                        .setSide("sell")
                        .setTime(1784812293467000L)
                        .setSeq(0)
                        .build());
    }

    @Test
    void writesIndicatorsInBothFormats() throws InvalidProtocolBufferException {
        Indicators.Reading none = Indicators.Reading.ofReason("no \"luck\"");
        Indicators.Reading one = Indicators.Reading.of("1.5");
        Indicators indicators =
                new Indicators("BTC-USDT", "1h", "okx", 10, 20, 350, 9000, 60, List.of(one, one, none, one, one, none));
        json.indicators(out, "\"7\"", indicators);
        assertWritten("{\"event\":\"indicators\",\"id\":\"7\",\"data\":{\"pair\":\"BTC-USDT\",\"window\":\"1h\","
                + "\"venue\":\"okx\",\"from\":10,\"to\":20,\"ageMs\":350,"
                + "\"samples\":{\"trades\":9000,\"minutes\":60},\"values\":{\"moneyFlow\":\"1.5\","
                + "\"moneyFlowTemporal\":\"1.5\",\"moneyFlowIndex\":null,\"return\":\"1.5\",\"vwap\":\"1.5\","
                + "\"twap\":null},\"reasons\":{\"moneyFlowIndex\":\"no \\\"luck\\\"\",\"twap\":\"no \\\"luck\\\"\"}}}");
        json.indicators(
                out, null, new Indicators("A-B", "", null, 10, 20, -1, 0, 0, List.of(one, one, one, one, one, one)));
        assertThat(out.toString())
                .contains("\"venue\":null,", "\"ageMs\":null,")
                .endsWith("\"reasons\":{}}}");
        proto.indicators(out.clear(), "7", indicators);
        ServerFrame frame = written();
        assertThat(frame.getId()).isEqualTo("7");
        assertThat(frame.getIndicators())
                .isEqualTo(io.quotegate.codec.proto.v1.Indicators.newBuilder()
                        .setPair("BTC-USDT")
                        .setWindow("1h")
                        .setVenue("okx")
                        .setFrom(10)
                        .setTo(20)
                        .setAgeMs(350)
                        .setSamples(
                                IndicatorSamples.newBuilder().setTrades(9000).setMinutes(60))
                        .setValues(IndicatorFigures.newBuilder()
                                .setMoneyFlow("1.5")
                                .setMoneyFlowTemporal("1.5")
                                .setReturn("1.5")
                                .setVwap("1.5"))
                        .putReasons("moneyFlowIndex", "no \"luck\"")
                        .putReasons("twap", "no \"luck\"")
                        .build());
    }

    @Test
    void writesCandlesInBothFormats() throws InvalidProtocolBufferException {
        BigDecimal price = new BigDecimal("61838.00");
        Candle known = Candle.of(INSTRUMENTS.byId(0), Venue.BINANCE, 1723161600000000L)
                .withPrice(price)
                .withVolumes(new BigDecimal("12.5"), new BigDecimal("772970.4"))
                .withTrades(431, new BigDecimal("6.1"));
        String fields = "\"openTime\":1723161600000000,\"open\":\"61838.00\",\"high\":\"61838.00\","
                + "\"low\":\"61838.00\",\"close\":\"61838.00\",\"volume\":\"12.5\",\"quoteVolume\":\"772970.4\","
                + "\"trades\":431,\"takerBuyVolume\":\"6.1\",\"complete\":true,\"venue\":\"binance\"";
        json.candlePush(out, known, 0);
        assertWritten("{\"channel\":\"candles\",\"pair\":\"BTC-USDT\",\"interval\":\"1m\"," + fields + "}");
        json.candles(out, "\"7\"", CandleInterval.HOUR, List.of(known));
        assertWritten("{\"event\":\"candles\",\"id\":\"7\",\"data\":{\"candles\":[{" + fields + "}]}}");
        Candle unknown =
                Candle.of(INSTRUMENTS.byId(1), Venue.OKX, 0).withTradesUnknown().withComplete(false);
        json.candles(out, null, CandleInterval.MINUTE, List.of(unknown));
        assertWritten("{\"event\":\"candles\",\"data\":{\"candles\":[{\"openTime\":0,\"open\":null,\"high\":null,"
                + "\"low\":null,\"close\":null,\"volume\":\"0\",\"quoteVolume\":\"0\",\"trades\":null,"
                + "\"takerBuyVolume\":null,\"complete\":false,\"venue\":\"okx\"}]}}");
        proto.candles(out, "7", CandleInterval.HOUR, List.of(known, unknown));
        ServerFrame frame = written();
        assertThat(frame.getId()).isEqualTo("7");
        assertThat(frame.getCandles().getCandles(0).getTakerBuyVolume()).isEqualTo("6.1");
        assertThat(frame.getCandles().getCandles(0).getInterval()).isEqualTo("1h");
        assertThat(frame.getCandles().getCandles(1).hasTrades()).isFalse();
        proto.candlePush(out, known, 3);
        assertThat(written().getCandleUpdate().getDrops()).isEqualTo(3);
    }

    @Test
    void writesConversionsInBothFormats() throws InvalidProtocolBufferException {
        ConversionResult conversion = new ConversionResult(
                "BTC",
                "ETH",
                "1",
                "18.4",
                List.of(
                        new ConversionResult.Rate("BTC-USDT", "63707.25", 12, "okx"),
                        new ConversionResult.Rate("ETH-USDT", "3462.35", 3, "binance")));
        json.conversion(out, "\"7\"", conversion);
        assertWritten("{\"event\":\"convert\",\"id\":\"7\",\"data\":{\"from\":\"BTC\",\"to\":\"ETH\",\"amount\":\"1\","
                + "\"result\":\"18.4\",\"path\":[\"BTC-USDT\",\"ETH-USDT\"],\"rates\":["
                + "{\"pair\":\"BTC-USDT\",\"rate\":\"63707.25\",\"ageMs\":12,\"source\":\"okx\"},"
                + "{\"pair\":\"ETH-USDT\",\"rate\":\"3462.35\",\"ageMs\":3,\"source\":\"binance\"}]}}");
        json.conversion(out, null, new ConversionResult("BTC", "BTC", "2", "2", List.of()));
        assertWritten(
                "{\"event\":\"convert\",\"data\":{\"from\":\"BTC\",\"to\":\"BTC\",\"amount\":\"2\",\"result\":\"2\","
                        + "\"path\":[],\"rates\":[]}}");
        proto.conversion(out, "7", conversion);
        ServerFrame frame = written();
        assertThat(frame.getId()).isEqualTo("7");
        assertThat(frame.getConversion())
                .isEqualTo(io.quotegate.codec.proto.v1.Conversion.newBuilder()
                        .setFrom("BTC")
                        .setTo("ETH")
                        .setAmount("1")
                        .setResult("18.4")
                        .addPath("BTC-USDT")
                        .addPath("ETH-USDT")
                        .addRates(ConversionRate.newBuilder()
                                .setPair("BTC-USDT")
                                .setRate("63707.25")
                                .setAgeMs(12)
                                .setSource("okx"))
                        .addRates(ConversionRate.newBuilder()
                                .setPair("ETH-USDT")
                                .setRate("3462.35")
                                .setAgeMs(3)
                                .setSource("binance"))
                        .build());
    }

    @Test
    void writesStatusEventsAsJson() {
        StatusFlyweight status = new StatusFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
        status.set(StatusType.SWITCH, Venue.BINANCE, 1, StatusReason.PAIR_STALE, 7_000);
        json.statusPush(out, status);
        assertWritten("{\"channel\":\"status\",\"type\":\"switch\",\"venue\":\"binance\",\"pair\":\"ETH-USDT\","
                + "\"reason\":\"pair_stale\",\"time\":7}");
        status.set(StatusType.VENUE_UP, Venue.OKX, StatusFlyweight.NO_INSTRUMENT, StatusReason.CONNECTED, 8_000);
        json.statusPush(out, status);
        assertWritten("{\"channel\":\"status\",\"type\":\"venue-up\",\"venue\":\"okx\",\"pair\":null,"
                + "\"reason\":\"connected\",\"time\":8}");
    }

    @Test
    void writesQuotesThatTheGeneratedClassesReadBack() throws InvalidProtocolBufferException {
        proto.quotePush(out, full, 3);
        assertThat(out.array()[0]).as("never mistaken for JSON").isNotEqualTo((byte) '{');
        assertThat(written().getQuoteUpdate())
                .isEqualTo(Quote.newBuilder()
                        .setPair("BTC-USDT")
                        .setVenue("okx")
                        .setBid("63707.2")
                        .setBidSize("1.70080521")
                        .setAsk("63707.3")
                        .setAskSize("0.15455902")
                        .setLast("63707.30")
                        .setLastSize("0.00001200")
                        .setExchangeTime(1786613174873000L)
                        .setReceiveTime(1786613174901234L)
                        .setSeq(81234)
                        .setSimulated(true)
                        .setDrops(3)
                        .build());
        proto.quotePush(out, empty, 0);
        assertThat(written().getQuoteUpdate())
                .isEqualTo(Quote.newBuilder()
                        .setPair("ETH-USDT")
                        .setVenue("binance")
                        .setReceiveTime(1)
                        .setSeq(1)
                        .setStale(true)
                        .build());
        proto.quote(out, "9", full);
        assertThat(written().getQuote().getBid()).isEqualTo("63707.2");
        proto.quotes(out, "9", INSTRUMENTS, onlyBitcoin);
        assertThat(written().getQuotes().getQuotesList()).hasSize(1);
    }

    @Test
    void writesAnswersThatTheGeneratedClassesReadBack() throws InvalidProtocolBufferException {
        proto.subscribed(
                out,
                "abc",
                subscribe("7", PushChannel.QUOTES, DeliveryMode.ALL),
                INSTRUMENTS.all(),
                List.of(),
                Resume.Outcome.NONE);
        ServerFrame subscribed = written();
        assertThat(subscribed.getId()).isEqualTo("7");
        assertThat(subscribed.getSubscribed().getPairsList()).containsExactly("BTC-USDT", "ETH-USDT");
        assertThat(subscribed.getSubscribed().getMode()).isEqualTo(io.quotegate.codec.proto.v1.Mode.MODE_ALL);
        proto.error(out, null, new Refusal(ErrorCode.UNKNOWN_PAIR, "no X"));
        assertThat(written().getError().getCode()).isEqualTo("unknown_pair");
        proto.market(out, null, List.of(new CoinPrice("XRP", "XRP", null)));
        assertThat(written().getMarket().getPrices(0).hasPrice()).isFalse();
        proto.marketError(out, null, new Refusal(ErrorCode.NOT_FOUND, "unknown coin: XYZ"));
        assertThat(written().getError().getMessage()).isEqualTo("unknown coin: XYZ");
        proto.bye(out, null, "server_shutdown");
        assertThat(written().getBye().getReason()).isEqualTo("server_shutdown");
        proto.farewell(out, farewell());
        ByeNotice bye = written().getBye();
        assertThat(bye.getReason()).isEqualTo("stream_age");
        assertThat(bye.getRetryMs()).isEqualTo(77);
        assertThat(bye.getSeqMap()).isEqualTo(farewell().seq());
        proto.unsubscribed(out, null, PushChannel.STATUS, List.of());
        assertThat(written().getUnsubscribed().getChannel()).isEqualTo("status");
    }

    @Test
    void readsProtobufRequests() {
        assertThat(decode(ClientFrame.newBuilder()
                        .setId("1")
                        .setQuote(QuoteRequest.newBuilder().setPair("BTC-USDT"))))
                .isEqualTo(new ClientRequest.Quote("1", "BTC-USDT"));
        assertThat(decode(ClientFrame.newBuilder().setPing(Ping.getDefaultInstance())))
                .isEqualTo(new ClientRequest.Ping(null));
        assertThat(decode(ClientFrame.newBuilder()
                        .setMarket(MarketRequest.newBuilder().setCoin("BTC"))))
                .isEqualTo(new ClientRequest.Market(null, "BTC"));
        assertThat(decode(ClientFrame.newBuilder()
                        .setId("2")
                        .setConvert(ConvertRequest.newBuilder()
                                .setFrom("BTC")
                                .setTo("ETH")
                                .setAmount("1.5")
                                .setAllowStale(true))))
                .isEqualTo(new ClientRequest.Convert("2", new ConversionRequest("BTC", "ETH", "1.5", true)));
        assertThat(decode(ClientFrame.newBuilder()
                        .setSubscribe(Subscribe.newBuilder()
                                .setChannel("quotes")
                                .addPairs("*")
                                .setModeValue(1))))
                .isEqualTo(new ClientRequest.Subscribe(
                        null, PushChannel.QUOTES, List.of("*"), DeliveryMode.ALL, SubscribeOptions.NONE));
        assertThat(decode(ClientFrame.newBuilder()
                        .setSubscribe(Subscribe.newBuilder()
                                .setChannel("quotes")
                                .addPairs("*")
                                .setModeValue(9))))
                .isInstanceOf(ClientRequest.Invalid.class);
        assertThat(decode(ClientFrame.newBuilder())).isInstanceOf(ClientRequest.Invalid.class);
        assertThat(new ProtoRequestDecoder().decode(new byte[] {1, 2, 3}, 0, 3))
                .isInstanceOf(ClientRequest.Invalid.class);
    }

    private static ClientRequest decode(ClientFrame.Builder frame) {
        byte[] bytes = frame.build().toByteArray();
        return new ProtoRequestDecoder().decode(bytes, 0, bytes.length);
    }

    private ServerFrame written() throws InvalidProtocolBufferException {
        ServerFrame frame = ServerFrame.parseFrom(out.toByteArray());
        out.clear();
        return frame;
    }

    private void assertWritten(String expected) {
        assertThat(out).hasToString(expected);
        out.clear();
    }

    private static QuoteFlyweight quote() {
        return new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
    }

    private static Farewell farewell() {
        Map<String, Long> seq = new LinkedHashMap<>();
        seq.put("BTC-USDT", 81234L);
        seq.put("ETH-USDT", 9L);
        return new Farewell("stream_age", 77, seq);
    }
}

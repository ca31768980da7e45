package io.quotegate.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.Refusal;
import io.quotegate.codec.MessageEncoder;
import io.quotegate.codec.json.JsonMessageEncoder;
import io.quotegate.codec.proto.ProtoMessageEncoder;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.codec.proto.v1.Trade;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import io.quotegate.text.ByteWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** What we write, in JSON and in Protobuf: the generated classes and Jackson read the same out of both, to the digit. */
class EncoderFuzz {
    private static final Instruments INSTRUMENTS = Instruments.of(List.of("BTC-USDT", "ETH-USDT"));
    private static final ObjectMapper TREES = new ObjectMapper();
    private static final int NS_PER_US = 1_000;

    private final MessageEncoder json = new JsonMessageEncoder(INSTRUMENTS);
    private final MessageEncoder proto = new ProtoMessageEncoder(INSTRUMENTS);
    private final ByteWriter out = new ByteWriter(16);

    @FuzzTest(maxDuration = "1m")
    void quotes(byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        QuoteFlyweight quote = new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
        int flags = number(in, 1);
        quote.instrumentId(flags & 1).venue(Venue.ofCode(flags >> 1 & 1)).flags((flags & 4) != 0, (flags & 8) != 0);
        quote.exchangeTimeNs(large(in)).receiveTimeNs(large(in)).seq(large(in));
        long drops = number(in, 2);
        for (int i = 0; i < QuoteLayout.VALUES; i++) {
            quote.value(i, decimal(in));
        }
        json.quotePush(out.clear(), quote, drops);
        JsonNode tree = tree();
        proto.quotePush(out.clear(), quote, drops);
        Quote message = ServerFrame.parseFrom(out.toByteArray()).getQuoteUpdate();
        same(tree, message, "pair", "pair");
        same(tree, message, "venue", "venue");
        String[] keys = {"bid", "bidSize", "ask", "askSize", "last", "lastSize"};
        String[] fields = {"bid", "bid_size", "ask", "ask_size", "last", "last_size"};
        for (int i = 0; i < keys.length; i++) {
            same(tree, message, keys[i], fields[i]);
            if (!quote.isAbsent(i)) {
                assertThat(tree.get(keys[i]).textValue())
                        .isEqualTo(quote.readValue(i, new Decimal()).toString());
            }
        }
        same(tree, message, "exchangeTime", "exchange_time");
        assertThat(tree.get("receiveTime").longValue()).isEqualTo(message.getReceiveTime());
        assertThat(message.getReceiveTime()).isEqualTo(quote.receiveTimeNs() / NS_PER_US);
        assertThat(tree.get("seq").longValue()).isEqualTo(message.getSeq()).isEqualTo(quote.seq());
        assertThat(tree.get("stale").booleanValue()).isEqualTo(message.getStale());
        assertThat(tree.get("simulated").booleanValue()).isEqualTo(message.getSimulated());
        assertThat(tree.path("drops").longValue()).isEqualTo(message.getDrops()).isEqualTo(drops);
    }

    @FuzzTest(maxDuration = "1m")
    void trades(byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        TradeUpdate update = new TradeUpdate();
        int flags = number(in, 1);
        update.instrumentId = flags & 1;
        update.takerBuys = (flags & 2) != 0;
        update.exchangeTimeNs = large(in);
        update.tradeId = large(in);
        update.count = number(in, 2);
        update.price.set(decimal(in));
        update.size.set(decimal(in));
        if (update.price.isAbsent() || update.size.isAbsent()) {
            return; // is not published
        }
        TradeFlyweight trade = new TradeFlyweight()
                .wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0)
                .set(update)
                .origin(Venue.BINANCE, update.takerBuys, true);
        json.tradePush(out.clear(), trade, 0);
        JsonNode tree = tree();
        proto.tradePush(out.clear(), trade, 0);
        Trade message = ServerFrame.parseFrom(out.toByteArray()).getTradeUpdate();
        same(tree, message, "pair", "pair");
        same(tree, message, "price", "price");
        same(tree, message, "size", "size");
        assertThat(tree.get("price").textValue()).isEqualTo(update.price.toString());
        assertThat(tree.get("time").longValue()).isEqualTo(update.exchangeTimeNs / NS_PER_US);
    }

    @FuzzTest(maxDuration = "1m")
    void refusals(byte[] bytes) throws IOException {
        String given = new String(bytes, UTF_8);
        Refusal refusal = Refusal.badRequest("pair", given, "a pair");
        json.error(out.clear(), null, refusal);
        String inJson = tree().get("message").textValue();
        proto.error(out.clear(), null, refusal);
        String inProto = ServerFrame.parseFrom(out.toByteArray()).getError().getMessage();
        assertThat(inJson).isEqualTo(inProto).hasSizeLessThan(200);
        json.error(out.clear(), null, new Refusal(ErrorCode.INTERNAL, given));
        assertThat(tree().get("message").textValue()).isEqualTo(Refusal.withoutTokens(given));
    }

    private static void same(JsonNode tree, Message message, String key, String field)
            throws InvalidProtocolBufferException {
        var described = message.getDescriptorForType().findFieldByName(field);
        boolean given = !described.hasPresence() || message.hasField(described);
        assertThat(tree.get(key).isNull()).as(key).isEqualTo(!given);
        if (given) {
            assertThat(tree.get(key).asText())
                    .as(key)
                    .isEqualTo(message.getField(described).toString());
        }
    }

    private JsonNode tree() throws IOException {
        try {
            return TREES.readTree(UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(out.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new AssertionError("not UTF-8", e);
        }
    }

    /** A number of {@code count} bytes; 0 where none are left. */
    private static int number(ByteBuffer in, int count) {
        int value = 0;
        for (int i = 0; i < count && in.hasRemaining(); i++) {
            value = value << 8 | in.get() & 0xFF;
        }
        return value;
    }

    private static long large(ByteBuffer in) {
        return ((long) number(in, 4) << 32 | number(in, 4) & 0xFFFFFFFFL) & Long.MAX_VALUE;
    }

    /** As many bytes as the first of them says, read as a decimal. */
    private static Decimal decimal(ByteBuffer in) {
        int length = Math.min(number(in, 1) % 70, in.remaining());
        byte[] text = new byte[length];
        in.get(text);
        Decimal decimal = new Decimal();
        decimal.parseScientific(text, 0, length);
        return decimal;
    }
}

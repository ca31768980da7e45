package io.quotegate.gateway.fanout;

import static io.quotegate.gateway.fanout.HandTurnedFanout.BITCOIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.Venue;
import io.quotegate.testkit.LeakCheck;
import io.quotegate.text.ByteWriter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
class MessageWriterTest {
    private final HandTurnedFanout all = new HandTurnedFanout();
    private final MessageWriter writer = all.writer;

    @AfterEach
    void close() {
        all.close();
    }

    private static QuoteFlyweight quote(long seq) {
        return HandTurnedFanout.scratch().instrumentId(BITCOIN).venue(Venue.OKX).seq(seq);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"GRPC", "GRPC_TEXT"})
    void framesAnAnswerInEveryFormat(WireFormat format) {
        ByteWriter payload = writer.payload();
        writer.encoder(format).bye(payload, null, "x".repeat(200)); // longer than fits a short WebSocket header
        ByteBuf framed = writer.framed(format, payload);
        List<String> messages = new ReceivedPushes(format)
                .take(ByteBufUtil.getBytes(framed)).stream()
                        .map(push -> push.channel().toLowerCase(java.util.Locale.ROOT))
                        .toList();
        framed.release();
        assertThat(messages).containsExactly("bye");
    }

    @Test
    void framesAMessageOfACallAsItIs() {
        byte[] message =
                Quote.newBuilder().setPair("BTC-USDT").setSeq(7).build().toByteArray();
        for (WireFormat format : List.of(WireFormat.GRPC, WireFormat.GRPC_TEXT)) {
            ByteWriter payload = writer.payload();
            payload.put(message);
            ByteBuf framed = writer.framed(format, payload);
            assertThat(new ReceivedPushes(format).take(ByteBufUtil.getBytes(framed)))
                    .hasToString("[quotes BTC-USDT 7]");
            framed.release();
        }
    }

    @ParameterizedTest
    @EnumSource
    void encodesAQuoteOnceForAllFramingsOfItsPayload(WireFormat format) {
        ByteWriter out = new ByteWriter(64);
        writer.begin();
        writer.appendQuote(format, quote(1), 0, out);
        writer.appendQuote(format, quote(2), 5, out); // not begun, so what was encoded stands
        writer.begin();
        writer.appendQuote(format, quote(3), 5, out);
        assertThat(new ReceivedPushes(format).take(out.toByteArray()))
                .hasToString("[quotes BTC-USDT 1, quotes BTC-USDT 1, quotes BTC-USDT 3 drops 5]");
    }

    @Test
    void saysNothingToAClientThatIsEndingAndNothingThatIsEmpty() {
        FanoutClient client = all.client(WireFormat.LINE_JSON);
        writer.write(client.connection, new ByteWriter(16));
        client.connection.flush();
        assertThat(client.channel.flushes()).isZero();
        client.freeze();
        client.answer();
        client.connection.end(DisconnectReason.SERVER_SHUTDOWN);
        client.answer();
        client.thaw();
        assertThat(client.heard()).containsExactly("pong");
    }
}

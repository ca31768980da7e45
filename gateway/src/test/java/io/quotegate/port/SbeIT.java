package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quotegate.codec.sbe.v1.Decimal64Decoder;
import io.quotegate.codec.sbe.v1.MessageHeaderDecoder;
import io.quotegate.codec.sbe.v1.QuoteDecoder;
import io.quotegate.codec.sbe.v1.TradeDecoder;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Pushes in SBE, read by the decoders that are made of the schema, beside the same in JSON. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SbeIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int ENOUGH = 200;

    private final UnsafeBuffer message = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private SimulatedMarket market;

    @BeforeAll
    void start() throws IOException {
        market = new SimulatedMarket(2000);
    }

    @AfterAll
    void stop() {
        market.close();
    }

    private static String subscribe(String channel, String more) {
        return "{\"op\":\"subscribe\",\"channel\":\"" + channel + "\",\"pairs\":[\"*\"],\"mode\":\"all\"" + more + '}';
    }

    private static boolean isJson(byte[] payload) {
        return payload[0] == '{';
    }

    private QuoteDecoder quote(byte[] payload) {
        message.wrap(payload);
        quote.wrapAndApplyHeader(message, 0, header);
        assertThat(header.schemaId()).isEqualTo(QuoteDecoder.SCHEMA_ID);
        return quote;
    }

    private static String digits(Decimal64Decoder value) {
        return value.mantissa() == Decimal64Decoder.mantissaNullValue()
                ? "null"
                : BigDecimal.valueOf(value.mantissa(), -value.exponent()).toPlainString();
    }

    private static String told(QuoteDecoder of) {
        String values = digits(of.bid())
                + ' '
                + digits(of.bidSize())
                + ' '
                + digits(of.ask())
                + ' '
                + digits(of.askSize())
                + ' '
                + digits(of.last())
                + ' '
                + digits(of.lastSize());
        return of.venue().name().toLowerCase(java.util.Locale.ROOT)
                + ' '
                + values
                + ' '
                + of.receiveTime()
                + ' '
                + of.flags().stale()
                + ' '
                + of.flags().simulated();
    }

    private static String told(JsonNode of) {
        StringBuilder told = new StringBuilder();
        for (String name : new String[] {
            "venue", "bid", "bidSize", "ask", "askSize", "last", "lastSize", "receiveTime", "stale", "simulated"
        }) {
            told.append(told.isEmpty() ? "" : " ").append(of.path(name).asText());
        }
        return told.toString();
    }

    @Test
    void pushesOverFramesWhatTheSameClientIsToldInJson() throws IOException {
        try (RawSocket binary = new RawSocket(market.gateway().address());
                RawSocket text = new RawSocket(market.gateway().address())) {
            binary.sendFrame(subscribe("quotes", ",\"format\":\"sbe\""));
            assertThat(binary.readFrame()).contains("\"subscribed\"").contains("\"format\":\"sbe\"");
            text.sendFrame(subscribe("quotes", ""));
            Map<String, String> toldInJson = new HashMap<>();
            for (int i = 0; i < 3 * ENOUGH; i++) {
                JsonNode push = JSON.readTree(text.readFrame());
                toldInJson.put(
                        push.path("pair").asText() + ' ' + push.path("seq").asLong(), told(push));
            }
            Map<String, Long> seqs = new HashMap<>();
            int compared = 0;
            while (compared < ENOUGH) {
                QuoteDecoder push = quote(binary.readFrameBytes());
                String told = told(push);
                long seq = push.seq();
                long drops = push.drops();
                String pair = push.pair();
                Long before = seqs.put(pair, seq);
                assertThat(drops).isZero();
                if (before != null) {
                    assertThat(seq).isEqualTo(before + 1);
                }
                String same = toldInJson.get(pair + ' ' + seq);
                if (same != null) {
                    assertThat(told).isEqualTo(same);
                    compared++;
                }
            }
        }
    }

    @Test
    void pushesBinaryMessagesOverWebSocketCompressedOrNot() throws IOException {
        for (String extension : new String[] {"X-None: 1", "Sec-WebSocket-Extensions: permessage-deflate"}) {
            try (WebSocketProbe probe = new WebSocketProbe(
                    market.gateway().address(), "/v1/stream", "Sec-WebSocket-Protocol: quotegate.v1.sbe", extension)) {
                probe.text(subscribe("trades", ""));
                assertThat(probe.read().text()).startsWith("{\"event\":\"subscribed\"");
                for (int i = 0; i < ENOUGH; i++) {
                    WebSocketProbe.Frame push = probe.read();
                    assertThat(push.opcode()).isEqualTo(WebSocketProbe.BINARY);
                    assertThat(push.rsv1()).isEqualTo(extension.startsWith("Sec"));
                    message.wrap(push.payload());
                    trade.wrapAndApplyHeader(message, 0, header);
                    assertThat(digits(trade.price())).matches("[0-9.]+");
                    assertThat(trade.pair()).endsWith("-USDT");
                }
            }
        }
    }

    @Test
    void pushesCandlesInJsonBesideQuotesInSbe() throws IOException {
        try (RawSocket socket = new RawSocket(market.gateway().address())) {
            socket.sendFrame(subscribe("quotes", ",\"format\":\"sbe\""));
            socket.sendFrame("{\"op\":\"subscribe\",\"channel\":\"candles\",\"pairs\":[\"*\"]}");
            int candles = 0;
            int quotes = 0;
            while (candles < 2 || quotes < 2) {
                byte[] payload = socket.readFrameBytes();
                if (!isJson(payload)) {
                    quotes++;
                } else if (JSON.readTree(payload).path("channel").asText().equals("candles")) {
                    candles++;
                }
            }
        }
    }

    @Test
    void handsOutTheSchema() throws IOException {
        HttpResponse<String> answer = market.get("/v1/sbe.xml");
        assertThat(answer.headers().firstValue("content-type")).contains("application/xml");
        assertThat(answer.body()).isEqualTo(Files.readString(Path.of("../codecs/src/main/sbe/quotegate.xml")));
    }
}

package io.quotegate.codec.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinanceEnvelopeTest {
    private final BinanceEnvelope envelope = new BinanceEnvelope();

    private boolean read(String text) {
        byte[] bytes = ("##" + text + "##").getBytes(UTF_8);
        return envelope.read(bytes, 2, bytes.length - 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"lastUpdateId\":160,\"bids\":[[\"0.0024\",\"10\"]],\"asks\":[]}",
                "{\"e\":\"trade\",\"s\":\"a}]\\\"b\"}",
                "[{\"e\":\"24hrMiniTicker\"}]"
            })
    void findsTheEventAsItStands(String event) {
        String text = "{\"stream\":\"bnbbtc@depth5\",\"data\":" + event + "}";
        assertThat(read(text)).isTrue();
        assertThat(envelope.isEvent()).isTrue();
        assertThat(envelope.stream()).isEqualTo("bnbbtc@depth5");
        assertThat(("##" + text).substring(envelope.dataFrom(), envelope.dataTo()))
                .isEqualTo(event);
        assertThat(read("{\"data\": " + event + " ,\"stream\":\"x@y\"}")).isTrue();
        assertThat(envelope.isEvent()).isTrue();
    }

    @Test
    void tellsAnswersAndErrorsOfBothForms() {
        assertThat(read("{\"result\":null,\"id\":7}")).isTrue();
        assertThat(envelope.isResult()).isTrue();
        assertThat(envelope.id()).isEqualTo(7);
        for (String error : new String[] {
            "{\"error\":{\"code\":2,\"msg\":\"Invalid request: x\"},\"id\":8}",
            "{\"code\":2,\"msg\":\"Invalid request: x\",\"id\":8}",
            "{\"result\":null,\"error\":{\"code\":2,\"msg\":\"Invalid request: x\"},\"id\":8}"
        }) {
            assertThat(read(error)).isTrue();
            assertThat(envelope.isError()).isTrue();
            assertThat(envelope.isResult()).isFalse();
            assertThat(envelope.isEvent()).isFalse();
            assertThat(envelope.id() + " " + envelope.code() + ' ' + envelope.message())
                    .isEqualTo("8 2 Invalid request: x");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[", "{\"stream\":\"a\",\"data\":{", "{\"stream\":\"a\",\"data\":{}} x", "\u0001", "pong"})
    void readsNoGarbage(String text) {
        assertThat(read(text)).isFalse();
    }
}

package io.quotegate.codec.okx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OkxEnvelopeTest {
    private final OkxEnvelope envelope = new OkxEnvelope();

    private boolean read(String text) {
        byte[] bytes = ("##" + text + "##").getBytes(UTF_8);
        return envelope.read(bytes, 2, bytes.length - 2);
    }

    @Test
    void tellsOfWhatAPushIsWhateverTheOrderOfItsMembers() {
        String key = OkxRequest.Arg.of("books", "BTC-USDT").key();
        for (String text : new String[] {
            "{\"arg\":{\"channel\":\"books\",\"instId\":\"BTC-USDT\"},\"action\":\"update\",\"data\":[{}]}",
            "{\"arg\":{\"instId\":\"BTC-USDT\",\"channel\":\"books\"},\"data\":[]}",
            "{\"data\":[{\"a\":1}],\"arg\":{\"channel\":\"books\",\"instId\":\"BTC-USDT\"}}",
            "{\"arg\": {\"channel\":\"books\", \"instId\":\"BTC-USDT\"} ,\"data\":[]}"
        }) {
            for (int again = 0; again < 2; again++) {
                assertThat(read(text)).isTrue();
                assertThat(envelope.event()).isEmpty();
                assertThat(envelope.key()).isEqualTo(key);
            }
        }
        assertThat(key).isEqualTo("{\"channel\":\"books\",\"instId\":\"BTC-USDT\"}");
    }

    @Test
    void tellsArgumentsOfOtherMembersApart() {
        assertThat(read("{\"arg\":{\"channel\":\"instruments\",\"instType\":\"SPOT\"},\"data\":[]}"))
                .isTrue();
        assertThat(envelope.key()).isEqualTo("{\"channel\":\"instruments\",\"instType\":\"SPOT\"}");
    }

    @Test
    void readsEvents() {
        assertThat(
                        read(
                                "{\"id\":\"12\",\"event\":\"subscribe\",\"arg\":{\"channel\":\"t\",\"instId\":\"i\"},\"connId\":\"c\"}"))
                .isTrue();
        assertThat(envelope.event() + ' ' + envelope.id() + ' ' + envelope.key())
                .isEqualTo("subscribe 12 {\"channel\":\"t\",\"instId\":\"i\"}");
        assertThat(read("{\"event\":\"error\",\"msg\":\"Wrong URL\",\"code\":\"60018\",\"connId\":\"c\"}"))
                .isTrue();
        assertThat(envelope.event() + ' ' + envelope.code() + ' ' + envelope.message())
                .isEqualTo("error 60018 Wrong URL");
        assertThat(envelope.key()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pong", "[1,2,{\"arg\":[]}]", "{\"arg\":{\"channel\":", "\u0001 this is not JSON {"})
    void readsNoGarbage(String text) {
        assertThat(read(text)).isFalse();
    }
}

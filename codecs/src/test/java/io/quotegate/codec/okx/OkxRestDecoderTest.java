package io.quotegate.codec.okx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class OkxRestDecoderTest {
    private static String row(String name, String base, String quote, String state) {
        return "{\"instType\":\"SPOT\",\"instId\":\"" + name + "\",\"baseCcy\":\"" + base + "\",\"quoteCcy\":\"" + quote
                + "\",\"state\":\"" + state + "\",\"instIdCode\":7,\"tradeQuoteCcyList\":[\"" + quote + "\"]}";
    }

    @Test
    void listsPairsThatAreTraded() throws IOException {
        String rows = String.join(
                ",",
                row("BTC-USDT", "BTC", "USDT", "live"),
                row("ETH-USDT", "ETH", "USDT", "suspend"),
                row("NEW-USDT", "NEW", "USDT", "preopen"),
                row("TRY-USDT", "TRY", "USDT", "test"),
                row("BTC-USDT-SWAP", "BTC", "USDT", "live"),
                row("", "", "", "live"));
        assertThat(OkxRestDecoder.pairs(("{\"code\":\"0\",\"data\":[" + rows + "],\"msg\":\"\"}").getBytes(UTF_8)))
                .containsExactly("BTC-USDT", "ETH-USDT");
    }

    @Test
    void saysWhatIsWrong() {
        assertThatIOException()
                .isThrownBy(() ->
                        OkxRestDecoder.pairs("{\"code\":\"50011\",\"data\":[],\"msg\":\"Too Many\"}".getBytes(UTF_8)))
                .withMessage("no data: 50011 Too Many");
        assertThatIOException().isThrownBy(() -> OkxRestDecoder.pairs("[]".getBytes(UTF_8)));
    }
}

package io.quotegate.codec.okx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OkxRequestDecoderTest {
    private final OkxRequestDecoder decoder = new OkxRequestDecoder();

    private OkxRequest decode(String text) {
        byte[] bytes = ("##" + text + "##").getBytes(UTF_8);
        return decoder.decode(bytes, 2, bytes.length - 2);
    }

    @Test
    void readsWhatTheEncoderWrites() {
        ByteWriter out = new ByteWriter(64);
        OkxEncoder.request(
                out,
                "7",
                "subscribe",
                List.of(
                        new OkxEncoder.Arg(OkxChannel.BBO_TBT, "BTC-USDT"),
                        new OkxEncoder.Arg(OkxChannel.TRADES, "ETH-USDT")));

        assertThat(decode(out.toString()))
                .isEqualTo(new OkxRequest.Subscribe(
                        "7",
                        List.of(OkxRequest.Arg.of("bbo-tbt", "BTC-USDT"), OkxRequest.Arg.of("trades", "ETH-USDT"))));
    }

    @Test
    void readsArgumentsItDoesNotKnowAndMembersItDoesNotNeed() {
        assertThat(decode("{\"args\":[{\"channel\":\"instruments\",\"instType\":\"SPOT\",\"x\":[1]}],\"y\":{},"
                        + "\"op\":\"unsubscribe\"}"))
                .isEqualTo(new OkxRequest.Unsubscribe(
                        null, List.of(new OkxRequest.Arg(Map.of("instType", "SPOT", "channel", "instruments")))));
        assertThat(decode("{\"id\":12,\"op\":\"login\",\"args\":[{\"apiKey\":\"k\"}]}"))
                .isEqualTo(new OkxRequest.Login("12"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "5",
                "{}",
                "{\"op\":5}",
                "{\"op\":\"subscribe\"}",
                "{\"op\":\"subscribe\",\"args\":[]}",
                "{\"op\":\"subscribe\",\"args\":{}}",
                "{\"op\":\"subscribe\",\"args\":[5]}",
                "{\"op\":\"subscribe\",\"args\":[{\"instId\":\"BTC-USDT\"}]}",
                "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"trades\"}]",
                "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"trades\"}]} {}"
            })
    void answersWhatIsNoRequestWithItsOwnText(String text) {
        assertThat(decode(text)).isEqualTo(new OkxRequest.Invalid(null, "60012", "Invalid request: " + text));
    }

    @Test
    void takesNoArgumentThatIsLongerThanAny() {
        int others = "{\"channel\":\"\"}".length();
        String longest = "x".repeat(512 - others);
        assertThat(decode("{\"op\":\"subscribe\",\"args\":[{\"channel\":\"" + longest + "\"}]}"))
                .isEqualTo(new OkxRequest.Subscribe(null, List.of(new OkxRequest.Arg(Map.of("channel", longest)))));
        assertThat(decode("{\"op\":\"subscribe\",\"args\":[{\"channel\":\"" + longest + "x\"}]}"))
                .isInstanceOf(OkxRequest.Invalid.class);
        assertThat(decode("{\"op\":\"subscribe\",\"args\":[{\"channel\":\"" + "\u20ac".repeat(170) + "\"}]}"))
                .as("in bytes")
                .isInstanceOf(OkxRequest.Invalid.class);
    }

    @Test
    void namesAnOperationItDoesNotKnow() {
        assertThat(decode("{\"id\":\"a1\",\"op\":\"dance\"}"))
                .isEqualTo(new OkxRequest.Invalid("a1", "60019", "Invalid op: dance"));
    }

    @Test
    void survivesDamage() {
        byte[] whole =
                "{\"id\":\"1512\",\"op\":\"subscribe\",\"args\":[{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"}]}"
                        .getBytes(UTF_8);
        long seed = 20261121;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] text = whole.clone();
            for (int damage = 1 + random.nextInt(4); damage > 0; damage--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
            }
            assertThat(decoder.decode(text, 0, text.length))
                    .as("seed %d, round %d", seed, i)
                    .isNotNull();
        }
    }
}

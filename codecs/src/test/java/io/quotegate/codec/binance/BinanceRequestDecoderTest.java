package io.quotegate.codec.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinanceRequestDecoderTest {
    private final BinanceRequestDecoder decoder = new BinanceRequestDecoder();

    private BinanceRequest decode(String text) {
        byte[] bytes = ("##" + text + "##").getBytes(UTF_8);
        return decoder.decode(bytes, 2, bytes.length - 2);
    }

    @Test
    void readsWhatTheEncoderWrites() {
        ByteWriter out = new ByteWriter(64);
        BinanceEncoder.request(out, "SUBSCRIBE", List.of("btcusdt@bookTicker", "!miniTicker@arr"), 7);

        assertThat(decode(out.toString()))
                .isEqualTo(new BinanceRequest.Subscribe("7", List.of("btcusdt@bookTicker", "!miniTicker@arr")));
    }

    @Test
    void takesNothingForAStreamThatIsLongerThanAny() {
        assertThat(BinanceRequestDecoder.isStream("a".repeat(122) + "@trade")).isTrue();
        assertThat(BinanceRequestDecoder.isStream("a".repeat(123) + "@trade")).isFalse();
    }

    @Test
    void readsEveryMethodAndKeepsTheIdAsItWasWritten() {
        assertThat(decode("{\"id\":\"x1\",\"params\":[\"a@trade\"],\"method\":\"UNSUBSCRIBE\"}"))
                .isEqualTo(new BinanceRequest.Unsubscribe("\"x1\"", List.of("a@trade")));
        assertThat(decode("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":null}"))
                .isEqualTo(new BinanceRequest.ListSubscriptions("null"));
        assertThat(decode("{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",false],\"id\":-5}"))
                .isEqualTo(new BinanceRequest.SetCombined("-5", false));
        assertThat(decode("{\"method\":\"GET_PROPERTY\",\"params\":[\"combined\"]}"))
                .isEqualTo(new BinanceRequest.GetCombined("null"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{\"method\":\"X\",\"id\":1} | 1 | 2 | Invalid request: unknown variant `X`, expected one of `SUBSCRIBE`,"
                        + " `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY` at line 1 column 13",
                "{\"params\":[],\"id\":4} | 4 | 2 | Invalid request: missing field `method` at line 1 column 20",
                "{\"method\":\"SUBSCRIBE\",\"id\":4} | 4 | 2 | Invalid request: streams must be an array",
                "{\"method\":\"SUBSCRIBE\",\"params\":[1],\"id\":4} | 4 | 2 | Invalid request: invalid stream",
                "{\"method\":\"SUBSCRIBE\",\"params\":[],\"id\":1.5}"
                        + " | null | 2 | Invalid request: request ID must be an unsigned integer",
                "{\"method\":\"SUBSCRIBE\",\"params\":[],\"id\":\"a b\"}"
                        + " | null | 2 | Invalid request: request ID must be an unsigned integer",
                "{\"method\":\"GET_PROPERTY\",\"params\":[5],\"id\":4}"
                        + " | 4 | 2 | Invalid request: property name must be a string",
                "{\"method\":\"GET_PROPERTY\",\"params\":[\"combined\",true],\"id\":4}"
                        + " | 4 | 2 | Invalid request: too many parameters",
                "{\"method\":\"GET_PROPERTY\",\"params\":[\"colour\"],\"id\":4} | 4 | 0 | Unknown property",
                "{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",\"yes\"],\"id\":4}"
                        + " | 4 | 1 | Invalid value type: expected Boolean",
                "[] | null | 2 | Invalid request: invalid type: expected an object"
            })
    void saysWhatIsWrong(String text, String id, int code, String message) {
        assertThat(decode(text)).isEqualTo(new BinanceRequest.Invalid(id, code, message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "{", "{\"method\":}", "{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":3}{}"})
    void tellsWhereJsonEnds(String text) {
        assertThat(decode(text)).isInstanceOfSatisfying(BinanceRequest.Invalid.class, invalid -> {
            assertThat(invalid.code()).isIn(2, 3);
            assertThat(invalid.message()).startsWith("Invalid ");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "btcusdt@trade, true",
        "btcusdt@depth@100ms, true",
        "btcusdt@kline_1m@+08:00, true",
        "!ticker_1h@arr, true",
        "BTCUSDT@trade, true",
        "btcusdt, false",
        "'', false",
        "btc usdt@trade, false",
        "!bookTicker, false"
    })
    void knowsAStreamByItsSpelling(String name, boolean stream) {
        assertThat(BinanceRequestDecoder.isStream(name)).isEqualTo(stream);
    }

    @Test
    void survivesDamage() {
        byte[] whole = "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@aggTrade\",\"btcusdt@depth\"],\"id\":1}"
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

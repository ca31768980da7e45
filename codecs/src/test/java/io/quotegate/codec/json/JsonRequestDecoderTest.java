package io.quotegate.codec.json;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.CandleRequest;
import io.quotegate.api.ClientRequest;
import io.quotegate.api.ConversionRequest;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.PushChannel;
import io.quotegate.api.Resume;
import io.quotegate.api.SubscribeOptions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRequestDecoderTest {
    private final JsonRequestDecoder decoder = new JsonRequestDecoder(64);

    @Test
    void readsUtf8AndNothingElse() {
        byte[] request = "{\"op\":\"ping\"}".getBytes(UTF_16LE);
        assertThat(new JsonRequestDecoder(8).decode(request, 0, request.length))
                .isInstanceOf(ClientRequest.Invalid.class);
    }

    @Test
    void readsEachKindOfRequest() {
        assertThat(decode("{\"op\":\"quote\",\"pair\":\"BTC-USDT\",\"id\":\"1\"}"))
                .isEqualTo(new ClientRequest.Quote("\"1\"", "BTC-USDT"));
        assertThat(decode(" {\"id\":7,\"op\":\"quotes\",\"later\":{\"x\":[1]}} "))
                .isEqualTo(new ClientRequest.Quotes("7"));
        assertThat(decode("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"mode\":\"all\"}"))
                .isEqualTo(new ClientRequest.Subscribe(
                        null, PushChannel.QUOTES, List.of("*"), DeliveryMode.ALL, SubscribeOptions.NONE));
        assertThat(decode("{\"op\":\"subscribe\",\"channel\":\"status\"}"))
                .isEqualTo(new ClientRequest.Subscribe(
                        null, PushChannel.STATUS, List.of(), DeliveryMode.LATEST, SubscribeOptions.NONE));
        assertThat(decode("{\"op\":\"unsubscribe\",\"channel\":\"quotes\",\"pairs\":[\"A-B\",\"C-D\"]}"))
                .isEqualTo(new ClientRequest.Unsubscribe(null, PushChannel.QUOTES, List.of("A-B", "C-D")));
        assertThat(decode("{\"op\":\"ping\",\"id\":null}")).isEqualTo(new ClientRequest.Ping(null));
        assertThat(decode("{\"op\":\"bye\"}")).isEqualTo(new ClientRequest.Bye(null));
        assertThat(decode("{\"status\":\"OK\",\"data\":\"MARKET ALL\"}"))
                .isEqualTo(new ClientRequest.Market(null, null));
        assertThat(decode("{\"status\":\"OK\",\"data\":\"MARKET BTC\"}"))
                .isEqualTo(new ClientRequest.Market(null, "BTC"));
    }

    @Test
    void readsConversionsAndLeavesTheJudgementToTheService() {
        assertThat(decode("{\"op\":\"convert\",\"from\":\"BTC\",\"to\":\"ETH\",\"amount\":\"1.50\",\"id\":3}"))
                .isEqualTo(new ClientRequest.Convert("3", new ConversionRequest("BTC", "ETH", "1.50", false)));
        assertThat(decode("{\"op\":\"convert\",\"amount\":1.50,\"allow_stale\":true}"))
                .isEqualTo(new ClientRequest.Convert(null, new ConversionRequest("", "", "1.50", true)));
        assertThat(decode("{\"op\":\"convert\",\"amount\":1E999999999,\"allow_stale\":false}"))
                .isEqualTo(new ClientRequest.Convert(null, new ConversionRequest("", "", "1E999999999", false)));
    }

    @Test
    void readsIndicatorsAndLeavesTheJudgementToTheService() {
        assertThat(decode("{\"op\":\"indicators\",\"pair\":\"BTC-USDT\",\"window\":\"15m\",\"id\":3}"))
                .isEqualTo(new ClientRequest.Indicators("3", "BTC-USDT", "15m"));
        assertThat(decode("{\"op\":\"indicators\"}")).isEqualTo(new ClientRequest.Indicators(null, "", ""));
    }

    @Test
    void readsWhatAClientHadBeforeItWasCutOff() {
        assertThat(resumed("{\"instance\":\"r1\",\"seq\":{\"BTC-USDT\":7,\"X-Y\":0},\"later\":[1]}"))
                .isEqualTo(new Resume("r1", Map.of("BTC-USDT", 7L, "X-Y", 0L)));
        assertThat(resumed("{\"instance\":\"r1\"}")).isEqualTo(new Resume("r1", Map.of()));
    }

    private @Nullable Resume resumed(String resume) {
        return decode("{\"op\":\"subscribe\",\"channel\":\"trades\",\"pairs\":[\"*\"],\"resume\":" + resume + "}")
                        instanceof ClientRequest.Subscribe subscribe
                ? subscribe.options().resume()
                : null;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "[]",
                "{}",
                "{\"seq\":{}}",
                "{\"instance\":1}",
                "{\"instance\":\"r1\",\"seq\":[7]}",
                "{\"instance\":\"r1\",\"seq\":{\"BTC-USDT\":\"7\"}}",
                "{\"instance\":\"r1\",\"seq\":{\"BTC-USDT\":7.5}}",
                "{\"instance\":\"r1\",\"seq\":{\"BTC-USDT\":[]}}",
                "{\"instance\":\"r1\",\"seq\":{\"BTC-USDT\":9223372036854775808}}"
            })
    void saysWhatAClientCannotHaveHad(String resume) {
        assertThat(decode("{\"op\":\"subscribe\",\"channel\":\"trades\",\"resume\":" + resume + "}")
                        .toString())
                .contains("resume (expected: an instance, and a whole number of each pair in seq)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foo | malformed JSON",
                "'' | not a JSON object",
                "[] | not a JSON object",
                "{\"op\":} | malformed JSON",
                "{\"op\":\"ping\" | malformed JSON",
                "{}{} | more than one",
                "{\"foo\":\"bar\"} | op: missing",
                "{\"op\":\"fly\"} | op: fly (expected: quote",
                "{\"op\":5} | op (expected: a string)",
                "{\"op\":\"quote\"} | pair: missing",
                "{\"op\":\"quote\",\"pair\":[1]} | pair (expected: a string)",
                "{\"op\":\"subscribe\"} | channel: missing",
                "{\"op\":\"subscribe\",\"channel\":\"depth\"} | channel: depth (expected: quotes, trades, books,"
                        + " candles, status or game)",
                "{\"op\":\"subscribe\",\"channel\":\"quotes\"} | pairs: missing",
                "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":\"*\"} | pairs (expected: a list",
                "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"mode\":\"some\"} | mode: unknown",
                "{\"op\":\"ping\",\"id\":{}} | id (expected",
                "{\"op\":\"convert\",\"amount\":true} | amount (expected: a string)",
                "{\"op\":\"convert\",\"from\":7} | from (expected: a string)",
                "{\"op\":\"convert\",\"to\":[\"ETH\"]} | to (expected: a string)",
                "{\"op\":\"convert\",\"allow_stale\":\"true\"} | allow_stale (expected: true or false)"
            })
    void saysWhatIsWrongWithARequest(String text, String expected) {
        assertThat(decode(text)).isInstanceOfSatisfying(ClientRequest.Invalid.class, invalid -> {
            assertThat(invalid.refusal().code()).isEqualTo(ErrorCode.BAD_REQUEST);
            assertThat(invalid.refusal().message()).contains(expected);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'status':'OK','data':'WEATHER'} | data: WEATHER (expected: MARKET ALL",
                "{'status':'OK','data':'MARKETS'} | data: MARKETS (expected: MARKET ALL",
                "{'status':'OK','data':'MARKET '} | data: MARKET (expected: MARKET ALL",
                "{'status':'OK','data':''} | data: missing (expected: MARKET ALL",
                "{'status':'OK'} | data: missing (expected: MARKET ALL",
                "{'status':'OK','data':5} | data (expected: a string)",
                "{'status':'OK','data':{'op':'ping'}} | data (expected: a string)",
                "{'data':'WEATHER'} | data: WEATHER (expected: MARKET ALL",
                "{'status':'OK','op':'ping'} | data: missing",
                "{'status':'OK','id':{}} | id (expected",
                "{'status': | malformed JSON",
                "{'status':'OK','data':'MARKET BTC' | malformed JSON",
                "{'status':'OK','data':'MARKET BTC'}{} | more than one"
            })
    void saysWhatIsWrongInTheFormThatWasSpoken(String text, String expected) {
        assertThat(decode(text.replace('\'', '"')))
                .isInstanceOfSatisfying(ClientRequest.MarketInvalid.class, invalid -> {
                    assertThat(invalid.refusal().code()).isEqualTo(ErrorCode.BAD_REQUEST);
                    assertThat(invalid.refusal().message()).contains(expected);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'status':'OK','data':'MARKET ALL'} | ALL",
                "{'status':'OK','data':'market all'} | ALL",
                "{'data':'MARKET BTC','status':'OK'} | BTC",
                "{'id':null,'status':'','data':'MARKET Bitcoin'} | Bitcoin",
                "{'status':7,'data':' Market  USD Coin '} | USD Coin"
            })
    void readsWhichPricesAreWanted(String text, String coin) {
        assertThat(decode(text.replace('\'', '"')))
                .isEqualTo(new ClientRequest.Market(null, coin.equals("ALL") ? null : coin));
    }

    @Test
    void readsAGoodbyeInEveryForm() {
        for (String text : List.of("bye", "BYE", "bye\r\n", "\"bye\"", "\"Bye\"", "{\"op\":\"bye\"}")) {
            assertThat(decode(text)).as(text).isEqualTo(new ClientRequest.Bye(null));
        }
        for (String text : List.of(
                "{\"status\":\"OK\",\"data\":\"BYE\"}",
                "{\"status\":\"OK\",\"data\":\"bye\"}",
                "{\"status\":\"BYE\"}",
                "{\"status\":\"BYE\",\"data\":null}")) {
            assertThat(decode(text)).as(text).isEqualTo(new ClientRequest.MarketBye(null));
        }
        assertThat(decode("goodbye")).isInstanceOf(ClientRequest.Invalid.class);
    }

    @Test
    void readsATokenAndNeverRepeatsIt() {
        ClientRequest request = decode("{\"op\":\"auth\",\"token\":\"qg_secret\",\"id\":1}");
        assertThat(request).isEqualTo(new ClientRequest.Auth("1", "qg_secret"));
        assertThat(request.toString()).doesNotContain("secret");
        assertThat(decode("{\"op\":\"auth\"}")).isInstanceOf(ClientRequest.Invalid.class);
        assertThat(decode("{\"op\":\"auth\",\"token\":1}")).isInstanceOf(ClientRequest.Invalid.class);
    }

    @Test
    void echoesTheIdOfABadRequestAsItWasWritten() {
        assertThat(decode("{\"id\":\"a\\\"b\\u00fc\",\"op\":\"fly\"}").id()).isEqualTo("\"a\\\"bü\"");
    }

    @Test
    void readsWhichCandlesAreWanted() {
        assertThat(decode("{\"op\":\"candles\",\"id\":1,\"pair\":\"BTC-USDT\",\"interval\":\"5m\",\"limit\":60}"))
                .isEqualTo(new ClientRequest.Candles("1", new CandleRequest("BTC-USDT", "5m", "60")));
        assertThat(decode("{\"op\":\"candles\"}"))
                .isEqualTo(new ClientRequest.Candles(null, new CandleRequest("", "", "")));
        assertThat(decode("{\"op\":\"candles\",\"limit\":[]}")).isInstanceOf(ClientRequest.Invalid.class);
    }

    @Test
    void refusesMoreValuesThanARequestMayHave() {
        int most = JsonRequestDecoder.MOST_VALUES - 100;
        assertThat(decode(subscription(most))).isInstanceOf(ClientRequest.Subscribe.class);
        assertThat(decode(subscription(JsonRequestDecoder.MOST_VALUES))).isInstanceOf(ClientRequest.Invalid.class);
        assertThat(decode("{\"a\":[" + "1,".repeat(JsonRequestDecoder.MOST_VALUES) + "1]}"))
                .isInstanceOf(ClientRequest.Invalid.class);
    }

    @Test
    void refusesMoreMembersThanAnyRequestHas() {
        assertThat(decode(ping(JsonRequestDecoder.MOST_MEMBERS - 1))).isInstanceOf(ClientRequest.Ping.class);
        assertThat(decode(ping(JsonRequestDecoder.MOST_MEMBERS))).isInstanceOf(ClientRequest.Invalid.class);
    }

    /** With members that are not known. */
    private static String ping(int others) {
        StringBuilder request = new StringBuilder("{\"op\":\"ping\"");
        for (int i = 0; i < others; i++) {
            request.append(",\"member-").append(i).append("\":1");
        }
        return request.append('}').toString();
    }

    private static String subscription(int pairs) {
        return "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[" + "\"BTC-USDT\",".repeat(pairs - 1)
                + "\"BTC-USDT\"]}";
    }

    @Test
    void refusesDeepNestingAndTextThatIsNotUtf8() {
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(decode(deep)).isInstanceOf(ClientRequest.Invalid.class);
        byte[] bytes = "{\"op\":\"quote\",\"pair\":\"?\"}".getBytes(UTF_8);
        bytes[22] = (byte) 0xFF;
        assertThat(decoder.decode(bytes, 0, bytes.length)).isInstanceOf(ClientRequest.Invalid.class);
    }

    @Test
    void neverThrowsOnGarbage() {
        Random random = new Random(3);
        byte[] valid =
                "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"BTC-USDT\"],\"id\":\"1\"}".getBytes(UTF_8);
        for (int round = 0; round < 50_000; round++) {
            byte[] text = valid.clone();
            for (int i = random.nextInt(6); i >= 0; i--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
            }
            assertThat(decoder.decode(text, 0, random.nextInt(text.length + 1))).isNotNull();
        }
    }

    private ClientRequest decode(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return decoder.decode(bytes, 0, bytes.length);
    }
}

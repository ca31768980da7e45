package io.quotegate.gateway.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.AsciiString;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.relay.binance.BinanceRest;
import io.quotegate.gateway.relay.okx.OkxRest;
import io.quotegate.gateway.relay.rest.RestDialect;
import io.quotegate.gateway.relay.rest.RestReply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client is told that the venue is not asked for, in the venue's own form. */
class RestErrorsTest {
    private final RestDialect binance = new BinanceRest(() -> 0);
    private final RestDialect okx = new OkxRest(() -> 0);

    private static RequestHead request(String method, String target, String... fields) {
        AsciiString[] all = new AsciiString[fields.length];
        for (int i = 0; i < fields.length; i++) {
            all[i] = AsciiString.of(fields[i]);
        }
        return RequestHead.of(HttpMethod.valueOf(method), null, target, null, HttpFields.of(all));
    }

    private static String text(@Nullable RestReply reply) {
        return reply == null ? "asked" : reply.status() + " " + new String(reply.bytes(), UTF_8);
    }

    @Test
    void tellsThatTooMuchIsUsed() {
        assertThat(text(binance.exhausted()))
                .isEqualTo(
                        "429 {\"code\":-1003,\"msg\":\"Too much request weight used; current limit is 6000 request weight"
                                + " per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.\"}");
        assertThat(text(okx.exhausted())).isEqualTo("429 {\"msg\":\"Too Many Requests\",\"code\":\"50011\"}");
    }

    @Test
    void tellsThatTheVenueIsAway() {
        assertThat(text(binance.away())).startsWith("503 {\"code\":-1001,\"msg\":");
        assertThat(text(okx.away())).startsWith("503 {\"msg\":").contains("\"code\":\"50001\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/v3/depth?symbol=NOPAIR,asked", // and the venue says -1121
        "POST,/api/v3/order?symbol=BTCUSDT,401",
        "DELETE,/api/v3/openOrders,401",
        "PUT,/api/v3/userDataStream,401",
        "GET,/api/v3/account?timestamp=1,401",
        "GET,/api/v3/depth?symbol=BTCUSDT&signature=0,401",
        "GET,/sapi/v1/margin/account?timestamp=1,401",
        "GET,/api/v3/nothing,404"
    })
    void refusesWhatIsPrivateOnBinance(String method, String target, String told) {
        String answer = text(binance.own(request(method, target)));
        assertThat(answer).startsWith(told);
        assertThat(!told.equals("401") || answer.contains("-2015")).isTrue();
    }

    @Test
    void takesAKeyForASignThatSomethingPrivateIsMeant() {
        RequestHead keyed = request("GET", "/api/v3/myTrades?symbol=BTCUSDT", "x-mbx-apikey", "key");
        assertThat(text(binance.own(keyed))).startsWith("401").contains("-2015");
        assertThat(text(binance.own(request("GET", "/api/v3/klines?symbol=BTCUSDT", "x-mbx-apikey", "key"))))
                .as("a key may be shown where none is needed")
                .isEqualTo("asked");
        assertThat(binance.headers(keyed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/v5/market/ticker?instId=NO-PAIR,asked,''", // and the venue says 51001
        "POST,/api/v5/trade/order,401,50103",
        "GET,/api/v5/account/balance,401,50103",
        "GET,/api/v5/asset/currencies,401,50103",
        "POST,/api/v5/market/ticker,404,50404",
        "GET,/api/v5/public/NOTHING,404,50404"
    })
    void refusesWhatIsPrivateOnOkx(String method, String target, String told, String code) {
        assertThat(text(okx.own(request(method, target)))).startsWith(told).contains(code);
    }
}

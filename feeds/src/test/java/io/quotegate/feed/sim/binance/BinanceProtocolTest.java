package io.quotegate.feed.sim.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.feed.sim.server.VenueTalk;
import io.quotegate.testkit.LeakCheck;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class BinanceProtocolTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String BOOK = "btcusdt@bookTicker";

    private final VenueTalk talk = new VenueTalk(new BinanceModel(BinanceLimits.OWN));

    @AfterEach
    void close() {
        talk.close();
    }

    private static String request(String method, String params) {
        return "{\"method\":\"" + method + "\",\"params\":[" + params + "],\"id\":1}";
    }

    @Test
    void pushesStreamsNamedInTheUrl() {
        assertThat(talk.open("/ws/" + BOOK).publish(BOOK).heard())
                .singleElement()
                .asString()
                .startsWith("{\"u\":");
        assertThat(talk.open("/stream?streams=" + BOOK).publish(BOOK).heard())
                .singleElement()
                .asString()
                .startsWith("{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":");
        assertThat(talk.hasWebSocket("/other")).isFalse();
    }

    @Test
    void subscribesListsAndUnsubscribes() {
        talk.open("/ws");
        assertThat(talk.say(request("SUBSCRIBE", '"' + BOOK + '"')).heard())
                .containsExactly("{\"result\":null,\"id\":1}");
        assertThat(talk.say(request("LIST_SUBSCRIPTIONS", "")).heard())
                .containsExactly("{\"result\":[\"btcusdt@bookTicker\"],\"id\":1}");
        assertThat(talk.publish(BOOK).heard()).hasSize(1);
        assertThat(talk.say(request("UNSUBSCRIBE", '"' + BOOK + '"')).heard())
                .containsExactly("{\"result\":null,\"id\":1}");
        assertThat(talk.publish(BOOK).heard()).isEmpty();
        assertThat(talk.say(request("SUBSCRIBE", "7")).heard())
                .singleElement()
                .asString()
                .contains("\"code\":2");
    }

    @Test
    void namesTheStreamWhereTheClientWantsItLater() {
        talk.open("/ws/" + BOOK);
        assertThat(talk.say(request("GET_PROPERTY", "\"combined\"")).heard())
                .containsExactly("{\"result\":false,\"id\":1}");
        talk.say(request("SET_PROPERTY", "\"combined\",true")).heard();
        assertThat(talk.publish(BOOK).heard()).singleElement().asString().startsWith("{\"stream\":");
        talk.session().protocol().announceShutdown();
        assertThat(talk.heard())
                .singleElement()
                .asString()
                .startsWith("{\"stream\":\"!serverShutdown\",\"data\":{\"e\":\"serverShutdown\"");
    }

    @Test
    void allowsFiveFramesASecondItsPongsAmongThem() {
        talk.open("/ws");
        for (int i = 0; i < 3; i++) {
            talk.frame(WebSocketFrames.FIN | WebSocketFrames.PONG, new byte[0]);
        }
        talk.frame(WebSocketFrames.FIN | WebSocketFrames.PING, new byte[0]);
        talk.say(request("LIST_SUBSCRIPTIONS", ""));
        assertThat(talk.heard()).containsExactly("[pong ]", "{\"result\":[],\"id\":1}");
        talk.pass(SECOND);
        for (int i = 0; i < 6; i++) {
            talk.frame(WebSocketFrames.FIN | WebSocketFrames.PONG, new byte[0]);
        }
        assertThat(talk.heard()).containsExactly("[close 1008]");
    }

    @Test
    void asksForASignOfLifeEachTwentySecondsAndWaitsAMinute() {
        talk.open("/ws").pass(Duration.ofSeconds(19));
        assertThat(talk.heard()).isEmpty();
        List<String> pings = talk.pass(SECOND).heard();
        assertThat(pings).singleElement().asString().startsWith("[ping 1786613");
        byte[] payload = pings.get(0).substring(6, pings.get(0).length() - 1).getBytes(UTF_8);
        talk.frame(WebSocketFrames.FIN | WebSocketFrames.PONG, payload);
        talk.pass(Duration.ofSeconds(20)).pass(Duration.ofSeconds(20)).pass(Duration.ofSeconds(20));
        assertThat(talk.heard()).hasSize(3).allMatch(line -> line.startsWith("[ping "));
        talk.pass(Duration.ofSeconds(20));
        assertThat(talk.heard()).as("a minute after the second").containsExactly("[close 1008]");
    }

    @Test
    void cutsAConnectionAfterADay() {
        talk.open("/ws").pass(Duration.ofHours(24));
        assertThat(talk.heard()).containsExactly("[close 1001]");
    }

    @Test
    void takesSoManyStreams() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 1025; i++) {
            many.append(i == 0 ? "" : ",").append("\"a").append(i).append("usdt@trade\"");
        }
        talk.open("/ws");
        assertThat(talk.say(request("SUBSCRIBE", many.toString())).heard())
                .singleElement()
                .asString()
                .contains("too many parameters");
    }

    @Test
    void sendsNonsenseOfFourKinds() {
        talk.open("/ws");
        assertThat(List.of(0, 1, 2, 3))
                .extracting(number -> talk.session().protocol().garbage(number))
                .doesNotHaveDuplicates()
                .anyMatch(text -> text.contains("BTCUSDT"));
    }

    @Test
    void weighsQuestionsAndRefusesThoseThatAreWrong() {
        assertThat(talk.rest("/api/v3/nothing")).startsWith("404 ");
        assertThat(talk.rest("/api/v3/klines?symbol=BTCUSDT&interval=7m"))
                .startsWith("400 ")
                .contains("-1120");
        assertThat(talk.rest("/api/v3/klines?symbol=BTCUSDT")).contains("-1102");
        assertThat(talk.rest("/api/v3/ticker/price?symbol=ABCUSDT")).contains("-1121");
        assertThat(talk.rest("/api/v3/ticker/price?symbol=BTCUSDT&symbols=[]")).contains("-1128");
        assertThat(talk.rest("/api/v3/trades?symbol=BTCUSDT&limit=x")).contains("-1100");
        assertThat(talk.tooManyConnections()).startsWith("429 ").contains("-1003");
        talk.trade(7, "100").trade(8, "101");
        assertThat(talk.rest("/api/v3/aggTrades?symbol=BTCUSDT&fromId=8"))
                .contains("\"a\":8")
                .doesNotContain("\"a\":7");
        for (int i = 0; i < 30; i++) {
            talk.rest("/api/v3/depth?symbol=BTCUSDT&limit=5000");
        }
        assertThat(talk.rest("/api/v3/ping")).startsWith("418 ");
    }
}

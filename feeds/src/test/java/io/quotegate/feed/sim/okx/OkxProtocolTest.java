package io.quotegate.feed.sim.okx;

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
class OkxProtocolTest {
    private static final String PUBLIC = "/ws/v5/public";
    private static final String BUSINESS = "/ws/v5/business";

    private VenueTalk talk = new VenueTalk(new OkxModel(OkxLimits.OWN, OkxHabits.OWN));

    @AfterEach
    void close() {
        talk.close();
    }

    private static String request(String op, String channel, String instId) {
        return "{\"op\":\"" + op + "\",\"args\":[{\"channel\":\"" + channel + "\",\"instId\":\"" + instId + "\"}]}";
    }

    @Test
    void acknowledgesASubscriptionAndSaysAtOnceWhatThereIs() {
        List<String> heard = talk.open(PUBLIC)
                .say(request("subscribe", "bbo-tbt", "BTC-USDT"))
                .heard();
        assertThat(heard).hasSize(2);
        assertThat(heard.get(0))
                .startsWith(
                        "{\"event\":\"subscribe\",\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"},\"connId\"");
        assertThat(heard.get(1)).startsWith("{\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"},\"data\":[{");
        assertThat(talk.publish("bbo-tbt:BTC-USDT").heard()).hasSize(1);
        assertThat(talk.sessions().subscriptions()).isEqualTo(1);
        assertThat(talk.say(request("unsubscribe", "bbo-tbt", "BTC-USDT")).heard())
                .singleElement()
                .asString()
                .startsWith("{\"event\":\"unsubscribe\"");
        assertThat(talk.publish("bbo-tbt:BTC-USDT").heard()).isEmpty();
    }

    @Test
    void pushesABookWholeOnceUntilItIsUnsubscribedUnlessItIsAnOlderOne() {
        String subscribe = request("subscribe", "books", "BTC-USDT");
        String unsubscribe = request("unsubscribe", "books", "BTC-USDT");
        talk.open(PUBLIC);
        assertThat(talk.say(subscribe).heard()).hasSize(2);
        assertThat(talk.say(subscribe).heard()).singleElement().asString().startsWith("{\"event\":\"subscribe\"");
        talk.say(unsubscribe).heard();
        assertThat(talk.say(subscribe).heard()).hasSize(2);

        talk.close();
        talk = new VenueTalk(new OkxModel(OkxLimits.OWN, new OkxHabits(true, false, false)));
        talk.open(PUBLIC).say(subscribe).heard();
        assertThat(talk.say(subscribe).heard()).hasSize(2);
    }

    @Test
    void refusesChannelsOfTheOtherEndpointAndUnknownOnes() {
        talk.open(PUBLIC);
        assertThat(talk.say(request("subscribe", "candle1m", "BTC-USDT")).heard())
                .singleElement()
                .asString()
                .contains("\"code\":\"64001\"");
        assertThat(talk.say(request("subscribe", "bbo-tbt", "ABC-USDT")).heard())
                .singleElement()
                .asString()
                .contains("\"code\":\"60018\"", "instId:ABC-USDT doesn't exist");
        assertThat(talk.say("{\"op\":\"login\",\"args\":[]}").heard())
                .singleElement()
                .asString()
                .contains("\"code\":\"60009\"");
        assertThat(talk.say("nonsense").heard()).singleElement().asString().contains("\"code\":\"60012\"");
        talk.open(BUSINESS);
        assertThat(talk.say(request("subscribe", "trades", "BTC-USDT")).heard())
                .singleElement()
                .asString()
                .contains("\"code\":\"64002\"");
    }

    @Test
    void answersPingsOfBothKinds() {
        talk.open(PUBLIC);
        assertThat(talk.say("ping").heard()).containsExactly("pong");
        talk.frame(WebSocketFrames.FIN | WebSocketFrames.PING, "x".getBytes(UTF_8));
        talk.frame(WebSocketFrames.FIN | WebSocketFrames.PONG, new byte[0]);
        assertThat(talk.heard()).containsExactly("[pong x]");
    }

    @Test
    void allowsSoManyRequestsAnHour() {
        talk.open(PUBLIC);
        String last = "";
        for (int i = 0; i < 481; i++) {
            last = talk.say(request("unsubscribe", "bbo-tbt", "BTC-USDT"))
                    .heard()
                    .get(0);
        }
        assertThat(last).contains("\"code\":\"60014\"");
        talk.pass(Duration.ofMinutes(61)).close();
    }

    @Test
    void cutsWhoNeverSubscribesOrIsSilentForThirtySeconds() {
        talk.open(PUBLIC).pass(Duration.ofSeconds(29)).say("ping");
        assertThat(talk.heard()).containsExactly("pong");
        talk.pass(Duration.ofSeconds(1));
        assertThat(talk.heard()).as("subscribed to nothing").containsExactly("[close 4004]");
        talk.open(PUBLIC)
                .say(request("subscribe", "trades", "BTC-USDT"))
                .pass(Duration.ofSeconds(29))
                .say("ping");
        talk.pass(Duration.ofSeconds(29));
        assertThat(talk.heard()).doesNotContain("[close 4004]");
        talk.pass(Duration.ofSeconds(1));
        assertThat(talk.heard()).containsExactly("[close 4004]");
        assertThat(talk.sessions().count()).isZero();
    }

    @Test
    void saysWhatIsWrongWithAFrame() {
        talk.open(PUBLIC);
        talk.frame(WebSocketFrames.FIN | WebSocketFrames.TEXT | WebSocketFrames.COMPRESSED, new byte[1]);
        assertThat(talk.heard()).containsExactly("[close 1002]");
        talk.open(PUBLIC);
        talk.frame(WebSocketFrames.FIN | WebSocketFrames.TEXT, new byte[] {(byte) 0xC0});
        assertThat(talk.heard()).containsExactly("[close 1007]");
        talk.open(PUBLIC);
        talk.frame(WebSocketFrames.FIN | WebSocketFrames.TEXT, new byte[65 * 1024]);
        assertThat(talk.heard()).containsExactly("[close 1009]");
        talk.open(PUBLIC);
        talk.frame(WebSocketFrames.FIN | WebSocketFrames.CLOSE, WebSocketFrames.closePayload(1000, ""));
        assertThat(talk.heard()).containsExactly("[close 1000]");
    }

    @Test
    void announcesThatItWillCut() {
        talk.open(PUBLIC);
        talk.session().protocol().announceShutdown();
        assertThat(talk.heard()).singleElement().asString().contains("\"event\":\"notice\",\"code\":\"64008\"");
        talk.sessions().closeAll();
        assertThat(talk.heard()).containsExactly("[close 1001]");
        talk.sessions().closeAll();
        assertThat(talk.heard()).isEmpty();
    }

    @Test
    void offersTwoPathsAndRest() {
        assertThat(talk.hasWebSocket("/ws/v5/private")).isFalse();
        assertThat(talk.tooManyConnections()).startsWith("429 ").contains("50011");
        assertThat(talk.rest("/api/v5/nothing")).startsWith("404 ");
        assertThat(talk.rest("/api/v5/market/trades?instId=ABC-USDT")).contains("51001");
        talk.trade(7, "100").trade(8, "101");
        assertThat(talk.rest("/api/v5/market/history-trades?instId=BTC-USDT&after=8"))
                .startsWith("200 ")
                .contains("\"tradeId\":\"7\"")
                .doesNotContain("\"tradeId\":\"8\"");
        assertThat(talk.rest("/api/v5/market/candles?instId=BTC-USDT&bar=7m")).contains("51000");
        assertThat(talk.rest("/api/v5/market/candles?instId=BTC-USDT&limit=x")).contains("Parameter limit error");
    }
}

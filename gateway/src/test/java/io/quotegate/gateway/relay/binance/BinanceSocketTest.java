package io.quotegate.gateway.relay.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.quotegate.codec.binance.BinanceRequestDecoder;
import io.quotegate.gateway.relay.RelaySources;
import io.quotegate.gateway.relay.TestRelay;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.RecordingOutlet;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinanceSocketTest {
    private final TestRelay venue = new TestRelay();
    private final RecordingOutlet outlet = new RecordingOutlet();
    private final BinanceSocket socket = socket(false);

    private BinanceSocket socket(boolean combined) {
        return new BinanceSocket(
                outlet,
                venue.relay,
                RelaySources.BINANCE,
                new BinanceRequestDecoder(),
                List.of("btcusdt@trade"),
                combined,
                venue.crowd);
    }

    @AfterEach
    void close() {
        socket.close();
        assertThat(venue.crowd.clients()).isZero();
        assertThat(venue.crowd.subscriptions()).isZero();
    }

    private void say(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        socket.onText(bytes, 0, bytes.length);
    }

    private String heard() {
        return String.join("\n", outlet.text());
    }

    private String ended() {
        return closing(requireNonNull(outlet.reason));
    }

    private String closing(DisconnectReason reason) {
        byte[] payload = socket.closePayload(reason);
        int code = (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
        return (code + " " + new String(payload, 2, payload.length - 2, UTF_8)).strip();
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    @ParameterizedTest
    @CsvSource({"SLOW_CONSUMER,1008", "VENUE_AWAY,1001", "LAPPED,1001", "SERVER_SHUTDOWN,1001", "STREAM_AGE,1001"})
    void closesWithTheVenuesCodes(DisconnectReason reason, int code) {
        assertThat(closing(reason)).startsWith(String.valueOf(code));
    }

    @Test
    void endsWhoDoesNotAnswerAPingWithinAMinute() {
        socket.onTime(in(Duration.ofSeconds(20)));
        assertThat(outlet.text()).hasSize(1);
        socket.onTime(in(Duration.ofSeconds(79)));
        assertThat(outlet.reason).isNull();
        socket.onTime(in(Duration.ofSeconds(81)));
        assertThat(ended()).isEqualTo("1008 Pong timeout");
    }

    @Test
    void endsWhoIsThereForADay() {
        socket.onTime(in(Duration.ofHours(24)));
        assertThat(outlet.reason).isEqualTo(DisconnectReason.STREAM_AGE);
    }

    @Test
    void letsTenSecondsOfMessagesWaitAndEndsWhoSendsMore() {
        for (int id = 0; id < 5 + 50; id++) {
            say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":" + id + '}');
        }
        assertThat(outlet.reason).isNull();
        assertThat(heard()).contains("\"id\":4}").doesNotContain("\"id\":5}");
        say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":55}");
        assertThat(ended()).isEqualTo("1008 Too many requests");
    }

    @Test
    void answersWhoSubscribesWhileTheVenueIsAwayTwoSecondsLater() {
        say("{\"method\":\"SUBSCRIBE\",\"params\":[\"ethusdt@trade\"],\"id\":1}");
        assertThat(venue.asked).containsExactly("btcusdt@trade", "ethusdt@trade");
        assertThat(heard()).isEmpty();
        socket.onTime(in(Duration.ofSeconds(2)));
        assertThat(heard()).contains("{\"result\":null,\"id\":1}");
    }

    @Test
    void beginsWithTheAnswerWhateverOfARequestIsThereBefore() {
        say("{\"method\":\"SUBSCRIBE\",\"params\":[\"ethusdt@trade\",\"ethusdt@depth\"],\"id\":1}");
        push(() -> {
            venue.venue.taken(1, RelaySources.BINANCE, "btcusdt@trade", new byte[0]);
            venue.venue.taken(2, RelaySources.BINANCE, "ethusdt@trade", new byte[0]);
            event(2, "{\"early\":1}");
            event(1, "{\"other\":1}");
        });
        assertThat(heard()).contains("{\"other\":1}").doesNotContain("early", "result");
        push(() -> {
            venue.venue.taken(3, RelaySources.BINANCE, "ethusdt@depth", new byte[0]);
            event(2, "{\"late\":1}");
        });
        assertThat(heard()).containsSubsequence("{\"result\":null,\"id\":1}", "{\"late\":1}");
    }

    private void push(Runnable events) {
        events.run();
        venue.venue.announce();
        venue.loop.runPendingTasks();
    }

    private void event(int topic, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        venue.venue.event(topic, bytes, 0, bytes.length);
    }

    @Test
    void tellsThatTheGatewayEndsAsTheVenueDoes() {
        ByteBuf raw = socket.farewell(DisconnectReason.SERVER_SHUTDOWN);
        assertThat(raw.toString(UTF_8)).contains("{\"e\":\"serverShutdown\",\"E\":");
        raw.release();
        BinanceSocket other = socket(true);
        ByteBuf combined = other.farewell(DisconnectReason.SERVER_SHUTDOWN);
        assertThat(combined.toString(UTF_8))
                .contains("{\"stream\":\"!serverShutdown\",\"data\":{\"e\":\"serverShutdown\",");
        combined.release();
        other.close();
    }
}

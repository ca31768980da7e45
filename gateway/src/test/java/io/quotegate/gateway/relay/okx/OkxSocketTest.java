package io.quotegate.gateway.relay.okx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.quotegate.codec.okx.OkxRequestDecoder;
import io.quotegate.gateway.relay.RelaySources;
import io.quotegate.gateway.relay.TestRelay;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.RecordingOutlet;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OkxSocketTest {
    private static final String TICKERS =
            "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"}]}";

    private final TestRelay venue = new TestRelay();
    private final RecordingOutlet outlet = new RecordingOutlet();
    private final OkxSocket socket = socket(RelaySources.OKX_PUBLIC);

    private OkxSocket socket(int source) {
        return new OkxSocket(outlet, venue.relay, source, new OkxRequestDecoder(), venue.crowd);
    }

    @AfterEach
    void close() {
        socket.close();
        assertThat(venue.crowd.clients()).isZero();
        assertThat(venue.crowd.subscriptions()).isZero();
    }

    private static void say(OkxSocket to, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        to.onText(bytes, 0, bytes.length);
    }

    private String heard() {
        return String.join("\n", outlet.text());
    }

    /** Code and words of the close frame. */
    private String ended() {
        return closing(requireNonNull(outlet.reason));
    }

    private String closing(DisconnectReason reason) {
        byte[] payload = socket.closePayload(reason);
        int code = (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
        return (code + " " + new String(payload, 2, payload.length - 2, UTF_8)).strip();
    }

    private static long in(int seconds) {
        return System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    }

    @ParameterizedTest
    @CsvSource({
        "SLOW_CONSUMER,4005,Buffer is full",
        "TOO_LARGE,1009,Request message exceeds the maximum frame length",
        "VENUE_AWAY,4006,Abnormal disconnection",
        "LAPPED,4006,Abnormal disconnection",
        "SERVER_SHUTDOWN,1001,''"
    })
    void closesWithTheVenuesCodes(DisconnectReason reason, int code, String words) {
        assertThat(closing(reason)).startsWith((code + " " + words).strip());
    }

    @Test
    void endsWhoSubscribesToNothingForThirtySeconds() {
        socket.onTime(in(29));
        assertThat(outlet.reason).isNull();
        socket.onTime(in(30));
        assertThat(ended()).isEqualTo("4004 No data received in 30s");
    }

    @Test
    void endsWhoWantsTooManyChannels() {
        String args = IntStream.range(0, 2001)
                .mapToObj(i -> "{\"channel\":\"c" + i + "\"}")
                .collect(Collectors.joining(","));
        say(socket, "{\"op\":\"subscribe\",\"args\":[" + args + "]}");
        assertThat(ended()).isEqualTo("4009 The number of subscribed channels for this connection exceeds the limit");
        assertThat(venue.asked).isEmpty();
    }

    @Test
    void letsTenSecondsOfRequestsWaitAndRefusesMore() {
        for (int i = 0; i < 10 + 100; i++) {
            say(socket, "{\"op\":\"unsubscribe\",\"args\":[{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"}]}");
        }
        assertThat(heard()).doesNotContain("60014");
        say(socket, TICKERS);
        assertThat(heard()).contains("60014").contains("Requests too frequent");
    }

    @Test
    void refusesWhatIsPrivateInTheVenuesWords() {
        say(socket, "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"orders\",\"instType\":\"SPOT\"}]}");
        assertThat(heard()).contains("60011");
        say(
                socket,
                "{\"op\":\"login\",\"args\":[{\"apiKey\":\"k\",\"passphrase\":\"p\",\"timestamp\":\"1\",\"sign\":\"s\"}]}");
        assertThat(heard()).contains("60009");
        OkxSocket ofPrivate = socket(OkxSocket.PRIVATE);
        say(ofPrivate, TICKERS);
        assertThat(heard()).contains("60011");
        ofPrivate.close();
        assertThat(venue.asked).isEmpty();
    }

    @Test
    void answersWhoSubscribesWhileTheVenueIsAwayTenSecondsLater() {
        say(socket, TICKERS);
        assertThat(venue.asked).hasSize(1);
        socket.onTime(in(9));
        assertThat(heard()).isEmpty();
        socket.onTime(in(10));
        assertThat(heard()).contains("\"event\":\"subscribe\"");
    }

    @Test
    void tellsThatTheGatewayEndsAsTheVenueTellsOfAnUpgrade() {
        ByteBuf farewell = socket.farewell(DisconnectReason.SERVER_SHUTDOWN);
        assertThat(farewell.toString(UTF_8)).contains("\"event\":\"notice\"").contains("64008");
        farewell.release();
    }
}

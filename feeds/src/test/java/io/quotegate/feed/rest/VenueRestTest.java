package io.quotegate.feed.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.feed.origin.VenueOrigin;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VenueRestTest {
    private final RestStub venue = new RestStub();
    private final VenueOrigin origin = VenueOrigin.of(false);
    private final VenueRest rest = new VenueRest(venue.routes(), origin, venue.client());

    VenueRestTest() throws IOException {}

    @AfterEach
    void close() {
        venue.close();
    }

    @Test
    void readsAnAnswerAndItsHeaders() throws Exception {
        venue.answers(200, "{}", Map.of("X-Used", "17", "X-Odd", "17.5"));
        VenueRest.Reply reply = rest.get("/api/v3/time?a=b");
        assertThat(reply.isOk()).isTrue();
        assertThat(new String(reply.body(), UTF_8)).isEqualTo("{}");
        assertThat(reply.number("x-used")).hasValue(17);
        assertThat(reply.number("x-odd")).isEmpty();
        assertThat(reply.number("x-absent")).isEmpty();
        assertThat(venue.asked()).containsExactly("/api/v3/time?a=b");
    }

    @Test
    void saysWhatWentWrongInALine() throws Exception {
        venue.answers(400, "b".repeat(300), Map.of());
        VenueRest.Reply reply = rest.get("/");
        assertThat(reply.isOk()).isFalse();
        assertThat(reply.problem()).isEqualTo("HTTP 400 " + "b".repeat(200));
    }

    @Test
    void believesAVenueThatSaysItIsSimulated() throws Exception {
        venue.answers(502, "somebody on the way", Map.of());
        rest.get("/");
        assertThat(origin.told()).as("an error of whomever").isNotDone();
        venue.answers(404, "", Map.of("X-Quotegate-Simulated", "True"));
        rest.get("/");
        assertThat(origin.told()).isCompletedWithValue(true);
        venue.answers("{}");
        rest.get("/");
        assertThat(origin.isSimulated()).as("for good").isTrue();
    }

    @Test
    void takesAVenueForRealThatDoesNotSayOtherwise() throws Exception {
        venue.answers(200, "{}", Map.of("X-Quotegate-Simulated", "false"));
        rest.get("/");
        assertThat(origin.told()).isCompletedWithValue(false);
        assertThat(origin.isSimulated()).isFalse();
    }

    @Test
    void failsWhereAnAnswerIsLongerThanItMayBe() {
        venue.answers("x".repeat(4 * 1024 * 1024 + 1));
        assertThatThrownBy(() -> rest.get("/"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than 4194304");
    }

    @Test
    void failsWhereNobodyAnswers() {
        venue.close();
        assertThatThrownBy(() -> rest.get("/")).isInstanceOf(IOException.class);
    }

    @Test
    void givesUpAnAnswerThatStopsHalfWayAndGoesOnWithTheNext() throws Exception {
        VenueRest impatient = new VenueRest(venue.routes(), origin, venue.client(), Duration.ofMillis(500));
        venue.stopsHalfWay("[[1,2,3]]");
        venue.answers("[]");
        assertThatThrownBy(() -> impatient.get("/api/v3/klines"))
                .isInstanceOf(IOException.class)
                .hasMessage("no whole answer within 500 ms");
        assertThat(rest.get("/api/v3/klines").body()).asString(UTF_8).isEqualTo("[]");
    }
}

package io.quotegate.gateway.http;

import static io.quotegate.gateway.http.RecordingStream.get;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quotegate.api.Right;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.testkit.LeakCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LeakCheck.class)
class WholeRequestTest {
    private static final long TOO_LATE_NS = TimeUnit.SECONDS.toNanos(11);

    private final TestLoop loop = new TestLoop();
    private final RecordingStream stream = new RecordingStream(loop.context);
    private final List<String> heard = new ArrayList<>();

    /** Begins to answer, and is not done with it. */
    private final AnswerListener answer = new AnswerListener() {
        @Override
        public void onWritable() {
            heard.add("writable");
        }

        @Override
        public void onTime(long nowNs) {
            heard.add("time");
        }

        @Override
        public boolean drains() {
            return false;
        }

        @Override
        public ByteBuf farewell(DisconnectReason reason) {
            heard.add("farewell");
            return Unpooled.copiedBuffer("bye", US_ASCII);
        }

        @Override
        public void onClosed(boolean complete) {
            heard.add("closed " + complete);
        }
    };

    @BeforeEach
    void begin() {
        HttpRoutes routes = new HttpRoutes()
                .add(Route.get(
                        "/",
                        Right.QUOTES,
                        "Waits.",
                        (asked, request, parameter) -> new WholeRequest(asked, () -> {
                            heard.add("answer");
                            return answer;
                        })));
        stream.served.begin(new HttpRouter(routes, SiteRules.of(List.of(), false, List.of())), get("/"));
    }

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void isAnsweredOnceItsBodyIsWholeAndThrownAway() {
        assertThat(stream.midMessage).isTrue();
        stream.send("some");
        stream.send("thing");
        assertThat(stream.consumed).isEqualTo(9);
        assertThat(heard).isEmpty();
        stream.served.onBodyEnd();
        assertThat(stream.midMessage).isFalse();
        assertThat(heard).containsExactly("answer");
    }

    @Test
    void tellsTheAnswerOfAllThatFollows() {
        assertThat(stream.served.drains()).isTrue();
        stream.served.onBodyEnd();
        stream.incompleteNs = TOO_LATE_NS;
        stream.served.onTime(1);
        stream.served.onWritable();
        stream.served.closed(true);
        stream.served.closed(true);
        assertThat(stream.served.drains()).isFalse();
        assertThat(heard).containsExactly("answer", "time", "writable", "closed true");
    }

    @Test
    void isAnswered413AndEndedWhenItsBodyIsTooLong() {
        int limit = loop.context.limits().frameBytes();
        stream.send("x".repeat(limit));
        assertThat(stream.head).isNull();
        stream.send("x");
        assertProblem(413, "body longer than " + limit + " bytes");
        assertThat(stream.served.reason()).isEqualTo(DisconnectReason.TOO_LARGE);
        assertThat(heard).isEmpty();
    }

    @Test
    void isAnswered408AndEndedWhenItsBodyStops() {
        stream.send("xx");
        stream.incompleteNs = TimeUnit.SECONDS.toNanos(10);
        stream.served.onTime(1);
        assertThat(stream.head).isNull();
        stream.incompleteNs = TOO_LATE_NS;
        stream.served.onTime(2);
        assertProblem(408, "request not ended in time");
        assertThat(stream.served.reason()).isEqualTo(DisconnectReason.MESSAGE_TIMEOUT);
    }

    @ParameterizedTest
    @CsvSource({
        "SERVER_SHUTDOWN, 503, the gateway stops",
        "INTERNAL_ERROR, 500, the gateway failed to answer",
        "PROTOCOL_ERROR, 400, malformed request",
        "FLOOD, 429, too many requests at a time",
        "IDLE_TIMEOUT, 503, ended: idle_timeout"
    })
    void isAnsweredWithWhatEndsItBeforeItsBodyIsWhole(DisconnectReason reason, int status, String detail) {
        stream.end(reason);
        assertProblem(status, detail);
        assertThat(heard).isEmpty();
    }

    @Test
    void isAnsweredWithWhatEndsItBeforeItsAnswerIsBegun() {
        stream.served.onBodyEnd();
        stream.end(DisconnectReason.SERVER_SHUTDOWN);
        assertProblem(503, "the gateway stops");
        assertThat(heard).containsExactly("answer", "farewell");
    }

    @Test
    void endsWithTheAnswersOwnWordsOnceThatIsBegun() {
        stream.served.onBodyEnd();
        stream.respond(ResponseHead.of(HttpResponseStatus.OK));
        stream.end(DisconnectReason.SERVER_SHUTDOWN);
        assertThat(stream.body()).isEqualTo("bye");
        assertThat(stream.status()).isEqualTo(200);
    }

    private void assertProblem(int status, String detail) {
        assertThat(stream.status()).isEqualTo(status);
        assertThat(stream.field(HttpHeaderNames.CONTENT_TYPE)).isEqualTo("application/problem+json");
        assertThat(stream.body()).contains("\"status\":" + status, "\"detail\":\"" + detail + '"');
        assertThat(stream.finished).isTrue();
    }
}

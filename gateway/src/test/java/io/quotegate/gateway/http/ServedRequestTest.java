package io.quotegate.gateway.http;

import static io.quotegate.gateway.http.RecordingStream.get;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quotegate.api.Right;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.testkit.LeakCheck;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class ServedRequestTest {
    private final TestLoop loop = new TestLoop();
    private final RecordingStream stream = new RecordingStream(loop.context);

    private @Nullable Boolean closed;

    @AfterEach
    void close() {
        loop.close();
    }

    private void begin(HttpEndpoint endpoint) {
        HttpRoutes routes = new HttpRoutes().add(Route.get("/", Right.QUOTES, "Of a test.", endpoint));
        stream.served.begin(new HttpRouter(routes, SiteRules.of(List.of(), false, List.of())), get("/"));
    }

    /** Throws whatever it is told. */
    private StreamListener failing() {
        return new StreamListener() {
            @Override
            public void onBody(ByteBuf piece) {
                throw new IllegalStateException("body");
            }

            @Override
            public void onBodyEnd() {
                throw new IllegalStateException("end");
            }

            @Override
            public void onClosed(boolean complete) {
                closed = complete;
            }
        };
    }

    @Test
    void answersWhatThrowsWhileItIsOpenedAsOurFault() {
        begin((asked, request, parameter) -> {
            throw new IllegalStateException("open");
        });
        assertThat(stream.status()).isEqualTo(500);
        assertThat(stream.served.reason()).isEqualTo(DisconnectReason.INTERNAL_ERROR);
        assertThat(stream.served.onBody(Unpooled.EMPTY_BUFFER)).isFalse();
        assertThat(stream.served.drains()).isFalse();
    }

    @Test
    void answersWhatThrowsOverTheBodyAsOurFault() {
        begin((asked, request, parameter) -> failing());
        stream.send("x");
        assertThat(stream.status()).isEqualTo(500);
    }

    @Test
    void breaksOffWhatThrowsOnceItsAnswerIsBegun() {
        begin((asked, request, parameter) -> failing());
        stream.respond(ResponseHead.of(HttpResponseStatus.OK));
        stream.served.onBodyEnd();
        assertThat(stream.cancelled).isEqualTo(DisconnectReason.INTERNAL_ERROR);
        assertThat(stream.body()).isEmpty();
    }

    @Test
    void tellsAListenerThatItIsOverEvenIfItIsOverBeforeItIsOpened() {
        begin((asked, request, parameter) -> {
            stream.served.closed(true);
            return failing();
        });
        assertThat(closed).isTrue();
    }

    @Test
    void endsWithTheWordsThatAreGivenOnceItIsAnswered() {
        begin((asked, request, parameter) -> failing());
        stream.respond(ResponseHead.of(HttpResponseStatus.OK));
        stream.end(DisconnectReason.LAPPED, Unpooled.copiedBuffer("words", US_ASCII));
        assertThat(stream.body()).isEqualTo("words");
    }

    @Test
    void endsWithTheProblemInPlaceOfTheWordsIfItIsNotAnswered() {
        begin((asked, request, parameter) -> failing());
        stream.end(DisconnectReason.SERVER_SHUTDOWN, Unpooled.copiedBuffer("words", US_ASCII));
        assertThat(stream.status()).isEqualTo(503);
        assertThat(stream.body()).doesNotContain("words");
    }

    @Test
    void countsWhatItSpeaksUntilItEnds() {
        ConnectionMetrics metrics = loop.context.metrics();
        begin((asked, request, parameter) -> failing());
        stream.served.count(Protocol.GRPC);
        assertThat(metrics.open(Protocol.GRPC)).isEqualTo(1);
        stream.served.closed(true);
        assertThat(metrics.open(Protocol.GRPC)).isZero();
        assertThat(metrics.disconnects(Protocol.GRPC, DisconnectReason.COMPLETED))
                .isEqualTo(1);
    }

    @Test
    void countsTheFirstReasonThatEndsIt() {
        begin((asked, request, parameter) -> failing());
        stream.served.count(Protocol.SSE);
        stream.served.ending(DisconnectReason.LAPPED);
        stream.served.ending(DisconnectReason.IDLE_TIMEOUT);
        stream.served.closed(false);
        assertThat(loop.context.metrics().disconnects(Protocol.SSE, DisconnectReason.LAPPED))
                .isEqualTo(1);
    }

    @Test
    void countsAClientThatLeavesAsSuch() {
        begin((asked, request, parameter) -> failing());
        stream.served.count(Protocol.SSE);
        stream.served.closed(false);
        assertThat(loop.context.metrics().disconnects(Protocol.SSE, DisconnectReason.CLIENT_CLOSED))
                .isEqualTo(1);
    }

    @Test
    void isOverdueWhenTheClientHadLongEnoughToReadWhyItEnds() {
        long nowNs = loop.context.sweeper().nowNs();
        assertThat(stream.served.isOverdue(nowNs + TimeUnit.HOURS.toNanos(1))).isFalse();
        stream.served.ending(DisconnectReason.LAPPED);
        assertThat(stream.served.isOverdue(nowNs + TimeUnit.SECONDS.toNanos(1))).isFalse();
        assertThat(stream.served.isOverdue(nowNs + TimeUnit.SECONDS.toNanos(1) + 1))
                .isTrue();
    }
}

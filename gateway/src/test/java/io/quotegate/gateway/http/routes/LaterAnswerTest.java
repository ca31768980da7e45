package io.quotegate.gateway.http.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quotegate.api.Right;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.HttpRouter;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.RecordingStream;
import io.quotegate.gateway.http.ResponseHead;
import io.quotegate.gateway.http.Route;
import io.quotegate.gateway.http.SiteRules;
import io.quotegate.gateway.http.WholeRequest;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.testkit.LeakCheck;
import io.quotegate.text.ByteWriter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class LaterAnswerTest {
    private final TestLoop loop = new TestLoop();
    private final RecordingStream stream = new RecordingStream(loop.context);
    private final CompletableFuture<String> coming = new CompletableFuture<>();

    @AfterEach
    void close() {
        loop.close();
    }

    /** Asks for what {@code text} writes of what is to come. */
    private void ask(BiFunction<ByteWriter, String, HttpAnswer> text) {
        HttpRoutes routes = new HttpRoutes();
        routes.add(Route.get(
                "/later",
                Right.ANYBODY,
                "What comes.",
                (asked, request, parameter) -> new WholeRequest(asked, () -> LaterAnswer.of(asked, coming, text))));
        stream.ask(
                new HttpRouter(routes, SiteRules.of(List.of(), false, List.of())), RecordingStream.get("/later"), "");
    }

    private static HttpAnswer write(ByteWriter body, String text) {
        body.ascii(text);
        return HttpAnswer.TEXT;
    }

    @Test
    void comesWhenItIsKnown() {
        ask(LaterAnswerTest::write);
        assertThat(stream.head).isNull();
        coming.complete("known");
        loop.turn();
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.body()).isEqualTo("known");
    }

    @Test
    void isAProblemWhereItWillNeverBeKnown() {
        ask(LaterAnswerTest::write);
        coming.completeExceptionally(new IOException("on purpose"));
        loop.turn();
        assertProblem();
    }

    @Test
    void isAProblemWhereItCannotBeWritten() {
        ask((body, text) -> {
            throw new IllegalStateException("on purpose");
        });
        coming.complete("known");
        loop.turn();
        assertProblem();
    }

    private void assertProblem() {
        assertThat(stream.status()).isEqualTo(500);
        assertThat(stream.body()).contains("\"code\":\"internal\"");
        assertThat(loop.context.sweeper().guard().count()).as("counted").isEqualTo(1);
    }

    @Test
    void isBrokenOffWhereItWasBegun() {
        ask((body, text) -> {
            stream.respond(new ResponseHead(HttpResponseStatus.OK, HttpFields.NONE));
            throw new IllegalStateException("on purpose");
        });
        coming.complete("known");
        loop.turn();
        assertThat(stream.cancelled).isEqualTo(DisconnectReason.INTERNAL_ERROR);
        assertThat(loop.context.sweeper().guard().count()).isEqualTo(1);
    }
}

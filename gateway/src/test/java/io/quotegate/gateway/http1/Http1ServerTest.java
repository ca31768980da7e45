package io.quotegate.gateway.http1;

import static io.quotegate.gateway.http.TestEndpoint.bytes;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quotegate.api.Right;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http.ResponseHead;
import io.quotegate.gateway.http.Route;
import io.quotegate.gateway.http.TestEndpoint;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.testkit.EverySplit;
import io.quotegate.testkit.LeakCheck;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
class Http1ServerTest {
    private static final String OK = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 6\r\n"
            + "cache-control: no-store\r\n\r\n";
    private static final String CLOSED_OK = OK.replace("no-store\r\n", "no-store\r\nconnection: close\r\n");

    private final TestLoop loop = new TestLoop();
    private final TestEndpoint endpoint = new TestEndpoint();
    private final HttpRoutes routes = new HttpRoutes()
            .get("/plain", Right.QUOTES, "Says so.", call -> {
                call.body().ascii("plain!");
                return HttpAnswer.JSON;
            })
            .get("/large", Right.QUOTES, "Says much.", call -> {
                call.body().ascii("x".repeat(5_000));
                return HttpAnswer.JSON;
            })
            .add(Route.of("/later", List.of(HttpMethod.GET, HttpMethod.POST), Right.QUOTES, null, "Waits.", endpoint));
    private final Http1Client client = new Http1Client(loop, routes);

    @AfterEach
    void close() {
        client.close();
        loop.close();
    }

    private static String get(String path, String... fields) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n" + String.join("\r\n", fields)
                + (fields.length == 0 ? "\r\n" : "\r\n\r\n");
    }

    private static String post(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    // Whole answers

    @Test
    void answersWithALengthAndOneFlush() {
        client.send(get("/plain"));
        assertThat(client.channel.flushes()).isEqualTo(1);
        assertThat(client.hear()).isEqualTo(OK + "plain!");
        assertThat(client.isEnding()).isFalse();
        assertThat(client.connection.protocol()).isEqualTo(Protocol.HTTP);
    }

    @Test
    void answersTheSameHoweverTheRequestIsCut() {
        byte[] request = (post("/plain?a=%20", "body") + get("/plain", "X: y")
                        + "POST /plain HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "4;x=y\r\nbody\r\n0\r\nTrailer: z\r\n\r\n" + get("/plain"))
                .getBytes(US_ASCII);
        client.send(new String(request, US_ASCII));
        String expected = client.hear();
        assertThat(expected.split("HTTP/1.1 ", -1)).hasSize(5);
        EverySplit.of(request, (pieces, name) -> {
            try (Http1Client cut = new Http1Client(loop, routes)) {
                pieces.forEach(cut::send);
                assertThat(cut.hear()).as(name).isEqualTo(expected);
            }
        });
    }

    /** Though one whose bytes it knows from the request before is not read again. */
    @Test
    void answersTheSameWhateverWasAskedBefore() {
        List<String> requests = List.of(
                get("/plain"),
                get("/plain", "X: y"),
                get("/plain?a=b"),
                get("/none"),
                "\r\n" + get("/plain"),
                "HEAD /plain HTTP/1.1\r\nHost: a\r\n\r\n",
                get("/plain", "Expect: 100-continue"),
                get("/plain", "Content-Length: 0"),
                get("/plain", "X: " + "z".repeat(600)),
                post("/plain", "body"),
                "GET /plain HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
                "POST /plain HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        List<String> answers = requests.stream().map(this::answered).toList();
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder asked = new StringBuilder();
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < 12; i++) {
                int which = random.nextInt(requests.size());
                int times = 1 + random.nextInt(3);
                asked.append(requests.get(which).repeat(times));
                expected.append(answers.get(which).repeat(times));
            }
            try (Http1Client other = new Http1Client(loop, routes)) {
                for (int at = 0; at < asked.length(); ) {
                    int end = Math.min(asked.length(), at + 1 + random.nextInt(random.nextBoolean() ? 10 : 400));
                    other.send(asked.substring(at, end));
                    at = end;
                }
                assertThat(other.hear()).as("seed %d", seed).isEqualTo(expected.toString());
            }
        }
    }

    private String answered(String request) {
        try (Http1Client other = new Http1Client(loop, routes)) {
            return other.send(request).hear();
        }
    }

    @Test
    void answersPipelinedRequestsWithOneFlush() {
        client.send(get("/plain").repeat(20));
        assertThat(client.channel.flushes()).isEqualTo(1);
        assertThat(client.hear()).isEqualTo((OK + "plain!").repeat(20));
    }

    @Test
    void sendsALargeBodyBehindItsHead() {
        client.send(get("/large"));
        assertThat(client.hear())
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("content-length: 5000\r\n")
                .endsWith("\r\n\r\n" + "x".repeat(5_000));
    }

    @Test
    void sendsNoBodyForHead() {
        client.send("HEAD /large HTTP/1.1\r\nHost: a\r\n\r\n" + get("/plain"));
        assertThat(client.hear()).contains("content-length: 5000\r\n").endsWith("no-store\r\n\r\n" + OK + "plain!");
    }

    @Test
    void closesWhenTheClientSaysSo() {
        client.send(get("/plain", "Connection: close") + get("/plain"));
        assertThat(client.hear()).isEqualTo(CLOSED_OK + "plain!");
        assertThat(client.ended(DisconnectReason.COMPLETED)).isEqualTo(1);
    }

    @Test
    void speaksHttp10WithAndWithoutKeepAlive() {
        client.send("GET /plain HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        assertThat(client.hear()).isEqualTo(OK.replace("\r\n\r\n", "\r\nconnection: keep-alive\r\n\r\n") + "plain!");
        client.send("GET /plain HTTP/1.0\r\n\r\n");
        assertThat(client.hear()).isEqualTo(CLOSED_OK + "plain!");
        assertThat(client.isEnding()).isTrue();
    }

    @Test
    void saysToGoOnBeforeItReadsABodyThatWaitsForThat() {
        client.send("POST /later HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");
        assertThat(client.hear()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
        client.send("x");
        assertThat(endpoint.heard).containsExactly("open /later", "body x", "end");
    }

    @Test
    void neverSaysALengthWhereThereCanBeNoBody() {
        client.send(get("/later"));
        endpoint.stream().respond(ResponseHead.of(HttpResponseStatus.NO_CONTENT), bytes(""));
        assertThat(client.turn().channel.flushes()).isPositive();
        assertThat(client.hear()).isEqualTo("HTTP/1.1 204 No Content\r\n\r\n");
    }

    // Answers that take their time

    @Test
    void letsWhatIsPipelinedWaitForAnAnswer() {
        client.send(get("/later") + get("/plain") + post("/later", "body"));
        assertThat(client.hear()).isEmpty();
        assertThat(endpoint.heard).containsExactly("open /later", "end");
        endpoint.stream().respond(TestEndpoint.HEAD, bytes("late"));
        assertThat(client.hear()).isEqualTo("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nlate" + OK + "plain!");
        assertThat(endpoint.heard)
                .containsExactly("open /later", "end", "closed true", "open /later", "body body", "end");
        endpoint.stream().respond(TestEndpoint.HEAD, bytes("again"));
        assertThat(client.hear()).endsWith("again");
    }

    @Test
    void answersOnceTheAnswerIsWholeWithItsLength() {
        client.send(get("/later"));
        endpoint.stream().respond(TestEndpoint.HEAD);
        for (String piece : List.of("a", "bc", "", "d")) {
            endpoint.stream().write(bytes(piece));
        }
        assertThat(endpoint.stream().unsentBytes()).isEqualTo(4);
        endpoint.stream().finish();
        endpoint.stream().finish();
        endpoint.stream().write(bytes("too late"));
        assertThat(client.hear()).isEqualTo("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nabcd");
        assertThat(client.isEnding()).isFalse();
    }

    @Test
    void streamsWhatIsFlushedAndClosesBehindItIfItHasNoLength() {
        client.send(get("/later"));
        endpoint.stream().respond(TestEndpoint.HEAD);
        endpoint.stream().write(bytes("one "));
        endpoint.stream().flush();
        assertThat(client.hear()).isEqualTo("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\none ");
        endpoint.stream().writeAndFlush(bytes("two "));
        assertThat(client.hear()).isEqualTo("two ");
        endpoint.stream().writeFirst(bytes("three"));
        endpoint.stream().finish(HttpFields.NONE);
        assertThat(client.hear()).isEqualTo("three");
        assertThat(client.ended(DisconnectReason.COMPLETED)).isEqualTo(1);
    }

    @Test
    void streamsWhatHasALengthAndLivesOn() {
        client.send(get("/later"));
        endpoint.stream().respond(TestEndpoint.sized(6));
        endpoint.stream().writeAndFlush(bytes("abc"));
        assertThat(client.hear()).isEqualTo("HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nabc");
        endpoint.stream().writeAndFlush(bytes("def"));
        endpoint.stream().finish();
        assertThat(client.hear()).isEqualTo("def");
        assertThat(client.send(get("/plain")).hear()).isEqualTo(OK + "plain!");
    }

    @Test
    void writesNothingBeforeTheAnswerIsBegun() {
        client.send(get("/later"));
        endpoint.stream().flush();
        assertThat(client.hear()).isEmpty();
    }

    @Test
    void answersOnlyOnce() {
        client.send(get("/later"));
        endpoint.stream().respond(TestEndpoint.HEAD, bytes("once"));
        endpoint.stream().respond(TestEndpoint.HEAD, bytes("twice"));
        endpoint.stream().respond(TestEndpoint.HEAD);
        assertThat(client.hear()).endsWith("once");
    }

    @Test
    void tellsWhenASlowClientTakesBytesAgain() {
        client.channel.takeOnly(100);
        client.send(get("/later"));
        endpoint.stream().respond(TestEndpoint.HEAD);
        endpoint.stream().writeAndFlush(bytes("x".repeat(Http1Client.WATER_MARK)));
        assertThat(endpoint.stream().isWritable()).isFalse();
        endpoint.stream().putOff(bytes("last"));
        client.channel.takeMore(10_000);
        assertThat(endpoint.heard).contains("writable");
        assertThat(client.hear()).endsWith("last");
        assertThat(endpoint.stream().isWritable()).isTrue();
    }

    @Test
    void endsASlowClientWithTheReasonAndWithoutWhatWaited() {
        client.channel.takeOnly(0);
        client.send(get("/later"));
        endpoint.stream().respond(TestEndpoint.HEAD);
        endpoint.stream().writeAndFlush(bytes("x".repeat(Http1Client.WATER_MARK)));
        endpoint.stream().putOff(bytes("what waits"));
        endpoint.stream().end(DisconnectReason.SLOW_CONSUMER);
        client.channel.takeMore(10_000);
        assertThat(client.hear()).endsWith("xbye slow_consumer");
        assertThat(client.ended(DisconnectReason.SLOW_CONSUMER)).isEqualTo(1);
    }

    @Test
    void readsNoMoreFromAClientThatTakesNoAnswers() {
        client.channel.takeOnly(0);
        for (int i = 0; i < 3; i++) {
            client.send(get("/large"));
        }
        assertThat(client.channel.config().isAutoRead()).isFalse();
        client.channel.takeMore(20_000);
        assertThat(client.channel.config().isAutoRead()).isTrue();
    }

    // Bodies

    @Test
    void handsABodyOnPieceByPiece() {
        client.send("POST /later HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n");
        client.send("ab").send("cd");
        assertThat(endpoint.heard).containsExactly("open /later", "body ab", "body cd", "end");
    }

    @Test
    void readsOnBehindARequestThatWasAnsweredBeforeItsEnd() {
        client.send("POST /later HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab");
        endpoint.stream().respond(TestEndpoint.HEAD, bytes("early"));
        assertThat(client.hear()).endsWith("early");
        client.send("cd" + get("/plain"));
        assertThat(client.hear()).isEqualTo(OK + "plain!");
        assertThat(endpoint.heard).containsExactly("open /later", "body ab", "closed true");
    }

    @Test
    void endsABodyOfWhichTooMuchWaits() {
        endpoint.consumes = false;
        int limit = loop.context.limits().frameBytes() + 64 * 1024;
        client.send("POST /later HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n");
        for (int sent = 0; sent < limit; sent += 16 * 1024) {
            client.send("x".repeat(16 * 1024));
        }
        assertThat(client.hear()).isEmpty();
        client.send("x");
        assertThat(client.hear()).startsWith("HTTP/1.1 413 ");
        assertThat(client.ended(DisconnectReason.TOO_LARGE)).isEqualTo(1);
    }

    @Test
    void keepsWhatIsPipelinedBehindAnAnswerAndStopsReading() {
        client.send(get("/later"));
        client.send(get("/plain").repeat(1000));
        assertThat(client.hear()).isEmpty();
        assertThat(client.channel.config().isAutoRead()).isFalse();
        client.channel.flushInbound(); // a read that brought nothing
        endpoint.stream().respond(TestEndpoint.HEAD, bytes("late"));
        assertThat(client.hear()).endsWith("late" + (OK + "plain!").repeat(1000));
        assertThat(client.channel.config().isAutoRead()).isTrue();
    }

    @Test
    void answersNoMoreOfOneReadThanTheClientTakes() {
        client.channel.takeOnly(0);
        client.send(get("/large").repeat(1000));
        int oneAnswer = 6_000;
        assertThat(client.connection.unsentBytes())
                .isLessThan(loop.context.limits().pendingBytes() + oneAnswer)
                .isGreaterThan(loop.context.limits().pendingBytes() - oneAnswer);
        assertThat(client.channel.config().isAutoRead()).isFalse();
        client.channel.takeMore(10_000_000);
        assertThat(client.hear().split("HTTP/1.1 200 OK", -1)).hasSize(1001);
        assertThat(client.channel.config().isAutoRead()).isTrue();
    }

    @Test
    void answersAllThatAClientAskedForWhichClosedItsHalfAndThenReads() {
        client.channel.takeOnly(0);
        client.send(get("/large").repeat(1000));
        client.channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        client.turn();
        assertThat(client.isEnding()).isFalse();
        client.channel.takeMore(10_000_000);
        assertThat(client.hear().split("HTTP/1.1 200 OK", -1)).hasSize(1001);
        assertThat(client.ended(DisconnectReason.CLIENT_CLOSED)).isEqualTo(1);
    }

    @Test
    void countsTheTimeOfARequestOnlyWhileItIsRead() {
        client.send(get("/later") + "GET /plain HT");
        client.pass(Duration.ofMinutes(1));
        endpoint.stream().respond(TestEndpoint.HEAD, bytes("late"));
        assertThat(client.hear()).endsWith("late");
        client.send("TP/1.1\r\nHost: a\r\n\r\nGET ");
        assertThat(client.hear()).isEqualTo(OK + "plain!");
        client.pass(Duration.ofSeconds(11));
        assertThat(client.hear()).startsWith("HTTP/1.1 408 ");
    }

    @Test
    void throwsAwayWhatComesBehindAnAnswerThatEndsWithTheConnection() {
        client.send(get("/later"));
        endpoint.stream().respond(TestEndpoint.HEAD);
        endpoint.stream().flush();
        client.hear();
        client.send(get("/plain").repeat(600));
        endpoint.stream().writeAndFlush(bytes("goes on"));
        assertThat(client.hear()).isEqualTo("goes on");
        assertThat(client.isEnding()).isFalse();
    }

    @Test
    void refusesABodyThatIsNoneOfHttp() {
        client.send("POST /plain HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
        assertThat(client.hear())
                .startsWith("HTTP/1.1 400 ")
                .contains("connection: close\r\n")
                .contains("malformed request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5;", "5;;a=b", "5;a=", "5;=b", "5 a", "5;a=\"b", "5;a b", "0;", "-1", "0x5", " 5", "5 ", "5;a=b ", ""
            })
    void refusesALineOfAChunkThatIsNoneOfHttp(String line) {
        String head = "POST /plain HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
        String whole = head + "3\r\nabc\r\n" + line + "\r\nhello\r\n0\r\n\r\n";
        for (int cut = head.length(); cut < whole.length(); cut++) {
            try (Http1Client other = new Http1Client(loop, routes)) {
                other.send(whole.substring(0, cut));
                if (other.channel.isOpen()) {
                    other.send(whole.substring(cut));
                }
                assertThat(other.hear()).as("cut at %d", cut).startsWith("HTTP/1.1 400 ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5;a", "5;a=b", "5 ; a = b", "005;a=\"b;c\\\"d\";e=f", "5;a;b;c"})
    void readsEveryLineOfAChunkThatIsHttps(String line) {
        String request = "POST /plain HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n" + line
                + "\r\nhello\r\n0;z\r\nA: b\r\n\r\n";
        for (int cut = 1; cut < request.length(); cut++) {
            try (Http1Client other = new Http1Client(loop, routes)) {
                other.send(request.substring(0, cut)).send(request.substring(cut) + get("/plain"));
                String answer = other.hear();
                assertThat(answer).as("cut at %d", cut).endsWith(OK + "plain!");
                assertThat(answer.split("HTTP/1.1 405 ", -1)).as(answer).hasSize(2);
            }
        }
    }

    @Test
    void closesWhatWasAnsweredAndWhoseBodyIsNoneOfHttp() {
        client.send("POST /later HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        endpoint.stream().respond(TestEndpoint.HEAD, bytes("early"));
        assertThat(client.hear()).endsWith("early");
        client.send("zz\r\n");
        assertThat(client.hear()).isEmpty();
        assertThat(client.ended(DisconnectReason.PROTOCOL_ERROR)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /plain HTTP/1.1\r\n\r\n | 400",
                "GET /plain HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n | 400",
                "GET  HTTP/1.1\r\nHost: a\r\n\r\n | 400",
                "GET /plain HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n | 400",
                "GET /plain HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n | 501",
                "POST /plain HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n | 400",
                "POST /plain HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
                        + "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n | 400",
                "POST /plain HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n | 400",
                "GET /plain HTTP/1.1\r\nHost:\r\n\r\n | 400",
                "GET /plain HTTP/1.1\r\nHost: :80\r\n\r\n | 400",
                "GET http://a/plain HTTP/1.1\r\nHost:\r\n\r\n | 400",
                "GET /plain HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n | 400",
                "GET /plain HTTP/1.1\r\nHost: a\r\nX: b\r\n\tc\r\n\r\n | 400",
                "GET /plain HTTP/1.1\r\n Host: a\r\n\r\n | 400",
                "GET /plain HTTP/1.1\r\nHost: a\r\n \r\n | 400",
                "GET /plain HTTP/1.1\nHost: a\n\n | 400",
                "GET /plain HTTP/1.1\r\nHost: a\n\r\n | 400",
                "GET /plain HTTP/1.1\r\nHost: a\r\n\n | 400",
                "GET /plain HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n | 400",
                "BREW /plain HTTP/1.1\r\nHost: a\r\n\r\n | 501",
                "GET /plain HTTP/3.0\r\nHost: a\r\n\r\n | 505",
                "GET /plain HTTP/0.9\r\nHost: a\r\n\r\n | 505",
                "GET /plain http/1.1\r\nHost: a\r\n\r\n | 400",
                "GET /plain Http/1.1\r\nHost: a\r\n\r\n | 400",
                "GET /plain HTTP/1.10\r\nHost: a\r\n\r\n | 400",
                "GET /plain HTTP/1.1\r\nHost: a b\r\n\r\n | 400",
                "GET /plain HTTP/1.1\r\nHost: u@h\r\n\r\n | 400",
                "GET /plain HTTP/1.1\r\nHost: h/x\r\n\r\n | 400",
                "GET /plain HTTP/1.1\r\nHost: h:port\r\n\r\n | 400",
                "GET /plain HTTP/1.1\r\nHost: h:65536\r\n\r\n | 400",
                "GET /plain HTTP/1.1\r\nHost: [::1\r\n\r\n | 400",
                "GET /plain HTTP/1.1\r\nHost: a,b\r\n\r\n | 400",
                "GET /plain HTTP/1.0\r\nHost: a,b\r\n\r\n | 400",
                "GET plain HTTP/1.1\r\nHost: a\r\n\r\n | 400",
                "GET * HTTP/1.1\r\nHost: a\r\n\r\n | 400",
                "GET ftp://a/plain HTTP/1.1\r\nHost: a\r\n\r\n | 400",
                "GET http:///plain HTTP/1.1\r\nHost: a\r\n\r\n | 400",
                "GET http://u@a/plain HTTP/1.1\r\nHost: a\r\n\r\n | 400",
                "CONNECT /plain HTTP/1.1\r\nHost: a\r\n\r\n | 400",
                "GET /plain HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n | 400",
                "POST /plain HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n | 400",
                "GET /plain HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n | 400"
            })
    void refusesWhatIsNoRequestAndCloses(String requestAndStatus) {
        String[] parts = requestAndStatus.split(" \\| ", -1);
        client.send(parts[0] + get("/plain"));
        String answer = client.hear();
        assertThat(answer)
                .startsWith("HTTP/1.1 " + parts[1] + ' ')
                .contains("application/problem+json", "connection: close\r\n")
                .doesNotContain("plain!");
        assertThat(client.ended(DisconnectReason.PROTOCOL_ERROR)).isEqualTo(1);
    }

    @Test
    void refusesAFieldOfSeveralLinesHoweverItIsCut() {
        String request = "GET /plain HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n";
        for (int at = 1; at < request.length(); at++) {
            try (Http1Client other = new Http1Client(loop, routes)) {
                other.send(request.substring(0, at));
                if (!other.isEnding()) {
                    other.send(request.substring(at));
                }
                assertThat(other.hear()).as("cut at %d", at).startsWith("HTTP/1.1 400 ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3\nabc\r\n0\r\n\r\n", // ends a line by LF alone, as do the next
                "3\r\nabc\n0\r\n\r\n",
                "3\r\nabc\r\n0\n\r\n",
                "0\r\nX: a\n\r\n",
                "0\r\n\n",
                "0\r\nX: a\r\n b\r\n\r\n",
                "0\r\n X: a\r\n\r\n"
            })
    void refusesABodyWhoseLinesOthersMayReadOtherwise(String body) {
        client.send("POST /later HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body + get("/plain"));
        assertThat(client.hear()).startsWith("HTTP/1.1 400 ").doesNotContain("plain!");
        assertThat(client.ended(DisconnectReason.PROTOCOL_ERROR)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a:80", "a:", "127.0.0.1:8080", "[::1]", "[::1]:80", "a_b.c-d~e", "%41"})
    void takesEveryHost(String host) {
        client.send("GET /plain HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        assertThat(client.hear()).isEqualTo(OK + "plain!");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://b/plain HTTP/1.1",
                "GET HTTP://b:80/plain?a=b HTTP/1.1",
                "GET https://[::1]:80/plain HTTP/1.1",
                "GET /plain HTTP/1.2",
                "GET /plain HTTP/1.9"
            })
    void takesTargetsAsAProxyIsToldThemAndLaterVersions(String line) {
        client.send(line + "\r\nHost: a\r\n\r\n");
        assertThat(client.hear()).isEqualTo(OK + "plain!");
    }

    @Test
    void callsItselfWhatTheTargetCallsIt() {
        client.send("GET http://b:80/later HTTP/1.1\r\nHost: a\r\n\r\n");
        RequestHead asked = requireNonNull(endpoint.asked);
        assertThat((CharSequence) asked.authority()).hasToString("b:80");
        assertThat(asked.target()).isEqualTo("/later");
    }

    @ParameterizedTest
    @CsvSource({
        "OPTIONS *, 204 No Content, 'GET, HEAD, POST, DELETE, OPTIONS'",
        "OPTIONS http://a, 204 No Content, 'GET, HEAD, POST, DELETE, OPTIONS'",
        "OPTIONS /later, 204 No Content, 'GET, POST, OPTIONS'",
        "CONNECT a:80, 405 Method Not Allowed, 'GET, HEAD, POST, DELETE, OPTIONS'",
        "DELETE /plain, 405 Method Not Allowed, 'GET, HEAD'"
    })
    void tellsWhichMethodsAreServed(String line, String status, String allow) {
        client.send(line + " HTTP/1.1\r\nHost: a\r\n\r\n" + get("/plain"));
        assertThat(client.hear())
                .startsWith("HTTP/1.1 " + status + "\r\n")
                .contains("allow: " + allow + "\r\n")
                .endsWith(OK + "plain!");
    }

    @Test
    void refusesLinesAndFieldsWithoutEnd() {
        client.send("GET /" + "x".repeat(9_000));
        assertThat(client.hear()).startsWith("HTTP/1.1 414 ");
        try (Http1Client other = new Http1Client(loop, routes)) {
            other.send("GET / HTTP/1.1\r\nX: " + "x".repeat(17_000));
            assertThat(other.hear()).startsWith("HTTP/1.1 431 ");
        }
        assertThat(client.ended(DisconnectReason.TOO_LARGE)).isEqualTo(2);
    }

    // Time

    @Test
    void answers408WhenAHeadStops() {
        client.send("GET /plain HTTP/1.1\r\nHo");
        client.pass(Duration.ofSeconds(10));
        assertThat(client.hear()).isEmpty();
        client.pass(Duration.ofSeconds(11));
        assertThat(client.hear()).startsWith("HTTP/1.1 408 ").contains("connection: close\r\n");
        assertThat(client.ended(DisconnectReason.MESSAGE_TIMEOUT)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/plain", "/nothing/here", "/later"})
    void answers408WhenABodyStops(String path) {
        client.send("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
        client.pass(Duration.ofSeconds(11));
        assertThat(client.hear()).startsWith("HTTP/1.1 408 ").contains("request not ended in time");
        assertThat(client.ended(DisconnectReason.MESSAGE_TIMEOUT)).isEqualTo(1);
    }

    @Test
    void closesWhatWasAnsweredAndIsStillNotWhole() {
        client.send("POST /later HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab");
        endpoint.stream().respond(TestEndpoint.HEAD, bytes("early"));
        client.hear();
        client.pass(Duration.ofSeconds(11));
        assertThat(client.hear()).isEmpty();
        assertThat(client.ended(DisconnectReason.MESSAGE_TIMEOUT)).isEqualTo(1);
    }

    @Test
    void tellsAnAnswerOfTimeForAsLongAsItTakes() {
        client.send(get("/later"));
        client.pass(Duration.ofHours(1));
        assertThat(endpoint.heard).contains("time");
        assertThat(client.isEnding()).isFalse();
    }

    @Test
    void closesAConnectionThatIsNotUsed() {
        client.send(get("/plain"));
        client.hear();
        client.pass(Duration.ofSeconds(74));
        assertThat(client.isEnding()).isFalse();
        client.pass(Duration.ofSeconds(75));
        assertThat(client.hear()).isEmpty();
        assertThat(client.ended(DisconnectReason.IDLE_TIMEOUT)).isEqualTo(1);
    }

    // The end of the gateway

    @Test
    void closesAnIdleConnectionWithoutAWordWhenTheGatewayStops() {
        client.connection.end(DisconnectReason.SERVER_SHUTDOWN);
        assertThat(client.hear()).isEmpty();
        assertThat(client.isEnding()).isTrue();
    }

    @Test
    void waitsForAnAnswerWhenTheGatewayStopsAndClosesBehindIt() {
        endpoint.drains = true;
        client.send(get("/later") + get("/plain"));
        client.connection.end(DisconnectReason.SERVER_SHUTDOWN);
        assertThat(client.isEnding()).isFalse();
        client.pass(Duration.ofMillis(1500));
        endpoint.stream().respond(TestEndpoint.HEAD, bytes("in time"));
        assertThat(client.hear()).isEqualTo("HTTP/1.1 200 OK\r\ncontent-length: 7\r\nconnection: close\r\n\r\nin time");
        assertThat(client.ended(DisconnectReason.SERVER_SHUTDOWN)).isEqualTo(1);
    }

    @Test
    void answers503WhenTheGatewayStopsAndWaitedLongEnough() {
        endpoint.drains = true;
        client.send(get("/later"));
        client.connection.end(DisconnectReason.SERVER_SHUTDOWN);
        client.pass(Duration.ofMillis(1501));
        assertThat(client.hear())
                .startsWith("HTTP/1.1 503 ")
                .contains("connection: close\r\n")
                .contains("\"the gateway stops\"");
    }

    @Test
    void endsWhatDoesNotEndByItselfWhenTheGatewayStops() {
        client.send(get("/later"));
        endpoint.stream().respond(TestEndpoint.HEAD);
        endpoint.stream().flush();
        client.hear();
        client.connection.end(DisconnectReason.SERVER_SHUTDOWN);
        assertThat(client.hear()).isEqualTo("bye server_shutdown");
    }

    // Failures

    @Test
    void answersOurFaultWith500() {
        endpoint.failure = new IllegalStateException("as a test wants it");
        client.send(post("/later", "x") + get("/plain"));
        assertThat(client.hear()).startsWith("HTTP/1.1 500 ").contains("connection: close\r\n");
        assertThat(client.ended(DisconnectReason.INTERNAL_ERROR)).isEqualTo(1);
    }

    @Test
    void breaksOffWhenAnAnswerFailsThatWasBegun() {
        client.send("POST /later HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab");
        endpoint.stream().respond(TestEndpoint.sized(100));
        endpoint.stream().flush();
        endpoint.failure = new IllegalStateException("as a test wants it");
        client.hear();
        client.send("cd");
        assertThat(client.hear()).isEmpty();
        assertThat(client.ended(DisconnectReason.INTERNAL_ERROR)).isEqualTo(1);
    }

    @Test
    void breaksOffAnAnswerThatIsCancelled() {
        client.send(get("/later"));
        endpoint.stream().respond(TestEndpoint.sized(100));
        endpoint.stream().writeAndFlush(bytes("part"));
        endpoint.stream().cancel(DisconnectReason.FILE_CHANGED);
        assertThat(client.hear()).endsWith("part");
        assertThat(client.ended(DisconnectReason.FILE_CHANGED)).isEqualTo(1);
    }

    @Test
    void tellsAListenerThatTheClientLeft() {
        client.send(get("/later") + get("/plain"));
        endpoint.stream().respond(TestEndpoint.HEAD);
        endpoint.stream().write(bytes("never sent"));
        client.channel.close();
        assertThat(endpoint.heard).containsExactly("open /later", "end", "closed false");
        endpoint.stream().write(bytes("too late"));
        endpoint.stream().finish();
    }

    @Test
    void countsACallBesideItsConnectionAndTheRestInItsPlace() {
        client.send(get("/later"));
        endpoint.stream().speak(Protocol.GRPC);
        assertThat(loop.context.metrics().open(Protocol.GRPC)).isEqualTo(1);
        assertThat(loop.context.metrics().open(Protocol.HTTP)).isEqualTo(1);
        endpoint.stream().speak(Protocol.SSE);
        assertThat(loop.context.metrics().open(Protocol.SSE)).isEqualTo(1);
        assertThat(loop.context.metrics().open(Protocol.HTTP)).isZero();
    }

    @Test
    void endsWithTheWordsThatAreGiven() {
        client.send(get("/later"));
        endpoint.stream().respond(TestEndpoint.HEAD);
        endpoint.stream().flush();
        client.hear();
        endpoint.stream().end(DisconnectReason.LAPPED, bytes("words"));
        endpoint.stream().end(DisconnectReason.LAPPED, bytes("more"));
        assertThat(client.hear()).isEqualTo("words");
    }

    @Test
    void keepsNoBufferOfAReadThatIsCut() {
        ByteBuf piece = bytes(get("/later").substring(0, 10));
        client.send(piece);
        client.channel.close();
        assertThat(piece.refCnt()).isZero();
    }
}

package io.quotegate.gateway.http2;

import static io.quotegate.gateway.http.TestEndpoint.bytes;
import static io.quotegate.gateway.testkit.Http2Frames.DATA;
import static io.quotegate.gateway.testkit.Http2Frames.GOAWAY;
import static io.quotegate.gateway.testkit.Http2Frames.HEADERS;
import static io.quotegate.gateway.testkit.Http2Frames.PING;
import static io.quotegate.gateway.testkit.Http2Frames.RST_STREAM;
import static io.quotegate.gateway.testkit.Http2Frames.SETTINGS;
import static io.quotegate.gateway.testkit.Http2Frames.WINDOW_UPDATE;
import static io.quotegate.gateway.testkit.Http2Frames.request;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import io.quotegate.api.Right;
import io.quotegate.gateway.http.ConnectionUpgrade;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.RecordingStream;
import io.quotegate.gateway.http.ResponseHead;
import io.quotegate.gateway.http.Route;
import io.quotegate.gateway.http.TestEndpoint;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.gateway.testkit.Http2Frame;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.testkit.LeakCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
class Http2ServerTest {
    private static final int FIRST_WINDOW = 65_535;
    private static final int FRAME = 16_384;
    private static final int LARGE = 5_000;
    private static final int NO_ERROR = 0;
    private static final int FLOW_CONTROL_ERROR = 3;
    private static final int CANCEL = 8;

    private final TestLoop loop = new TestLoop();
    private final TestEndpoint endpoint = new TestEndpoint();
    private final HttpRoutes routes = new HttpRoutes()
            .get("/plain", Right.QUOTES, "Says so.", call -> {
                call.body().ascii("plain!");
                return HttpAnswer.JSON;
            })
            .get("/large", Right.QUOTES, "Says much.", call -> {
                call.body().ascii("x".repeat(LARGE));
                return HttpAnswer.JSON;
            })
            .add(Route.of("/later", List.of(HttpMethod.GET, HttpMethod.POST), Right.QUOTES, null, "Waits.", endpoint))
            .add(Route.of("/ws", List.of(), Right.QUOTES, "websocket", "Messages.", endpoint));
    private final Http2Client client = Http2Client.open(loop, routes);

    @AfterEach
    void close() {
        client.close();
        loop.close();
    }

    private static Http2Frames frames() {
        return new Http2Frames();
    }

    /** Opens stream {@code id}, whose request has no body, for an answer that waits. */
    private HttpStream later(int id) {
        client.send(frames().get(id, "/later"));
        return endpoint.stream();
    }

    private static ByteBuf bytesOf(int length) {
        return bytes("x".repeat(length));
    }

    /** The frames as {@code type:stream:length}, with {@code !} where a stream ends. */
    private static String shape(List<Http2Frame> frames) {
        return frames.stream()
                .map(frame -> frame.type() + ":" + frame.stream() + ":" + frame.payload().length
                        + (frame.isEndOfStream() ? "!" : ""))
                .collect(Collectors.joining(" "));
    }

    private static int dataBytes(List<Http2Frame> frames, int stream) {
        return frames.stream()
                .filter(frame -> frame.type() == DATA && frame.stream() == stream)
                .mapToInt(frame -> frame.payload().length)
                .sum();
    }

    // Answers

    @Test
    void answersWithOneFlushHoweverManyAsk() {
        client.channel.flushes();
        client.send(frames().get(1, "/plain").get(3, "/plain").get(5, "/plain"));
        assertThat(client.channel.flushes()).isEqualTo(1);
        List<Http2Frame> heard = client.hear();
        assertThat(heard).extracting(Http2Frame::stream).containsExactly(1, 1, 3, 3, 5, 5);
        assertThat(heard.get(0).fields().status()).hasToString("200");
        assertThat(heard.get(0).fields().get("content-length")).hasToString("6");
        assertThat(heard.get(1).text()).isEqualTo("plain!");
        assertThat(heard.get(1).isEndOfStream()).isTrue();
        assertThat(loop.context.metrics().streams.sum()).isZero();
    }

    @Test
    void endsWithItsHeadWhatHasNoBody() {
        client.send(frames().headers(1, true, request("HEAD", "/plain")));
        List<Http2Frame> heard = client.hear();
        assertThat(heard).singleElement().matches(Http2Frame::isEndOfStream);
        assertThat(heard.get(0).fields().get("content-length")).hasToString("6");
        later(3).respond(TestEndpoint.HEAD, bytes(""));
        endpoint.stream().flush();
        assertThat(client.hear()).singleElement().matches(Http2Frame::isEndOfStream);
    }

    @Test
    void sendsTrailersBehindABody() {
        HttpStream stream = later(1);
        assertThat(stream.carriesTrailers()).isTrue();
        stream.respond(TestEndpoint.HEAD);
        stream.write(bytes("body"));
        stream.finish(HttpFields.of(AsciiString.of("a"), AsciiString.of("b")));
        stream.write(bytes("too late"));
        stream.flush();
        List<Http2Frame> heard = client.hear();
        assertThat(heard).extracting(Http2Frame::type).containsExactly(HEADERS, DATA, HEADERS);
        assertThat(heard.get(2).isEndOfStream()).isTrue();
        assertThat(heard.get(2).fields().get("a")).hasToString("b");
        assertThat(endpoint.heard).containsExactly("open /later", "end", "closed true");
    }

    @Test
    void answersOnlyOnce() {
        HttpStream stream = later(1);
        stream.respond(TestEndpoint.HEAD);
        stream.respond(TestEndpoint.HEAD);
        stream.respond(TestEndpoint.HEAD, bytes("body"));
        stream.finish();
        stream.finish();
        stream.flush();
        List<Http2Frame> heard = client.hear();
        assertThat(heard).extracting(Http2Frame::type).containsExactly(HEADERS, DATA);
        assertThat(heard.get(1).payload()).isEmpty();
    }

    @Test
    void splitsAHeadThatIsLongerThanAFrame() {
        HttpFields.Builder fields = HttpFields.builder(1);
        for (int i = 0; i < 40; i++) {
            fields.add(AsciiString.of("field-" + i), "~".repeat(1000));
        }
        later(1).respond(new ResponseHead(HttpResponseStatus.OK, fields.build()));
        endpoint.stream().flush();
        client.channel.runPendingTasks();
        byte[] taken = client.channel.taken();
        int first = (taken[0] & 0xFF) << 16 | (taken[1] & 0xFF) << 8 | taken[2] & 0xFF;
        assertThat(first).isEqualTo(FRAME);
        assertThat(taken[3]).isEqualTo((byte) HEADERS);
        assertThat(taken[4] & Http2Frames.END_HEADERS).isZero();
        assertThat(taken[9 + FRAME + 3]).isEqualTo((byte) Http2Frames.CONTINUATION);
        assertThat(taken[9 + FRAME + 4] & Http2Frames.END_HEADERS).isZero();
    }

    @Test
    void writesNothingForHead() {
        client.send(frames().headers(1, true, request("HEAD", "/later")));
        HttpRoutes heads = new HttpRoutes()
                .add(Route.of("/head", List.of(HttpMethod.HEAD), Right.QUOTES, null, "Waits.", endpoint));
        try (Http2Client other = Http2Client.open(loop, heads)) {
            other.send(frames().headers(1, true, request("HEAD", "/head")));
            endpoint.stream().respond(TestEndpoint.sized(4));
            endpoint.stream().write(bytes("body"));
            endpoint.stream().finish();
            endpoint.stream().flush();
            assertThat(shape(other.hear())).matches("1:1:[0-9]+ 0:1:0!");
        }
    }

    @Test
    void opensAnotherProtocolByAnAnswerOf200() {
        endpoint.upgrades = true;
        client.send(frames().headers(
                        1,
                        false,
                        ":method",
                        "CONNECT",
                        ":protocol",
                        "websocket",
                        ":scheme",
                        "http",
                        ":path",
                        "/ws",
                        ":authority",
                        "a"));
        List<Http2Frame> heard = client.hear();
        assertThat(heard.get(0).fields().status()).hasToString("200");
        assertThat(heard.get(0).fields().get("x-agreed")).hasToString("y");
        assertThat(endpoint.tunnel).isSameAs(endpoint.stream());
        assertThat(loop.context.metrics().open(Protocol.WEBSOCKET)).isEqualTo(1);
        client.send(frames().data(1, false, "message"));
        assertThat(endpoint.heard).contains("body message");
        client.send(frames().reset(1, CANCEL));
        assertThat(endpoint.heard).endsWith("closed false");
        assertThat(loop.context.metrics().open(Protocol.WEBSOCKET)).isZero();
    }

    // Windows

    @Test
    void sendsNoMoreThanTheWindowsOfStreamAndConnection() {
        HttpStream stream = later(1);
        stream.respond(TestEndpoint.HEAD);
        stream.writeAndFlush(bytesOf(70_000));
        List<Http2Frame> heard = client.hear();
        assertThat(shape(heard)).matches("1:1:[0-9]+ 0:1:16384 0:1:16384 0:1:16384 0:1:16383");
        assertThat(stream.unsentBytes()).isEqualTo(70_000 - FIRST_WINDOW);
        client.send(frames().windowUpdate(1, 100_000));
        assertThat(client.hear()).isEmpty();
        client.send(frames().windowUpdate(0, 465));
        assertThat(shape(client.hear())).isEqualTo("0:1:465");
        stream.finish();
        client.send(frames().windowUpdate(0, 100_000));
        assertThat(shape(client.hear())).isEqualTo("0:1:4000!");
    }

    @Test
    void letsStreamsThatWaitTakeTurnsAFrameEach() {
        HttpStream first = later(1);
        first.respond(TestEndpoint.HEAD);
        first.writeAndFlush(bytesOf(FIRST_WINDOW));
        HttpStream second = later(3);
        HttpStream third = later(5);
        for (HttpStream stream : List.of(second, third)) {
            stream.respond(TestEndpoint.HEAD);
            stream.write(bytesOf(20_000));
            stream.finish();
            stream.flush();
        }
        client.hear();
        client.send(frames().windowUpdate(0, 3 * FRAME));
        assertThat(shape(client.hear())).isEqualTo("0:3:16384 0:5:16384 0:3:3616! 0:5:3616!");
    }

    @Test
    void endsWithoutAWindowWhatHasNothingLeftToSend() {
        HttpStream first = later(1);
        first.respond(TestEndpoint.HEAD);
        first.writeAndFlush(bytesOf(FIRST_WINDOW));
        HttpStream second = later(3);
        second.respond(TestEndpoint.HEAD);
        second.finish(HttpFields.NONE);
        first.finish();
        first.flush();
        List<Http2Frame> heard = client.hear();
        assertThat(heard.stream().filter(Http2Frame::isEndOfStream))
                .extracting(Http2Frame::stream)
                .containsExactly(3, 1);
    }

    @Test
    void followsTheFirstWindowThatTheClientSets() {
        try (Http2Client small = Http2Client.open(loop, routes, frames().setting(4, 0))) {
            small.send(frames().get(1, "/later"));
            endpoint.stream().respond(TestEndpoint.HEAD);
            endpoint.stream().writeAndFlush(bytesOf(20));
            assertThat(shape(small.hear())).matches("1:1:[0-9]+");
            small.send(frames().setting(4, 5));
            assertThat(dataBytes(small.hear(), 1)).isEqualTo(5);
            small.send(frames().setting(4, 2));
            small.send(frames().windowUpdate(1, 3));
            assertThat(dataBytes(small.hear(), 1)).as("the window was negative").isZero();
            small.send(frames().windowUpdate(1, 4));
            assertThat(dataBytes(small.hear(), 1)).isEqualTo(4);
            small.send(frames().get(3, "/later"));
            endpoint.stream().respond(TestEndpoint.HEAD);
            endpoint.stream().writeAndFlush(bytesOf(20));
            assertThat(dataBytes(small.hear(), 3)).isEqualTo(2);
        }
    }

    @Test
    void followsTheLargestFrameThatTheClientSets() {
        client.send(frames().setting(5, 40_000));
        client.hear();
        HttpStream stream = later(1);
        stream.respond(TestEndpoint.HEAD);
        stream.writeAndFlush(bytesOf(50_000));
        assertThat(shape(client.hear())).matches("1:1:[0-9]+ 0:1:40000 0:1:10000");
    }

    @Test
    void resetsAStreamWhoseWindowBecomesTooLarge() {
        later(1);
        client.hear();
        client.send(frames().windowUpdate(1, Integer.MAX_VALUE));
        assertThat(client.hear())
                .singleElement()
                .matches(frame -> frame.type() == RST_STREAM && frame.code() == FLOW_CONTROL_ERROR);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsAConnectionWhoseWindowsBecomeTooLarge(boolean ofConnection) {
        later(1);
        client.send(
                ofConnection
                        ? frames().windowUpdate(0, Integer.MAX_VALUE)
                        : frames().windowUpdate(1, Integer.MAX_VALUE - FIRST_WINDOW)
                                .setting(4, FIRST_WINDOW + 1));
        assertThat(client.hear()).last().matches(frame -> frame.type() == GOAWAY && frame.code() == FLOW_CONTROL_ERROR);
        assertThat(client.ended(DisconnectReason.PROTOCOL_ERROR)).isEqualTo(1);
    }

    @Test
    void neverSendsMoreThanItMayHoweverWindowsGrow() {
        for (long seed = 0; seed < 50; seed++) {
            sendsInOrderAndWithinWindows(new Random(seed), "seed " + seed);
        }
    }

    private void sendsInOrderAndWithinWindows(Random random, String seed) {
        try (Http2Client other = Http2Client.open(loop, routes, frames().setting(4, 1 + random.nextInt(100)))) {
            int streams = 1 + random.nextInt(4);
            String[] sent = new String[streams];
            StringBuilder[] heard = new StringBuilder[streams];
            HttpStream[] opened = new HttpStream[streams];
            for (int i = 0; i < streams; i++) {
                other.send(frames().get(1 + 2 * i, "/later"));
                opened[i] = endpoint.stream();
                opened[i].respond(TestEndpoint.HEAD);
                sent[i] = "";
                heard[i] = new StringBuilder();
            }
            for (int step = 0; step < 60; step++) {
                int i = random.nextInt(streams);
                if (random.nextBoolean()) {
                    String piece = String.valueOf((char) ('a' + step % 26)).repeat(random.nextInt(3_000));
                    sent[i] += piece;
                    opened[i].writeAndFlush(bytes(piece));
                } else {
                    other.send(frames().windowUpdate(1 + 2 * i, 1 + random.nextInt(2_000)));
                }
                note(other, heard);
                for (int j = 0; j < streams; j++) {
                    assertThat(opened[j].unsentBytes()).as(seed).isEqualTo(sent[j].length() - heard[j].length());
                }
            }
            other.send(frames().windowUpdate(0, 1 << 24));
            for (int i = 0; i < streams; i++) {
                opened[i].finish();
                other.send(frames().windowUpdate(1 + 2 * i, 1 << 24));
            }
            note(other, heard);
            for (int i = 0; i < streams; i++) {
                assertThat(heard[i].toString()).as(seed).isEqualTo(sent[i]);
            }
        }
    }

    private static void note(Http2Client other, StringBuilder[] heard) {
        for (Http2Frame frame : other.hear()) {
            if (frame.type() == DATA) {
                heard[frame.stream() / 2].append(frame.text());
            }
        }
    }

    // Slow clients

    @Test
    void stopsBeforeAFullSocketAndGoesOnWhenItTakesBytes() {
        client.send(frames().windowUpdate(0, 1 << 24));
        client.channel.takeOnly(0);
        HttpStream stream = later(1);
        client.send(frames().windowUpdate(1, 1 << 24));
        stream.respond(TestEndpoint.HEAD);
        stream.writeAndFlush(bytesOf(500_000));
        client.channel.runPendingTasks();
        assertThat(stream.unsentBytes()).isBetween(250_000L, 320_000L);
        client.channel.takeMore(1_000_000);
        assertThat(dataBytes(client.hear(), 1)).isEqualTo(500_000);
    }

    @Test
    void tellsOnceThatThereIsRoomAgainAndOnlyWhoAsked() {
        HttpStream first = later(1);
        HttpStream second = later(3);
        first.respond(TestEndpoint.HEAD);
        second.respond(TestEndpoint.HEAD);
        first.write(bytesOf(FIRST_WINDOW + 6_000));
        assertThat(first.isWritable()).isFalse();
        assertThat(second.isWritable()).isTrue();
        client.send(frames().windowUpdate(0, 100_000).windowUpdate(1, 1_000));
        assertThat(endpoint.writable).as("more than half of the limit waits").isEmpty();
        client.send(frames().windowUpdate(1, 3_000));
        client.send(frames().windowUpdate(1, 1_000));
        assertThat(endpoint.writable).containsExactly(0);
    }

    @Test
    void letsAStreamThatIsToldWriteAtOnce() {
        HttpStream stream = later(1);
        stream.respond(TestEndpoint.HEAD);
        stream.write(bytesOf(FIRST_WINDOW + 6_000));
        stream.putOff(bytesOf(10));
        assertThat(stream.isWritable()).isFalse();
        client.hear();
        client.send(frames().windowUpdate(1, 1 << 20).windowUpdate(0, 1 << 20));
        assertThat(dataBytes(client.hear(), 1)).isEqualTo(6_010);
        assertThat(stream.isWritable()).isTrue();
        assertThat(stream.pendingLimit()).isEqualTo(loop.context.limits().pendingBytes());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendsASlowClientWhatItHasBegunAndWhyItEnds(boolean byItself) {
        endpoint.endsByItself = byItself;
        HttpStream stream = later(1);
        stream.respond(TestEndpoint.HEAD);
        stream.write(bytes("a".repeat(FIRST_WINDOW - 1) + "bc"));
        stream.write(bytes("whole"));
        stream.end(DisconnectReason.SLOW_CONSUMER);
        stream.end(DisconnectReason.LAPPED);
        client.hear();
        client.send(frames().windowUpdate(1, 1000).windowUpdate(0, 1000));
        List<Http2Frame> heard = client.hear();
        assertThat(heard.stream().map(Http2Frame::text).collect(Collectors.joining()))
                .isEqualTo("cbye slow_consumer");
        assertThat(heard).last().matches(Http2Frame::isEndOfStream);
    }

    @Test
    void breaksOffAStreamWhoseClientDoesNotReadWhyItEnds() {
        HttpStream stream = later(1);
        stream.respond(TestEndpoint.HEAD);
        stream.write(bytesOf(FIRST_WINDOW));
        stream.end(DisconnectReason.LAPPED, bytes("words"));
        client.hear();
        client.pass(Duration.ofSeconds(1));
        assertThat(client.hear()).isEmpty();
        client.pass(Duration.ofMillis(1001));
        assertThat(client.hear()).singleElement().matches(frame -> frame.code() == CANCEL);
    }

    // Bytes

    @Test
    void sharesLargePiecesAndCopiesSmallOnes() {
        client.channel.takeOnly(0);
        ByteBuf large = bytesOf(3_000);
        ByteBuf small = bytesOf(2_000);
        for (HttpStream stream : List.of(later(1), later(3), later(5), later(7))) {
            stream.respond(TestEndpoint.HEAD);
            stream.writeAndFlush(large.retainedDuplicate());
            stream.writeAndFlush(small.retainedDuplicate());
        }
        client.channel.runPendingTasks();
        assertThat(large.refCnt()).as("the socket holds one for each").isEqualTo(5);
        assertThat(small.refCnt()).isEqualTo(1);
        large.release();
        small.release();
        client.channel.takeMore(100_000);
        List<Http2Frame> heard = client.hear();
        assertThat(dataBytes(heard, 7)).isEqualTo(5_000);
        assertThat(large.refCnt()).isZero();
    }

    // What one connection holds

    @Test
    void holdsAnswersBehindClosedWindowsNoMoreThanAConnectionMay() {
        try (Http2Client closed = Http2Client.open(loop, routes, frames().setting(4, 0))) {
            Http2Frames requests = frames();
            for (int id = 1; id < 200; id += 2) {
                requests.get(id, "/large");
            }
            closed.send(requests);
            int limit = loop.context.limits().pendingBytes();
            assertThat(closed.handler().sender().heldBytes()).isBetween((long) limit - LARGE, (long) limit + LARGE);
            closed.hear();
            assertThat(shape(closed.send(frames().ping("12345678")).hear())).isEqualTo("6:0:8");
            closed.send(frames().setting(4, 1 << 20).windowUpdate(0, 1 << 20));
            List<Http2Frame> heard = closed.hear();
            for (int id = 1; id < 200; id += 2) {
                assertThat(dataBytes(heard, id)).isEqualTo(LARGE);
            }
        }
    }

    @Test
    void resetsWhatIsNotTakenForFourHeartbeatsThoughTheConnectionLives() {
        try (Http2Client closed = Http2Client.open(loop, routes, frames().setting(4, 0))) {
            Http2Frames requests = frames();
            for (int id = 1; id < 200; id += 2) {
                requests.get(id, "/large");
            }
            closed.send(requests);
            Set<Integer> reset = new HashSet<>();
            for (int heartbeats = 0; reset.size() < 100 && heartbeats < 400; heartbeats++) {
                closed.pass(Duration.ofSeconds(15L * heartbeats));
                closed.send(frames().ping("12345678"));
                List<Http2Frame> heard = closed.hear();
                assertThat(heard).anyMatch(frame -> frame.type() == PING && frame.isAck());
                heard.stream().filter(frame -> frame.type() == RST_STREAM).forEach(frame -> reset.add(frame.stream()));
                assertThat(reset.isEmpty()).as("after %d", heartbeats).isEqualTo(heartbeats < 4);
            }
            assertThat(reset).hasSize(100);
            assertThat(closed.handler().sender().heldBytes()).isZero();
            assertThat(shape(closed.send(frames().get(201, "/plain")).hear())).startsWith("1:201:");
        }
    }

    @Test
    void letsAStreamGoOnOfWhichAByteIsTakenNowAndThen() {
        try (Http2Client slow = Http2Client.open(loop, routes, frames().setting(4, 0))) {
            slow.send(frames().get(1, "/large"));
            for (int heartbeats = 0; heartbeats < 12; heartbeats++) {
                slow.pass(Duration.ofSeconds(15L * heartbeats));
                slow.send(frames().windowUpdate(1, 1));
            }
            assertThat(slow.hear()).noneMatch(frame -> frame.type() == RST_STREAM);
        }
    }

    @Test
    void keepsTheBodyOfARequestThatIsPutOff() {
        try (Http2Client closed = Http2Client.open(loop, routes, frames().setting(4, 0))) {
            closed.send(
                    frames().get(1, "/large").get(3, "/large").get(5, "/large").get(7, "/large"));
            closed.send(frames().post(9, "/later").data(9, false, "bo").data(9, true, "dy"));
            assertThat(endpoint.heard).isEmpty();
            closed.send(frames().reset(1, CANCEL).reset(3, CANCEL));
            closed.hear();
            assertThat(endpoint.heard).startsWith("open /later", "body bo", "body dy", "end");
            closed.send(frames().post(11, "/later").data(11, false, "more"));
        }
    }

    @Test
    void readsNoMoreOfOneReadThanItsClientTakesAnswers() {
        client.hear();
        client.channel
                .config()
                .setWriteBufferWaterMark(new WriteBufferWaterMark(2_000, 4_000)); // below the limit, as always
        client.channel.takeOnly(0);
        Http2Frames pings = frames();
        for (int i = 0; i < 1000; i++) {
            pings.ping("12345678");
        }
        client.send(pings);
        int limit = loop.context.limits().pendingBytes();
        assertThat(client.connection.unsentBytes()).isBetween((long) limit, (long) limit + 1_000);
        client.channel.takeMore(1_000_000);
        assertThat(client.hear()).hasSize(1000);
        assertThat(client.channel.config().isAutoRead()).isTrue();
    }

    @Test
    void endsAHeadThatIsBegunAndNotEnded() {
        byte[] block = Http2Frames.block(Http2Frames.request("GET", "/plain"));
        client.send(frames().frame(1, 1, 1, Arrays.copyOf(block, 3)));
        for (int i = 3; i < 8; i++) {
            client.send(frames().frame(9, 0, 1, Arrays.copyOfRange(block, i, i + 1)));
        }
        client.pass(Duration.ofSeconds(11));
        assertThat(client.ended(DisconnectReason.MESSAGE_TIMEOUT)).isEqualTo(1);
    }

    @Test
    void releasesWhatAStreamThatIsResetHadStillToSend() {
        HttpStream stream = later(1);
        stream.respond(TestEndpoint.HEAD);
        ByteBuf waiting = bytesOf(FIRST_WINDOW + 1);
        stream.write(waiting);
        stream.writeAndFlush(bytesOf(10));
        client.hear();
        client.send(frames().reset(1, CANCEL));
        assertThat(waiting.refCnt()).isZero();
        stream.write(bytes("too late"));
        stream.respond(TestEndpoint.HEAD, bytes("too late"));
        stream.finish();
        stream.consumed(5);
        assertThat(stream.isEnding()).isTrue();
        assertThat(client.hear()).isEmpty();
        assertThat(endpoint.heard).endsWith("closed false");
    }

    @Test
    void resetsBehindWhatWasWritten() {
        HttpStream stream = later(1);
        stream.respond(TestEndpoint.HEAD);
        stream.write(bytes("part"));
        stream.cancel(DisconnectReason.FILE_CHANGED);
        List<Http2Frame> heard = client.hear();
        assertThat(heard).extracting(Http2Frame::type).containsExactly(HEADERS, DATA, RST_STREAM);
        assertThat(heard.get(2).code()).isEqualTo(CANCEL);
    }

    @Test
    void acknowledgesSettingsAndPingsBehindWhatWasWritten() {
        HttpStream stream = later(1);
        stream.respond(TestEndpoint.HEAD);
        stream.write(bytes("part"));
        client.send(frames().setting(3, 5).ping("12345678"));
        assertThat(client.hear()).extracting(Http2Frame::type).containsExactly(HEADERS, DATA, SETTINGS, PING);
    }

    // Bodies

    @Test
    void letsTheClientSendAsMuchAsWasConsumed() {
        endpoint.consumes = false;
        client.send(frames().post(1, "/later"));
        for (int i = 0; i < 2; i++) {
            client.send(frames().data(1, false, "x".repeat(FRAME)));
        }
        assertThat(client.hear()).isEmpty();
        endpoint.stream().consumed(2 * FRAME);
        client.channel.runPendingTasks();
        assertThat(client.hear()).anyMatch(frame -> frame.type() == WINDOW_UPDATE && frame.stream() == 1);
        client.send(frames().data(1, true, ""));
        assertThat(endpoint.heard).endsWith("end");
    }

    @Test
    void tellsOfTrailersAsTheEndOfABody() {
        client.send(frames().post(1, "/later").data(1, false, "ab").headers(1, true, "trailer", "x"));
        assertThat(endpoint.heard).containsExactly("open /later", "body ab", "end");
    }

    @Test
    void letsAClientSendOnBehindTheAnswer() {
        client.send(frames().post(1, "/later").data(1, false, "ab"));
        endpoint.stream().respond(TestEndpoint.HEAD, bytes("early"));
        endpoint.stream().flush();
        client.channel.runPendingTasks();
        assertThat(client.hear()).extracting(Http2Frame::type).containsExactly(HEADERS, DATA);
        client.send(frames().data(1, false, "cd"));
        client.pass(Duration.ofSeconds(4));
        client.send(frames().data(1, true, "ef"));
        assertThat(client.hear()).isEmpty();
        assertThat(endpoint.heard).containsExactly("open /later", "body ab", "closed true");
    }

    @Test
    void asksAClientToStopThatDoesNotEndWhatItSendsBehindTheAnswer() {
        client.send(frames().post(1, "/later").data(1, false, "ab"));
        endpoint.stream().respond(TestEndpoint.HEAD, bytes("early"));
        client.hear();
        client.pass(Duration.ofSeconds(6));
        assertThat(client.hear()).last().matches(frame -> frame.type() == RST_STREAM && frame.code() == NO_ERROR);
        client.send(frames().data(1, true, "cd"));
        assertThat(client.hear()).isEmpty();
        assertThat(endpoint.heard).containsExactly("open /later", "body ab", "closed true");
    }

    @Test
    void answersOurFaultWith500AndBreaksOffWhatWasBegun() {
        endpoint.failure = new IllegalStateException("as a test wants it");
        client.send(frames().post(1, "/later").data(1, false, "ab"));
        assertThat(client.hear().get(0).fields().status()).hasToString("500");
        client.send(frames().post(3, "/later"));
        endpoint.stream().respond(TestEndpoint.HEAD);
        client.hear();
        client.send(frames().data(3, false, "ab"));
        assertThat(client.hear()).anyMatch(frame -> frame.type() == RST_STREAM && frame.code() == CANCEL);
    }

    // Time, and the end

    @Test
    void answers408WhenABodyStops() {
        client.send(frames().headers(1, false, request("GET", "/plain")).data(1, false, "ab"));
        client.pass(Duration.ofSeconds(11));
        List<Http2Frame> heard = client.hear();
        assertThat(heard)
                .filteredOn(frame -> frame.type() == HEADERS)
                .singleElement()
                .satisfies(head -> assertThat(head.fields().status()).hasToString("408"));
        assertThat(heard).last().matches(frame -> frame.type() == RST_STREAM && frame.code() == NO_ERROR);
    }

    @Test
    void tellsAnAnswerOfTime() {
        HttpStream stream = later(1);
        client.pass(Duration.ofSeconds(1));
        assertThat(endpoint.heard).endsWith("time");
        stream.heard(true);
        assertThat(stream.incompleteNs(loop.context.sweeper().nowNs() + 5)).isEqualTo(5);
        assertThat(stream.quietNs(loop.context.sweeper().nowNs() + 5)).isEqualTo(5);
    }

    @Test
    void pingsAClientThatIsQuietAndEndsOneThatDoesNotAnswer() {
        client.pass(Duration.ofSeconds(15));
        assertThat(client.hear()).singleElement().matches(frame -> frame.type() == PING);
        client.pass(Duration.ofSeconds(44));
        client.hear();
        assertThat(client.connection.isEnding()).isFalse();
        client.pass(Duration.ofSeconds(45));
        assertThat(client.hear())
                .last()
                .satisfies(frame -> assertThat(frame.text()).endsWith("idle_timeout"));
    }

    @Test
    void endsAConnectionAmidAFrame() {
        client.send(frames().raw("000005"));
        client.pass(Duration.ofSeconds(11));
        assertThat(client.hear())
                .last()
                .satisfies(frame -> assertThat(frame.text()).endsWith("message_timeout"));
    }

    @Test
    void waitsForAnswersWhenTheGatewayStops() {
        endpoint.drains = true;
        HttpStream stream = later(1);
        client.connection.end(DisconnectReason.SERVER_SHUTDOWN);
        assertThat(client.hear()).singleElement().matches(frame -> frame.type() == GOAWAY && frame.code() == NO_ERROR);
        client.pass(Duration.ofMillis(1500));
        stream.respond(TestEndpoint.HEAD, bytes("in time"));
        client.pass(Duration.ofMillis(1500));
        assertThat(client.hear()).extracting(Http2Frame::type).containsExactly(HEADERS, DATA, GOAWAY);
        assertThat(client.ended(DisconnectReason.SERVER_SHUTDOWN)).isEqualTo(1);
    }

    @Test
    void answers503WhenTheGatewayStopsAndWaitedLongEnough() {
        endpoint.drains = true;
        later(1);
        client.connection.end(DisconnectReason.SERVER_SHUTDOWN);
        client.hear();
        client.pass(Duration.ofMillis(1501));
        List<Http2Frame> heard = client.hear();
        assertThat(heard).extracting(Http2Frame::type).containsExactly(HEADERS, DATA, GOAWAY);
        assertThat(heard.get(0).fields().status()).hasToString("503");
        assertThat(heard.get(1).text()).contains("the gateway stops");
    }

    @Test
    void saysGoodbyeAtOnceWhereNothingEndsByItself() {
        HttpStream stream = later(1);
        stream.respond(TestEndpoint.HEAD);
        client.hear();
        client.connection.end(DisconnectReason.SERVER_SHUTDOWN);
        List<Http2Frame> heard = client.hear();
        assertThat(heard).anyMatch(frame -> frame.text().equals("bye server_shutdown") && frame.stream() == 1);
        assertThat(heard).last().satisfies(frame -> assertThat(frame.text()).endsWith("server_shutdown"));
    }

    @Test
    void countsStreamsAndWhatTheySpeak() {
        HttpStream stream = later(1);
        stream.speak(Protocol.GRPC);
        assertThat(loop.context.metrics().streams.sum()).isEqualTo(1);
        client.channel.close();
        assertThat(loop.context.metrics().streams.sum()).isZero();
        assertThat(loop.context.metrics().disconnects(Protocol.GRPC, DisconnectReason.CLIENT_CLOSED))
                .isEqualTo(1);
    }

    @Test
    void takesAConnectionThatCannotBeWrittenToForLostAndNotForAFault() {
        later(1);
        client.channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                ReferenceCountUtil.release(message);
                promise.setFailure(new IOException("Connection reset by peer"));
            }
        });
        client.send(frames().windowUpdate(1, 0)); // is answered with RST_STREAM
        client.channel.runPendingTasks();
        assertThat(client.channel.isOpen()).isFalse();
        assertThat(loop.context.metrics().disconnects(Protocol.HTTP2, DisconnectReason.CONNECTION_LOST))
                .isEqualTo(1);
    }

    // The beginning

    @Test
    void answersTheRequestOfAnUpgradeOnceTheClientsPrefaceCame() {
        Http2Client upgraded = new Http2Client(loop, routes);
        ConnectionUpgrade.Successor successor =
                requireNonNull(upgraded.server.successor("AAMAAABkAAQAAP__"), "well formed settings");
        successor.install(
                upgraded.channel.pipeline(), upgraded.connection, loop.context, RecordingStream.get("/plain"));
        upgraded.connection.flush();
        assertThat(upgraded.hear()).extracting(Http2Frame::stream).containsOnly(0);
        upgraded.send(frames().preface());
        assertThat(dataBytes(upgraded.hear(), 1)).isEqualTo(6);
        upgraded.send(frames().get(3, "/plain"));
        assertThat(dataBytes(upgraded.hear(), 3)).isEqualTo(6);
        upgraded.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAMA!", "AAMAAAB", "AAMAAABkAA", "AAIAAAAF"})
    void goesOnWithNoSettingsThatAreMalformed(String settings) {
        Http2Client none = new Http2Client(loop, routes);
        assertThat(none.server.successor(settings)).isNull();
        assertThat(none.server.successor(" ")).isNotNull();
        none.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":method GET :scheme http :path /plain :path /plain",
                ":method GET :scheme http :path plain",
                ":method GET :scheme http",
                ":scheme http :path /plain",
                ":method G(T :scheme http :path /plain",
                ":method GET :scheme http :path /plain :protocol websocket",
                ":method GET :scheme http :path /plain :authority a host b",
                ":method CONNECT :scheme http :path /plain",
                ":method CONNECT :authority a :path /plain",
                ":method CONNECT :authority a :protocol websocket :scheme http"
            })
    void resetsWhatIsNoRequest(String fields) {
        client.send(frames().headers(1, true, fields.split(" ", -1)));
        assertThat(client.hear()).singleElement().matches(frame -> frame.type() == RST_STREAM && frame.code() == 1);
        assertThat(dataBytes(client.send(frames().get(3, "/plain")).hear(), 3)).isEqualTo(6);
    }

    @Test
    void resetsAValueWithWhiteSpaceAroundIt() {
        for (String value : List.of(" x", "x ", "\tx", "x\t")) {
            try (Http2Client other = Http2Client.open(loop, routes)) {
                other.send(frames().headers(1, true, request("GET", "/plain", "a", value)));
                assertThat(other.hear()).singleElement().matches(frame -> frame.type() == RST_STREAM);
            }
        }
    }

    @Test
    void servesOptionsOfTheWholeServerAsAnyPath() {
        client.send(frames().headers(1, true, ":method", "OPTIONS", ":scheme", "http", ":path", "*"));
        Http2Headers answer = client.hear().get(0).fields();
        assertThat(answer.status()).hasToString("204");
        assertThat(answer.get("allow")).hasToString("GET, HEAD, POST, DELETE, OPTIONS");
    }

    @Test
    void resetsARequestForWhatIsNoHost() {
        for (String authority : List.of("a b", "u@h", "h/x", "h:port", "[::1", "a,b", "", ":80")) {
            try (Http2Client other = Http2Client.open(loop, routes)) {
                other.send(frames().headers(
                                1,
                                true,
                                ":method",
                                "GET",
                                ":scheme",
                                "http",
                                ":path",
                                "/plain",
                                ":authority",
                                authority));
                assertThat(other.hear()).singleElement().matches(frame -> frame.type() == RST_STREAM);
            }
        }
    }
}

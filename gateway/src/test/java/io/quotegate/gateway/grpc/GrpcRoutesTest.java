package io.quotegate.gateway.grpc;

import static io.quotegate.gateway.http.RecordingStream.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.AsciiString;
import io.quotegate.api.Right;
import io.quotegate.codec.proto.v1.GetQuoteRequest;
import io.quotegate.gateway.http.HttpRouter;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.RecordingStream;
import io.quotegate.gateway.http.Route;
import io.quotegate.gateway.http.SiteRules;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.testkit.LeakCheck;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LeakCheck.class)
class GrpcRoutesTest {
    private static final String PATH = "/quotegate.test.Echo/Say";
    private static final AsciiString STATUS = AsciiString.of("grpc-status");
    private static final AsciiString MESSAGE = AsciiString.of("grpc-message");

    private final TestLoop loop = new TestLoop();
    private final HttpRoutes routes = new HttpRoutes();
    private final HttpRouter router = new HttpRouter(routes, SiteRules.of(List.of(), false, List.of()));
    private final RecordingStream stream = new RecordingStream(loop.context);

    /** Answers a message with itself. */
    private static BindableService echo() {
        MethodDescriptor<GetQuoteRequest, GetQuoteRequest> say =
                MethodDescriptor.<GetQuoteRequest, GetQuoteRequest>newBuilder()
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(PATH.substring(1))
                        .setRequestMarshaller(ProtoUtils.marshaller(GetQuoteRequest.getDefaultInstance()))
                        .setResponseMarshaller(ProtoUtils.marshaller(GetQuoteRequest.getDefaultInstance()))
                        .build();
        return () -> ServerServiceDefinition.builder("quotegate.test.Echo")
                .addMethod(say, ServerCalls.asyncUnaryCall((message, answer) -> {
                    answer.onNext(message);
                    answer.onCompleted();
                }))
                .build();
    }

    @BeforeEach
    void addRoutes() {
        new GrpcRoutes(ServiceRegistry.of(List.of(new ServiceRegistry.Served(Right.QUOTES, echo())))).addTo(routes);
    }

    @AfterEach
    void close() {
        stream.served.closed(stream.finished);
        loop.close();
    }

    private void open(String type, String... more) {
        String[] fields = new String[more.length + 2];
        fields[0] = "content-type";
        fields[1] = type;
        System.arraycopy(more, 0, fields, 2, more.length);
        stream.served.begin(router, request(HttpMethod.POST, PATH, fields));
    }

    private void send(byte... bytes) {
        ByteBuf piece = Unpooled.wrappedBuffer(bytes);
        stream.served.onBody(piece);
        piece.release();
    }

    private String trailer(AsciiString name) {
        assertThat(stream.trailers).isNotNull();
        return String.valueOf(stream.trailers == null ? null : stream.trailers.get(name));
    }

    @Test
    void answerACall() {
        open("application/grpc");
        send((byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 3, (byte) 10, (byte) 1, (byte) 'x');
        stream.served.onBodyEnd();
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.field(HttpHeaderNames.CONTENT_TYPE)).isEqualTo("application/grpc");
        assertThat(stream.body()).isEqualTo("\0\0\0\0\3\12\1x");
        assertThat(trailer(STATUS)).isEqualTo("0");
        assertThat(stream.protocol).isEqualTo(Protocol.GRPC);
        assertThat(stream.consumed).isEqualTo(8);
    }

    @Test
    void countACallFromItsHeadWhereItHasOneRequest() {
        open("application/grpc");
        assertThat(stream.midMessage).as("without a body").isTrue();
        send((byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
        assertThat(stream.midMessage).as("without an end").isTrue();
        stream.incompleteNs = loop.context.limits().messageTimeout().toNanos();
        stream.served.onTime(1);
        assertThat(stream.finished).isFalse();
        stream.incompleteNs++;
        stream.served.onTime(1);
        assertThat(stream.field(STATUS)).isEqualTo("4");
        assertThat(stream.begunMessages).isEqualTo(1);
    }

    @Test
    void answerACallOfAPageWithTrailersInTheBody() {
        open("application/grpc-web+proto");
        send((byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
        stream.served.onBodyEnd();
        assertThat(stream.field(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN)).isEmpty();
        assertThat(stream.body()).endsWith("grpc-status: 0\r\n");
        assertThat(stream.trailers).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, application/grpc, 405, method: GET (expected: POST)",
        "PUT, application/grpc-web, 405, method: PUT (expected: POST)",
        "POST, text/plain, 415, content-type: text/plain (expected: application/grpc)",
        "POST, application/grpc+json, 415, content-type: application/grpc+json (expected: application/grpc)"
    })
    void refuseWhatIsNoCall(String method, String type, int status, String why) {
        stream.ask(router, request(HttpMethod.valueOf(method), PATH, "content-type", type), "");
        assertThat(stream.status()).isEqualTo(status);
        assertThat(stream.field(MESSAGE)).isEqualTo(why);
        assertThat(stream.finished).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/quotegate.test.Echo/Nothing, x, y, 12, Method not found: quotegate.test.Echo/Nothing",
        "/quotegate.test.Echo/Say, grpc-encoding, br, 12, grpc-encoding: br (expected: gzip or identity)",
        "/quotegate.test.Echo/Say, grpc-timeout, soon, 3, grpc-timeout: soon (expected: at most 8 digits and one of"
                + " HMSmun)",
        "/quotegate.test.Echo/Say, x-bin, #, 3, metadata: a -bin value that is not Base64"
    })
    void endACallThatCannotBeMade(String path, String field, String value, String status, String why) {
        stream.ask(router, request(HttpMethod.POST, path, "content-type", "application/grpc", field, value), "");
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.field(STATUS)).isEqualTo(status);
        assertThat(stream.field(MESSAGE)).isEqualTo(why);
    }

    @Test
    void endACallThatHasManyValuesInOneField() {
        String[] field = {"content-type", "application/grpc", "x-bin", "AA" + ",AA".repeat(64)};
        stream.ask(router, request(HttpMethod.POST, PATH, field), "");
        assertThat(stream.field(STATUS)).isEqualTo("3");
        assertThat(stream.field(MESSAGE)).isEqualTo("metadata: more than 64 values in one field");
    }

    @Test
    void forgetFieldsOfAMessageThatTheyDoNotKnow() {
        open("application/grpc");
        send(
                (byte) 0,
                (byte) 0,
                (byte) 0,
                (byte) 0,
                (byte) 6,
                (byte) 10,
                (byte) 1,
                (byte) 'x',
                (byte) 0x98,
                (byte) 6,
                (byte) 1);
        stream.served.onBodyEnd();
        assertThat(stream.body()).as("an echo of what is known").isEqualTo("\0\0\0\0\3\12\1x");
        assertThat(trailer(STATUS)).isEqualTo("0");
    }

    @Test
    void endACallWhoseMessageIsNone() {
        open("application/grpc");
        send((byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 2, (byte) 10, (byte) 9);
        assertThat(stream.field(STATUS)).isEqualTo("2");
    }

    @Test
    void tellABrowserThatEveryPageMayCall() {
        stream.ask(
                router,
                request(HttpMethod.OPTIONS, PATH, "access-control-request-headers", "content-type,x-grpc-web"),
                "");
        assertThat(stream.status()).isEqualTo(204);
        assertThat(stream.field(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS)).isEqualTo("content-type,x-grpc-web");
        assertThat(stream.field(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS)).isEqualTo("POST");
    }

    @Test
    void sayInTheLanguageOfCallsWhyOneEnds() {
        open("application/grpc");
        stream.end(DisconnectReason.SERVER_SHUTDOWN);
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.field(STATUS)).isEqualTo("14");
        assertThat(stream.field(MESSAGE)).isEqualTo("server_shutdown");
    }

    @Test
    void areListedByTheirMethods() {
        assertThat(routes.list())
                .singleElement()
                .matches(route -> route.path().equals(PATH))
                .extracting(Route::methods)
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly(HttpMethod.POST, HttpMethod.OPTIONS);
    }
}

package io.quotegate.gateway.http;

import static io.quotegate.gateway.http.RecordingStream.asking;
import static io.quotegate.gateway.http.RecordingStream.get;
import static io.quotegate.gateway.http.RecordingStream.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.quotegate.api.Right;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.testkit.LeakCheck;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
class HttpRouterTest {
    private final TestLoop loop = new TestLoop();
    private final HttpRoutes routes = new HttpRoutes();
    private final HttpRouter router = new HttpRouter(routes, SiteRules.of(List.of(), false, List.of()));
    private final List<String> opened = new ArrayList<>();

    @AfterEach
    void close() {
        loop.close();
    }

    @BeforeEach
    void fill() {
        routes.get("/plain", Right.QUOTES, "Says its path.", call -> say(call, "plain"))
                .get("/v1/quotes", Right.QUOTES, "All.", call -> say(call, "all"))
                .get("/v1/quotes/{pair}", Right.QUOTES, "One.", call -> say(call, "one " + call.parameter()))
                .get("/{pair}", Right.QUOTES, "Last price.", call -> say(call, "price " + call.parameter()))
                .get("/v1/failing", Right.QUOTES, "Fails.", call -> {
                    throw new IllegalStateException("as a test wants it");
                })
                .add(Route.get("/v1/files/{*name}", Right.QUOTES, "A file.", noting("file")))
                .add(Route.of("/plain", List.of(), Right.QUOTES, "websocket", "Messages.", noting("websocket")))
                .add(Route.of(
                        "/pkg.Service/Method",
                        List.of(HttpMethod.POST, HttpMethod.OPTIONS),
                        Right.QUOTES,
                        null,
                        "A call.",
                        noting("call")))
                .addForContentType(type -> type.toString().startsWith("application/grpc"), noting("typed"));
    }

    private static HttpAnswer say(HttpCall call, String what) {
        call.body().ascii(what).ascii(" at ").ascii(call.path());
        return HttpAnswer.JSON;
    }

    private HttpEndpoint noting(String name) {
        return (stream, asked, parameter) -> {
            opened.add(name + ':' + parameter);
            return StreamListener.ANSWERED;
        };
    }

    private RecordingStream ask(RequestHead asked) {
        return new RecordingStream(loop.context).ask(router, asked, "");
    }

    @ParameterizedTest
    @CsvSource({
        "/plain, plain at /plain",
        "/plain?a=b, plain at /plain",
        "/%70lain, plain at /plain",
        "/v1/quotes, all at /v1/quotes",
        "/v1/quotes/BTC-USDT, one BTC-USDT at /v1/quotes/BTC-USDT",
        "/v1/quotes/a%20b, one a b at /v1/quotes/a b",
        "/v1/quotes/a%2Fb, one a/b at /v1/quotes/a/b",
        "/v1/quotes/%2f, one / at /v1/quotes//",
        "/v1/%71uotes/a%2Fb%2fc?d=/, one a/b/c at /v1/quotes/a/b/c",
        "/a%2Fb, price a/b at /a/b",
        "/BTC-USDT, price BTC-USDT at /BTC-USDT"
    })
    void findsTheRouteOfAPath(String target, String body) {
        RecordingStream stream = ask(get(target));
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.body()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/",
                "/v1/nothing/here",
                "/v1/quotes/",
                "/v1/quotes/a/b",
                "",
                "plain",
                "/v1%2fquotes/a",
                "/v1/quotes%2Fa/b"
            })
    void findsNothingElse(String target) {
        RecordingStream stream = ask(get(target));
        assertThat(stream.status()).isEqualTo(404);
        assertThat(stream.body()).contains("\"code\":\"not_found\"", "nothing is served at ");
    }

    @Test
    void givesAllThatFollowsToARouteThatAsksForIt() {
        ask(get("/v1/files/a/b.txt"));
        ask(get("/v1/files/..%2fa"));
        ask(get("/v1/files/"));
        assertThat(opened).containsExactly("file:a/b.txt", "file:../a", "file:");
    }

    @Test
    void answersHeadLikeGet() {
        RecordingStream stream = ask(request(HttpMethod.HEAD, "/plain"));
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.field(HttpHeaderNames.CONTENT_LENGTH)).isEqualTo("15");
    }

    @Test
    void saysWhichMethodsAreServed() {
        RecordingStream stream = ask(request(HttpMethod.DELETE, "/v1/quotes/X"));
        assertThat(stream.status()).isEqualTo(405);
        assertThat(stream.field(HttpHeaderNames.ALLOW)).isEqualTo("GET, HEAD");
        assertThat(stream.body()).contains("\"code\":\"bad_request\"", "method (expected: GET or HEAD)");
        assertThat(ask(request(HttpMethod.GET, "/pkg.Service/Method")).field(HttpHeaderNames.ALLOW))
                .isEqualTo("POST, OPTIONS");
    }

    @ParameterizedTest
    @CsvSource({
        "/plain, 'GET, HEAD, OPTIONS'",
        "/v1/quotes/X, 'GET, HEAD, OPTIONS'",
        "*, 'GET, HEAD, POST, DELETE, OPTIONS'"
    })
    void tellsWhichMethodsAreServed(String target, String allow) {
        RecordingStream stream = ask(request(HttpMethod.OPTIONS, target));
        assertThat(stream.status()).isEqualTo(204);
        assertThat(stream.field(HttpHeaderNames.ALLOW)).isEqualTo(allow);
        assertThat(stream.body()).isEmpty();
    }

    @Test
    void tellsNothingOfWhatIsNotServed() {
        assertThat(ask(request(HttpMethod.OPTIONS, "/v1/nothing/here")).status())
                .isEqualTo(404);
    }

    @Test
    void refusesToBeATunnel() {
        RecordingStream stream = ask(request(HttpMethod.CONNECT, "a:80"));
        assertThat(stream.status()).isEqualTo(405);
        assertThat(stream.field(HttpHeaderNames.ALLOW)).isEqualTo("GET, HEAD, POST, DELETE, OPTIONS");
        HttpRouter local = new HttpRouter(routes, SiteRules.of(List.of(), true, List.of()));
        RecordingStream elsewhere =
                new RecordingStream(loop.context).ask(local, request(HttpMethod.CONNECT, "elsewhere.example:443"), "");
        assertThat(elsewhere.status()).as("whatever the host").isEqualTo(405);
    }

    @Test
    void refusesWhatIsEscapedWrongly() {
        for (String target :
                List.of("/%zz", "/plain?a=%z", "/v1/files/%", "/pl\0ain", "/\u00fc", "/a b", "/plain#a", "/plain?\t")) {
            RecordingStream stream = ask(get(target));
            assertThat(stream.status()).as(target).isEqualTo(400);
            assertThat(stream.body()).contains("malformed path or query");
        }
    }

    @Test
    void opensAnotherProtocolWhereItIsSpoken() {
        ask(asking(HttpMethod.GET, "websocket", "/plain"));
        ask(asking(HttpMethod.CONNECT, "websocket", "/plain"));
        assertThat(opened).containsExactly("websocket:", "websocket:");
    }

    @Test
    void answersPlainlyOrNotAtAllWhereAnotherProtocolIsNotSpoken() {
        assertThat(ask(asking(HttpMethod.GET, "websocket", "/v1/quotes")).body())
                .isEqualTo("all at /v1/quotes");
        RecordingStream connect = ask(asking(HttpMethod.CONNECT, "websocket", "/v1/quotes"));
        assertThat(connect.status()).isEqualTo(404);
        assertThat(connect.finished).isTrue();
        assertThat(ask(asking(HttpMethod.CONNECT, "chat", "/plain")).status()).isEqualTo(501);
        assertThat(ask(request(HttpMethod.CONNECT, "a:80")).status()).isEqualTo(405);
        assertThat(opened).isEmpty();
    }

    @Test
    void looksAtTheContentTypeWhereNoRouteAnswers() {
        ask(request(HttpMethod.POST, "/pkg.Service/Method", "content-type", "application/grpc"));
        ask(request(HttpMethod.POST, "/pkg.Service/Method", "content-type", "text/plain"));
        ask(request(HttpMethod.POST, "/pkg.Service/Nothing", "content-type", "application/grpc"));
        ask(request(HttpMethod.PUT, "/pkg.Service/Method", "content-type", "application/grpc"));
        assertThat(ask(request(HttpMethod.POST, "/pkg.Service/Nothing", "content-type", "text/plain"))
                        .status())
                .isEqualTo(404);
        assertThat(opened).containsExactly("call:", "call:", "typed:", "typed:");
    }

    @Test
    void answersAFailingRouteAsOurFault() {
        RecordingStream stream = ask(get("/v1/failing"));
        assertThat(stream.status()).isEqualTo(500);
        assertThat(stream.body()).contains("\"code\":\"internal\"");
    }

    @Test
    void countsEveryRequest() {
        ask(get("/plain"));
        ask(get("/v1/nothing/here"));
        assertThat(loop.context.metrics().requests.sum()).isEqualTo(2);
    }

    @Test
    void listsEveryRouteWithItsMethodsAndASentence() {
        assertThat(routes.list())
                .extracting(Route::path)
                .containsExactly(
                        "/plain",
                        "/v1/quotes",
                        "/v1/quotes/{pair}",
                        "/{pair}",
                        "/v1/failing",
                        "/v1/files/{*name}",
                        "/plain",
                        "/pkg.Service/Method");
        assertThat(routes.list()).allMatch(route -> route.summary().endsWith("."));
        assertThat(routes.list().get(0).methods()).containsExactly(HttpMethod.GET, HttpMethod.HEAD);
    }

    @Test
    void takesOnlyPathsThatBeginWithASlash() {
        assertThatThrownBy(() -> Route.get("plain", Right.QUOTES, "No path.", noting("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("path: plain (expected: to begin with /)");
    }

    @Test
    void throwsAwayTheBodyOfWhatItRefuses() {
        RecordingStream stream = new RecordingStream(loop.context);
        stream.served.begin(router, request(HttpMethod.POST, "/v1/nothing/here"));
        stream.send("body");
        assertThat(stream.head).isNull();
        assertThat(stream.consumed).isEqualTo(4);
        stream.served.onBodyEnd();
        assertThat(stream.status()).isEqualTo(404);
    }
}

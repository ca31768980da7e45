package io.quotegate.feed.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.SslContextBuilder;
import io.quotegate.feed.dial.Dialer;
import io.quotegate.feed.dial.ProxyStub;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.dial.TestLoop;
import io.quotegate.feed.dial.VenueProxy;
import io.quotegate.feed.origin.VenueOrigin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class RestClientTest {
    private static final String TWO = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]";

    private final RawVenue venue = new RawVenue();
    private final TestLoop loop = new TestLoop();
    private final RestClient client = new RestClient(Dialer.of(Runnable::run), loop.loop());

    RestClientTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        loop.close();
        venue.close();
    }

    private Route venueRoute() {
        return Route.direct(URI.create("http://127.0.0.1:" + venue.port()));
    }

    private VenueRest rest(Route... routes) {
        return rest(client, routes);
    }

    private static VenueRest rest(RestClient client, Route... routes) {
        return new VenueRest(List.of(routes), VenueOrigin.of(false), client, Duration.ofSeconds(20));
    }

    private static String text(VenueRest rest) throws Exception {
        return new String(rest.get("/api").body(), UTF_8);
    }

    @Test
    void asksAgainOnTheConnectionThatItHas() throws Exception {
        venue.answers(TWO, TWO);
        VenueRest rest = rest(venueRoute());
        assertThat(text(rest)).isEqualTo("[]");
        assertThat(text(rest)).isEqualTo("[]");
        assertThat(venue.connections()).isEqualTo(1);
        assertThat(venue.asked())
                .allSatisfy(head -> assertThat(head)
                        .startsWith("GET /api HTTP/1.1\r\nhost: 127.0.0.1:" + venue.port()
                                + "\r\nuser-agent: quotegate\r\n")
                        .contains("accept-encoding: gzip\r\n"));
    }

    @Test
    void asksAnewWhereAKeptConnectionIsGone() throws Exception {
        venue.answers(TWO, RawVenue.HANG_UP, TWO);
        VenueRest rest = rest(venueRoute());
        text(rest);
        assertThat(text(rest)).isEqualTo("[]");
        assertThat(venue.connections()).isEqualTo(2);
    }

    @Test
    void opensAnotherConnectionWhereTheVenueKeepsNone() throws Exception {
        venue.answers("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nto the end" + RawVenue.HANG_UP, TWO);
        VenueRest rest = rest(venueRoute());
        assertThat(text(rest)).isEqualTo("to the end");
        assertThat(text(rest)).isEqualTo("[]");
        assertThat(venue.connections()).isEqualTo(2);
    }

    @Test
    void unpacksWhatIsPacked() throws Exception {
        venue.answers(packed("{\"a\":1}".getBytes(UTF_8)));
        assertThat(text(rest(venueRoute()))).isEqualTo("{\"a\":1}");
    }

    @Test
    void refusesWhatIsTooLongWhenItIsUnpacked() throws Exception {
        venue.answers(packed(new byte[VenueRest.MAX_BYTES + 1]));
        assertThatThrownBy(() -> text(rest(venueRoute())))
                .isInstanceOf(IOException.class)
                .hasMessage("body: longer than " + VenueRest.MAX_BYTES + " bytes");
    }

    private static String packed(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        }
        return "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bytes.size() + "\r\n\r\n"
                + bytes.toString(ISO_8859_1);
    }

    @Test
    void passesOverHintsThatComeBeforeTheAnswer() throws Exception {
        venue.answers("HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n" + TWO);
        assertThat(text(rest(venueRoute()))).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 302 Found~location: http://elsewhere/~content-length: 0~~ | HTTP 302: redirected, which is not followed",
                "HTTP/1.1 200 OK~content-length: 9~~half! | closed amid its answer",
                "! | closed without an answer",
                "HTTP/1.1 200 OK~content-encoding: br~content-length: 1~~x | body: packed in a way that nobody asked for",
                "HTTP/1.1 200 OK~content-encoding: gzip~content-length: 1~~x | body: not packed as it says",
            })
    void saysWhatWasWrongInWords(String answer, String reason) {
        venue.answers(answer.replace("~", "\r\n").replace("!", RawVenue.HANG_UP));
        assertThatThrownBy(() -> text(rest(venueRoute())))
                .isInstanceOf(IOException.class)
                .hasMessage(reason);
    }

    @Test
    void givesUpABodyThatTricklesAndGoesOnWithTheNext() throws Exception {
        venue.answers("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n" + RawVenue.TRICKLE, TWO);
        VenueRest impatient =
                new VenueRest(List.of(venueRoute()), VenueOrigin.of(false), client, Duration.ofMillis(300));
        assertThatThrownBy(() -> text(impatient)).hasMessage("no whole answer within 300 ms");
        assertThat(text(rest(venueRoute()))).isEqualTo("[]");
        assertThat(venue.connections()).isEqualTo(2);
    }

    @Test
    void triesEveryAddressOfAName() throws Exception {
        venue.answers(TWO);
        InetAddress refuses = InetAddress.getByName("127.0.0.9");
        Dialer dialer = new Dialer(
                Runnable::run,
                host -> new InetAddress[] {refuses, InetAddress.getByName("127.0.0.1")},
                () -> SslContextBuilder.forClient().build());
        Route route = Route.direct(URI.create("http://venue.test:" + venue.port()));
        assertThat(text(rest(new RestClient(dialer, loop.loop()), route))).isEqualTo("[]");
    }

    @Test
    void triesEveryEndpointAndStaysWithTheOneThatServes() throws Exception {
        venue.answers("HTTP/1.1 451 No\r\ncontent-length: 0\r\n\r\n", TWO, TWO);
        Route unreachable = Route.direct(URI.create("http://127.0.0.9:" + venue.port()));
        Route there = Route.direct(URI.create("http://127.0.0.1:" + venue.port() + "/other/"));
        VenueRest rest = rest(unreachable, venueRoute(), there);
        assertThat(text(rest)).isEqualTo("[]");
        assertThat(text(rest)).isEqualTo("[]");
        assertThat(venue.asked())
                .extracting(head -> head.substring(0, head.indexOf(" HTTP")))
                .containsExactly("GET /api", "GET /other/api", "GET /other/api");
    }

    @Test
    void answersWithTheLastRefusalWhereEveryEndpointRefuses() throws Exception {
        venue.answers("HTTP/1.1 403 No\r\ncontent-length: 4\r\n\r\nno\u001b!");
        assertThat(rest(venueRoute()).get("/").problem()).isEqualTo("HTTP 403 no !");
    }

    @ParameterizedTest
    @CsvSource({"HTTP,", "HTTP,me:hush", "SOCKS5,", "SOCKS5,me:hush"})
    void asksThroughAProxyWhichLooksUpTheName(VenueProxy.Kind kind, @Nullable String credentials) throws Exception {
        venue.answers(TWO);
        try (ProxyStub proxy = new ProxyStub(kind, venue.port(), credentials)) {
            Route route = through(proxy, kind, credentials, URI.create("http://venue.test"));
            assertThat(text(rest(route))).isEqualTo("[]");
            assertThat(proxy.asked()).containsExactly("venue.test:80");
        }
    }

    private static Route through(ProxyStub proxy, VenueProxy.Kind kind, @Nullable String credentials, URI uri) {
        String scheme = kind == VenueProxy.Kind.HTTP ? "http" : "socks5";
        String user = credentials == null ? "" : credentials + '@';
        return new Route(uri, VenueProxy.parse(scheme + "://" + user + "127.0.0.1:" + proxy.port()));
    }

    @ParameterizedTest
    @CsvSource({"HTTP", "SOCKS5"})
    void saysThatAProxyRefusedAndNotWithWhichPassword(VenueProxy.Kind kind) throws Exception {
        try (ProxyStub proxy = new ProxyStub(kind, venue.port(), "me:hush")) {
            Route route = through(proxy, kind, "me:guess", URI.create("http://venue.test"));
            assertThatThrownBy(() -> text(rest(route)))
                    .hasMessageContaining(kind == VenueProxy.Kind.HTTP ? "407" : "venue.test")
                    .hasMessageNotContaining("guess");
        }
    }

    @Test
    void saysThatAProxyIsNotThere() throws Exception {
        ProxyStub proxy = new ProxyStub(VenueProxy.Kind.HTTP, venue.port(), null);
        proxy.close();
        Route route = through(proxy, VenueProxy.Kind.HTTP, "me:hush", URI.create("http://venue.test"));
        assertThatThrownBy(() -> text(rest(route)))
                .hasMessageStartingWith("proxy http://127.0.0.1:" + proxy.port() + ": connection refused");
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void asksOverTlsAlsoThroughAProxyAndLooksAtTheName(boolean proxied, @TempDir Path home) throws Exception {
        try (TlsVenue tls = new TlsVenue(home, "venue.test");
                ProxyStub proxy = new ProxyStub(VenueProxy.Kind.HTTP, tls.port(), null)) {
            Dialer dialer = new Dialer(
                    Runnable::run, host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")}, tls::trusted);
            RestClient secure = new RestClient(dialer, loop.loop());
            Route right = route(proxied, proxy, "https://venue.test:" + tls.port());
            assertThat(text(rest(secure, right))).isEqualTo("over TLS");
            Route wrong = route(proxied, proxy, "https://other.test:" + tls.port());
            assertThatThrownBy(() -> text(rest(secure, wrong))).hasMessageContaining("other.test");
        }
    }

    private static Route route(boolean proxied, ProxyStub proxy, String uri) {
        return proxied ? through(proxy, VenueProxy.Kind.HTTP, null, URI.create(uri)) : Route.direct(URI.create(uri));
    }
}

package io.quotegate.gateway.http.page;

import static io.quotegate.gateway.http.RecordingStream.get;
import static io.quotegate.gateway.http.RecordingStream.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.quotegate.gateway.http.HttpRouter;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.RecordingStream;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http.SiteRules;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.testkit.LeakCheck;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
class PageRoutesTest {
    private static final Pattern NAMED = Pattern.compile("(?:href|src)=\"(/[^\"#]*)|from '([^']+)'|'(/app/[^']+)'");

    private final TestLoop loop = new TestLoop();
    private final HttpRoutes routes = new HttpRoutes();
    private final HttpRouter router = new HttpRouter(routes, SiteRules.of(List.of(), false, List.of()));

    @BeforeEach
    void fill() {
        new PageRoutes(CompletableFuture.completedFuture(PageFiles.ofProcess())).addTo(routes);
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private RecordingStream ask(RequestHead request) {
        return new RecordingStream(loop.context).ask(router, request, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/client-interface.html"})
    void isServedWithRulesThatLetNothingElseRunInIt(String path) {
        RecordingStream page = ask(get(path));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.field(HttpHeaderNames.CONTENT_TYPE)).isEqualTo("text/html; charset=utf-8");
        assertThat(page.field(HttpHeaderNames.CONTENT_SECURITY_POLICY))
                .startsWith("default-src 'none'; script-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe", "*", "data:", "http");
        assertThat(page.body()).startsWith("<!doctype html>");
    }

    @ParameterizedTest
    @CsvSource({
        "/app/main.js, text/javascript; charset=utf-8",
        "/app/stream/worker.js, text/javascript; charset=utf-8",
        "/app/style/theme.css, text/css; charset=utf-8",
        "/app/icon.svg, image/svg+xml",
        "/app/echarts.min.js, text/javascript; charset=utf-8"
    })
    void hasItsFilesWithTheirTypes(String path, String type) {
        RecordingStream file = ask(get(path));
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.field(HttpHeaderNames.CONTENT_TYPE)).isEqualTo(type);
        assertThat(file.bodyBytes()).hasSize(Integer.parseInt(file.field(HttpHeaderNames.CONTENT_LENGTH)));
    }

    @Test
    void isPackedForThoseWhoUnpackIt() throws IOException {
        RecordingStream plain = ask(get("/"));
        RecordingStream packed = ask(get("/", "accept-encoding", "br, gzip"));
        assertThat(packed.field(HttpHeaderNames.CONTENT_ENCODING)).isEqualTo("gzip");
        assertThat(packed.field(HttpHeaderNames.VARY)).isEqualTo("accept-encoding");
        assertThat(packed.field(HttpHeaderNames.ETAG)).isNotEqualTo(plain.field(HttpHeaderNames.ETAG));
        byte[] bytes = packed.bodyBytes();
        try (GZIPInputStream content = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            assertThat(new String(content.readAllBytes(), UTF_8)).isEqualTo(plain.body());
        }
        assertThat(ask(get("/", "accept-encoding", "gzip;q=0")).field(HttpHeaderNames.CONTENT_ENCODING))
                .isEmpty();
    }

    @Test
    void isNotSentToThoseWhoHaveIt() {
        String tag = ask(get("/", "accept-encoding", "gzip")).field(HttpHeaderNames.ETAG);
        RecordingStream again = ask(get("/", "accept-encoding", "gzip", "if-none-match", tag));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.field(HttpHeaderNames.ETAG)).isEqualTo(tag);
        assertThat(again.body()).isEmpty();
        assertThat(ask(get("/", "if-none-match", tag)).status()).isEqualTo(200); // it has the packed one
        assertThat(ask(get("/", "if-match", "\"another\"")).status()).isEqualTo(412);
    }

    @Test
    void tellsOnlyTheHeadWhereOnlyThatIsAsked() {
        RecordingStream head = ask(request(HttpMethod.HEAD, "/"));
        assertThat(head.field(HttpHeaderNames.CONTENT_LENGTH))
                .isEqualTo(String.valueOf(ask(get("/")).bodyBytes().length));
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/", "/app/none.js", "/app/../index.html", "/app/style", "/app/%2e%2e/index.html"})
    void hasNothingElse(String path) {
        assertThat(ask(get(path)).status()).isEqualTo(404);
    }

    @Test
    void hasEveryFileThatItNames() {
        PageFiles.ofProcess().files().forEach((name, file) -> {
            if (!name.endsWith(".min.js")) {
                Matcher named = NAMED.matcher(new String(file.plain(), UTF_8));
                while (named.find()) {
                    String target = target(name, named);
                    assertThat(target.startsWith("/v1") || ask(get(target)).status() == 200)
                            .as("%s in %s", named.group(), name)
                            .isTrue();
                }
            }
        });
    }

    private static String target(String name, Matcher named) {
        return named.group(2) == null
                ? (named.group(1) == null ? named.group(3) : named.group(1))
                : URI.create('/' + name).resolve(named.group(2)).getPath();
    }

    @Test
    void isTextWhereAnybodyElseSpeaks() {
        PageFiles.ofProcess().files().forEach((name, file) -> {
            if (!name.endsWith(".min.js")) {
                assertThat(new String(file.plain(), UTF_8))
                        .as(name)
                        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
                        .doesNotContainPattern(" style=\"| on[a-z]+=\"|https?://(?!www\\.w3\\.org|csrc\\.nist\\.gov)");
            }
        });
    }

    @Test
    void waitsForItsFiles() {
        CompletableFuture<PageFiles> reading = new CompletableFuture<>();
        HttpRoutes later = new HttpRoutes();
        new PageRoutes(reading).addTo(later);
        HttpRouter router = new HttpRouter(later, SiteRules.of(List.of(), false, List.of()));
        RecordingStream early = new RecordingStream(loop.context).ask(router, get("/"), "");
        RecordingStream gone = new RecordingStream(loop.context).ask(router, get("/"), "");
        gone.served.closed(false);
        assertThat(early.head).isNull();
        reading.complete(PageFiles.ofProcess());
        loop.turn();
        assertThat(early.status()).isEqualTo(200);
        assertThat(gone.head).isNull();
    }

    @Test
    void saysThatItFailedIfItsFilesCannotBeRead() {
        HttpRoutes broken = new HttpRoutes();
        new PageRoutes(CompletableFuture.failedFuture(new IllegalStateException("as a test wants it"))).addTo(broken);
        HttpRouter router = new HttpRouter(broken, SiteRules.of(List.of(), false, List.of()));
        assertThat(new RecordingStream(loop.context).ask(router, get("/"), "").status())
                .isEqualTo(500);
    }
}

package io.quotegate.gateway.http.files;

import static io.quotegate.gateway.http.RecordingStream.get;
import static io.quotegate.gateway.http.RecordingStream.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.AsciiString;
import io.quotegate.gateway.files.LoopDownloads;
import io.quotegate.gateway.http.HttpRouter;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.RecordingStream;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http.SiteRules;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.service.files.FileCatalogue;
import io.quotegate.testkit.LeakCheck;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
class FileRoutesTest {
    private static final int TURNS = 20;

    @TempDir
    private Path directory;

    private final TestLoop loop = new TestLoop();
    private final HttpRoutes routes = new HttpRoutes();
    private final HttpRouter router = new HttpRouter(routes, SiteRules.of(List.of(), false, List.of()));
    private final RecordingStream stream = new RecordingStream(loop.context);
    private final ArrayDeque<Runnable> disk = new ArrayDeque<>(); // what reads it, when a test lets it

    @BeforeEach
    void addRoutes() throws IOException {
        Files.writeString(directory.resolve("digits.csv"), "0123456789");
        Files.writeString(directory.resolve("day.csv.gz"), "packed");
        FileCatalogue files = new FileCatalogue(directory, disk::add);
        new FileRoutes(LoopDownloads.of(files, disk::add)).addTo(routes);
    }

    @AfterEach
    void close() {
        stream.served.closed(stream.finished);
        turn();
        loop.close();
    }

    /** Lets disk and loop do what there is to do. */
    private void turn() {
        for (int i = 0; i < TURNS; i++) {
            while (!disk.isEmpty()) {
                disk.remove().run();
            }
            loop.turn();
        }
    }

    private RecordingStream ask(RequestHead asked) {
        stream.ask(router, asked, "");
        turn();
        return stream;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/files", "/v1/files/", "/v1/files?a=b"})
    void listsThem(String target) {
        ask(get(target));
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.body())
                .startsWith("{\"files\":[{\"name\":\"day.csv.gz\"")
                .contains("digits.csv");
        assertThat(stream.flushes).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "digits.csv, ''",
        "page.html, attachment; filename*=UTF-8''page.html",
        "picture.svg, attachment; filename*=UTF-8''picture.svg",
        "feed.xml, attachment; filename*=UTF-8''feed.xml",
        "paper.pdf, attachment; filename*=UTF-8''paper.pdf",
        "code.js, attachment; filename*=UTF-8''code.js",
        "noname, attachment; filename*=UTF-8''noname",
        "page.HTM, attachment; filename*=UTF-8''page.HTM",
        "day.csv.gz, attachment; filename*=UTF-8''day.csv.gz",
        "folder/a \"b\";c'*+%\u00e9.html, attachment; filename*=UTF-8''a%20%22b%22%3Bc%27%2A%2B%25%C3%A9.html"
    })
    void letsNothingRunInABrowser(String name, String disposition) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "<script>");
        ask(get("/v1/files/"
                + URLEncoder.encode(name, UTF_8).replace("+", "%20").replace("%2F", "/")));
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.field(HttpHeaderNames.CONTENT_DISPOSITION)).isEqualTo(disposition);
        assertThat(stream.field(HttpHeaderNames.CONTENT_SECURITY_POLICY)).startsWith("sandbox");
        assertThat(stream.field(AsciiString.of("x-content-type-options"))).isEqualTo("nosniff");
    }

    @Test
    void letsNothingRunThatIsUnpackedOnTheWay() throws IOException {
        Files.writeString(directory.resolve("page.html.gz"), "packed");
        ask(get("/v1/files/page.html", "accept-encoding", "gzip"));
        assertThat(stream.field(HttpHeaderNames.CONTENT_ENCODING)).isEqualTo("gzip");
        assertThat(stream.field(HttpHeaderNames.CONTENT_DISPOSITION))
                .isEqualTo("attachment; filename*=UTF-8''page.html");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 200, 0123456789, ''",
        "bytes=2-4, 206, 234, bytes 2-4/10",
        "bytes=7-, 206, 789, bytes 7-9/10",
        "bytes=-3, 206, 789, bytes 7-9/10",
        "bytes=8-99, 206, 89, bytes 8-9/10",
        "bytes=10-, 416, '', bytes */10",
        "bytes=-0, 416, '', bytes */10",
        "bytes=-, 200, 0123456789, ''",
        "bytes=4-2, 200, 0123456789, ''",
        "lines=1-2, 200, 0123456789, ''"
    })
    void sendsAFileOrAPartOfIt(String range, int status, String body, String contentRange) {
        ask(range.isEmpty() ? get("/v1/files/digits.csv") : get("/v1/files/digits.csv", "range", range));
        assertThat(stream.status()).isEqualTo(status);
        assertThat(stream.body()).isEqualTo(body);
        assertThat(stream.field(HttpHeaderNames.CONTENT_RANGE)).isEqualTo(contentRange);
        assertThat(stream.field(HttpHeaderNames.CONTENT_LENGTH)).isEqualTo(String.valueOf(body.length()));
        assertThat(stream.finished).isTrue();
    }

    @Test
    void sendsNothingOfAnotherStateThanIsWanted() {
        ask(get("/v1/files/digits.csv"));
        String tag = stream.field(HttpHeaderNames.ETAG);
        String modified = stream.field(HttpHeaderNames.LAST_MODIFIED);
        String before = "Mon, 01 Jan 2001 00:00:00 GMT";
        assertThat(statusOf("if-match", "\"x\"")).isEqualTo(412);
        assertThat(statusOf("if-match", "W/" + tag)).as("weak").isEqualTo(412);
        assertThat(statusOf("if-match", "\"x\", " + tag)).isEqualTo(200);
        assertThat(statusOf("if-match", "\"x\"", "if-match", tag)).isEqualTo(200);
        assertThat(statusOf("if-match", "*")).isEqualTo(200);
        assertThat(statusOf("if-unmodified-since", before)).isEqualTo(412);
        assertThat(statusOf("if-unmodified-since", modified)).isEqualTo(200);
        assertThat(statusOf("if-unmodified-since", "yesterday")).isEqualTo(200);
        assertThat(statusOf("if-match", tag, "if-unmodified-since", before)).isEqualTo(200);
        assertThat(statusOf("if-match", "\"x\"", "if-none-match", tag)).isEqualTo(412);
        assertThat(statusOf("if-match", tag, "if-none-match", tag)).isEqualTo(304);
        assertThat(statusOf("if-match", "\"x\"", "range", "bytes=1-1")).isEqualTo(412);
        assertThat(statusOf("if-match", tag, "range", "bytes=1-1")).isEqualTo(206);
        assertThat(statusOf("if-match", tag, "range", "bytes=1-1", "if-range", "\"x\""))
                .isEqualTo(200);
    }

    @Test
    void tellsTheTagOfWhatIsThereInstead() {
        ask(get("/v1/files/digits.csv", "if-match", "\"x\""));
        assertThat(stream.status()).isEqualTo(412);
        assertThat(stream.body()).contains("\"code\":\"bad_request\"", "If-Match");
        String tag = stream.field(HttpHeaderNames.ETAG);
        assertThat(statusOf("if-match", tag)).isEqualTo(200);
    }

    @Test
    void answersHeadWithoutReading() {
        ask(request(HttpMethod.HEAD, "/v1/files/digits.csv"));
        assertThat(stream.field(HttpHeaderNames.CONTENT_LENGTH)).isEqualTo("10");
        assertThat(stream.field(HttpHeaderNames.CONTENT_TYPE)).isEqualTo("text/csv; charset=utf-8");
        assertThat(stream.body()).isEmpty();
    }

    @Test
    void sendsNothingToAClientThatHasIt() {
        ask(get("/v1/files/digits.csv"));
        String tag = stream.field(HttpHeaderNames.ETAG);
        String modified = stream.field(HttpHeaderNames.LAST_MODIFIED);
        assertThat(statusOf("if-none-match", "\"x\", W/" + tag)).isEqualTo(304);
        assertThat(statusOf("if-none-match", "*")).isEqualTo(304);
        assertThat(statusOf("if-none-match", "\"x\"")).isEqualTo(200);
        assertThat(statusOf("if-modified-since", modified)).isEqualTo(304);
        assertThat(statusOf("if-modified-since", "yesterday")).isEqualTo(200);
        assertThat(statusOf("range", "bytes=1-1", "if-range", tag)).isEqualTo(206);
        assertThat(statusOf("range", "bytes=1-1", "if-range", modified)).isEqualTo(206);
        assertThat(statusOf("range", "bytes=1-1", "if-range", "\"x\"")).isEqualTo(200);
    }

    private int statusOf(String... fields) {
        RecordingStream other = new RecordingStream(loop.context);
        other.ask(router, get("/v1/files/digits.csv", fields), "");
        turn();
        other.served.closed(true);
        return other.status();
    }

    @ParameterizedTest
    @CsvSource({
        "day.csv.gz, '', 200, application/gzip, ''",
        "day.csv.gz, gzip, 200, application/gzip, ''",
        "day.csv, 'br, gzip;q=0.5', 200, text/csv; charset=utf-8, gzip",
        "day.csv, gzip;q=0, 404, application/problem+json, ''",
        "day.csv, br, 404, application/problem+json, ''"
    })
    void saysHowAFileIsPackedToThoseWhoCanUnpackIt(
            String name, String accepted, int status, String type, String coding) {
        ask(get("/v1/files/" + name, "accept-encoding", accepted));
        assertThat(stream.status()).isEqualTo(status);
        assertThat(stream.field(HttpHeaderNames.CONTENT_TYPE)).isEqualTo(type);
        assertThat(stream.field(HttpHeaderNames.CONTENT_ENCODING)).isEqualTo(coding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.txt", "..%2fsecret", "a/b"})
    void refusesNamesOfNoFile(String name) {
        ask(get("/v1/files/" + name));
        assertThat(stream.status()).isEqualTo(404);
        assertThat(stream.body()).contains("\"code\":\"unknown_file\"");
    }

    @Test
    void answers503ForAListThatIsNotReadWhenTheGatewayStops() {
        stream.ask(router, get("/v1/files"), "");
        assertThat(stream.served.drains()).isTrue();
        stream.end(DisconnectReason.SERVER_SHUTDOWN);
        assertThat(stream.status()).isEqualTo(503);
        stream.served.closed(true);
        turn(); // what is read by now, nobody hears
        assertThat(stream.body()).contains("the gateway stops").doesNotContain("files");
    }

    @Test
    void breaksContentOffThatIsNotSentWholeWhenTheGatewayStops() throws IOException {
        Files.write(directory.resolve("large.bin"), new byte[1_000_000]);
        stream.writable = false;
        ask(get("/v1/files/large.bin"));
        assertThat(stream.status()).isEqualTo(200);
        stream.end(DisconnectReason.SERVER_SHUTDOWN);
        assertThat(stream.cancelled).isEqualTo(DisconnectReason.SERVER_SHUTDOWN);
    }

    @Test
    void sendsAsTheClientTakesBytes() throws IOException {
        Files.write(directory.resolve("large.bin"), new byte[300_000]);
        stream.writable = false;
        ask(get("/v1/files/large.bin"));
        assertThat(stream.bodyBytes()).isEmpty();
        stream.writable = true;
        stream.served.onWritable();
        turn();
        assertThat(stream.bodyBytes()).hasSize(300_000);
        assertThat(stream.finished).isTrue();
    }

    @Test
    void breaksOffAFileThatChanges() throws IOException {
        Files.write(directory.resolve("large.bin"), new byte[300_000]);
        stream.writable = false;
        ask(get("/v1/files/large.bin"));
        Files.write(directory.resolve("large.bin"), new byte[300_001]);
        stream.writable = true;
        stream.served.onWritable();
        turn();
        assertThat(stream.cancelled).isEqualTo(DisconnectReason.FILE_CHANGED);
    }

    @Test
    void takesOnlyGetAndHead() {
        stream.ask(router, request(HttpMethod.POST, "/v1/files/digits.csv"), "");
        assertThat(stream.status()).isEqualTo(405);
        assertThat(stream.field(HttpHeaderNames.ALLOW)).isEqualTo("GET, HEAD");
    }
}

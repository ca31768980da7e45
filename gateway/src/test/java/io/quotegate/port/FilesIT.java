package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.app.Gateway;
import io.quotegate.testkit.DownloadWay;
import io.quotegate.testkit.RawSocket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files over every protocol. {@code -Dquotegate.fileMiB=1024} makes the large one as large as you like. */
@Timeout(600)
class FilesIT {
    private static final long LARGE_BYTES = Long.getLong("quotegate.fileMiB", 20) * 1024 * 1024 + 12_345;
    private static final int KILLS = 20;

    /** Names of what is not there, or not to be had. */
    private static final List<String> REFUSED = List.of(
            "missing.txt",
            "../secret.txt",
            "..",
            ".",
            "../../etc/passwd",
            "/etc/passwd",
            "..%2fsecret.txt",
            "%2e%2e/secret.txt",
            "..\\secret.txt",
            "C:\\secret.txt",
            "sub",
            "sub/",
            "sub//inner.txt",
            "sub/./inner.txt",
            "sub/../good.txt",
            "sub/.hidden",
            "folder-link/inner.txt",
            "folder-out/secret.txt",
            "./good.txt",
            "good.txt/",
            "good.txt\0",
            "good.txt\0.csv",
            "\0",
            "good.txt\n",
            ".hidden",
            "link-out",
            "link-hidden",
            "link-sub",
            "unreadable.txt",
            "g\u2024\u2024/x",
            "x".repeat(300));

    @TempDir
    private Path home;

    private Path offered = Path.of("");
    private Gateway gateway;
    private InetSocketAddress address;

    @BeforeEach
    void start() throws IOException {
        offered = Files.createDirectory(home.resolve("offered"));
        gateway = TestGateways.start("files.dir=" + offered);
        address = gateway.address();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private String large() throws IOException {
        Path file = offered.resolve("large.bin");
        Random random = new Random(42);
        byte[] block = new byte[1024 * 1024];
        MessageDigest digest = sha256();
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = LARGE_BYTES; left > 0; left -= block.length) {
                random.nextBytes(block);
                int length = (int) Math.min(left, block.length);
                out.write(block, 0, length);
                digest.update(block, 0, length);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads at most {@code most} bytes into {@code digest}; how many there were. */
    private static long read(InputStream in, MessageDigest digest, long most) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long total = 0;
        while (total < most) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, most - total));
            if (count < 0) {
                return total;
            }
            digest.update(buffer, 0, count);
            total += count;
        }
        return total;
    }

    @ParameterizedTest
    @EnumSource
    void comeWhole(DownloadWay way) throws IOException {
        String expected = large();
        MessageDigest digest = sha256();
        long startNs = System.nanoTime();
        try (InputStream in = way.open(address, "large.bin", 0)) {
            assertThat(read(in, digest, Long.MAX_VALUE)).isEqualTo(LARGE_BYTES);
        }
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(expected);
        double seconds = (System.nanoTime() - startNs) / 1e9;
        System.out.printf("%s: %d bytes at %.0f MiB/s%n", way, LARGE_BYTES, LARGE_BYTES / seconds / 1024 / 1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll", "io_uring"})
    void comeWholeOnEveryTransport(String transport) throws IOException {
        String expected = large();
        MessageDigest digest = sha256();
        try (Gateway other = onTransport(transport);
                InputStream in = DownloadWay.HTTP_1.open(other.address(), "large.bin", 12_345)) {
            read(Files.newInputStream(offered.resolve("large.bin")), digest, 12_345);
            assertThat(read(in, digest, Long.MAX_VALUE)).isEqualTo(LARGE_BYTES - 12_345);
        }
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(expected);
    }

    private Gateway onTransport(String transport) throws IOException {
        try {
            return TestGateways.start("files.dir=" + offered, "server.transport=" + transport);
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("is not available on this machine");
            return Assumptions.abort(e.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource
    void areClosedWhenNobodyTakesThemAnyMore(DownloadWay way) throws IOException {
        large();
        for (int i = 0; i < KILLS; i++) {
            try (InputStream in = way.open(address, "large.bin", i)) {
                read(in, sha256(), 100_000L * i);
            }
        }
        SimulatedMarket.await("all are closed", () -> openFiles("large.bin") == 0);
    }

    private static long openFiles(String name) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .filter(descriptor -> {
                        try {
                            return Files.readSymbolicLink(descriptor).endsWith(name);
                        } catch (IOException e) {
                            return false; // closed meanwhile
                        }
                    })
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void comeWholeWhenBrokenOffAtAnyPointAndResumed(DownloadWay way) throws IOException {
        String expected = large();
        Random random = new Random(7);
        MessageDigest digest = sha256();
        long offset = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long most = 1 + (long) (random.nextDouble() * (LARGE_BYTES - offset) / 4);
            try (InputStream in = way.open(address, "large.bin", offset)) {
                offset += read(in, digest, most);
            }
        }
        try (InputStream in = way.open(address, "large.bin", offset)) {
            offset += read(in, digest, Long.MAX_VALUE);
        }
        assertThat(offset).isEqualTo(LARGE_BYTES);
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void endInAnErrorWhenTheyChange(DownloadWay way) throws IOException {
        large();
        Path file = offered.resolve("large.bin");
        assertThatThrownBy(() -> {
                    try (InputStream in = way.open(address, "large.bin", 0)) {
                        read(in, sha256(), 100_000);
                        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
                            out.write(1);
                        }
                        read(in, sha256(), Long.MAX_VALUE);
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "FRAMES", "WEBSOCKET"})
    void areCountedAsChangedWhenTheyDo(DownloadWay way) throws IOException {
        endInAnErrorWhenTheyChange(way);

        assertThat(disconnects())
                .anyMatch(line -> line.endsWith("reason=\"file_changed\"} 1.0"))
                .noneMatch(line -> line.contains("internal_error"));
    }

    /** The counters of reasons that connections have ended for. */
    private List<String> disconnects() throws IOException {
        try (RawSocket socket = new RawSocket(address)) {
            socket.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            return socket.readToEnd()
                    .lines()
                    .filter(line -> line.startsWith("quotegate_disconnects_total") && !line.endsWith(" 0.0"))
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void endInAnErrorWhenTheyVanish(DownloadWay way) throws IOException {
        large();
        assertThatThrownBy(() -> {
                    try (InputStream in = way.open(address, "large.bin", 0)) {
                        read(in, sha256(), 100_000);
                        Files.delete(offered.resolve("large.bin"));
                        read(in, sha256(), Long.MAX_VALUE);
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @EnumSource
    void areRefusedByTheSameErrorUnderEveryBadName(DownloadWay way) throws IOException {
        Files.writeString(home.resolve("secret.txt"), "secret");
        Files.writeString(offered.resolve("good.txt"), "good");
        Files.writeString(offered.resolve(".hidden"), "hidden");
        Files.createDirectory(offered.resolve("sub"));
        Files.writeString(offered.resolve("sub/inner.txt"), "inner");
        Files.writeString(offered.resolve("sub/.hidden"), "hidden");
        Files.createSymbolicLink(offered.resolve("folder-link"), offered.resolve("sub"));
        Files.createSymbolicLink(offered.resolve("folder-out"), home);
        Files.createSymbolicLink(offered.resolve("link-out"), home.resolve("secret.txt"));
        Files.createSymbolicLink(offered.resolve("link-hidden"), offered.resolve(".hidden"));
        Files.createSymbolicLink(offered.resolve("link-sub"), offered.resolve("sub/inner.txt"));
        Path unreadable = Files.writeString(offered.resolve("unreadable.txt"), "x");
        boolean readableAnyway = !unreadable.toFile().setReadable(false) || Files.isReadable(unreadable); // by root
        for (String name : REFUSED) {
            if (name.equals("unreadable.txt") && readableAnyway) {
                continue;
            }
            assertThatThrownBy(() -> way.open(address, name, 0).close())
                    .as(name)
                    .isInstanceOf(DownloadWay.Refusal.class)
                    .hasMessage("unknown_file");
            try (InputStream in = way.open(address, "good.txt", 0)) {
                assertThat(in.readAllBytes()).as("after %s", name).isEqualTo("good".getBytes(UTF_8));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void comeFromFoldersToo(DownloadWay way) throws IOException {
        Path folder = Files.createDirectories(offered.resolve("one/two ü"));
        Files.writeString(folder.resolve("inner.txt"), "inner");
        try (InputStream in = way.open(address, "one/two ü/inner.txt", 2)) {
            assertThat(in.readAllBytes()).isEqualTo("ner".getBytes(UTF_8));
        }
    }

    @Test
    void areListedWithTheirHashOnceItIsKnown() throws IOException {
        Files.writeString(offered.resolve("b.txt"), "two");
        Files.writeString(offered.resolve("a b.txt"), "one");
        Files.writeString(offered.resolve(".hidden"), "x");
        Files.createSymbolicLink(offered.resolve("out"), home);
        Files.createSymbolicLink(offered.resolve("in.txt"), Path.of("b.txt"));
        SimulatedMarket.await("hashes", () -> !get("/v1/files").body().contains("null"));
        JsonNode files = JsonClient.JSON.readTree(get("/v1/files").body()).path("files");
        assertThat(files).extracting(file -> file.path("name").asText()).containsExactly("a b.txt", "b.txt", "in.txt");
        assertThat(files.get(1).path("size").asLong()).isEqualTo(3);
        assertThat(files.get(1).path("modified").asLong())
                .isCloseTo(System.currentTimeMillis() * 1000, Offset.offset(60_000_000L));
        assertThat(files.get(1).path("sha256").asText())
                .isEqualTo(HexFormat.of().formatHex(sha256().digest("two".getBytes(UTF_8))));
        try (JsonClient client = JsonClient.Way.FRAMES.connect(address)) {
            client.say("{'op':'files','id':7}");
            JsonNode answer = client.hear();
            assertThat(answer.path("event").asText()).isEqualTo("files");
            assertThat(answer.path("id").asInt()).isEqualTo(7);
            assertThat(answer.path("data")).isEqualTo(files);
            Files.writeString(offered.resolve("b.txt"), "three");
            client.say("{'op':'files'}");
            assertThat(client.hear().path("data").get(1).path("sha256").isNull())
                    .isTrue();
        }
    }

    @Test
    void comeTogetherAsAnArchiveThatCanBeResumed() throws IOException {
        Files.createDirectory(offered.resolve("sub"));
        Files.write(offered.resolve("a.bin"), new byte[300_000]);
        Files.writeString(offered.resolve("sub/b ü.txt"), "inner");
        String path = "/v1/archive?name=a.bin&name=sub/b%20%C3%BC.txt";
        HttpResponse<byte[]> whole = bytes(path);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.headers().firstValue("content-type")).hasValue("application/zip");
        assertThat(whole.headers().firstValueAsLong("content-length")).hasValue(whole.body().length);
        assertThat(send("HEAD", path).headers().firstValueAsLong("content-length"))
                .hasValue(whole.body().length);
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(whole.body()))) {
            assertThat(in.getNextEntry()).extracting(ZipEntry::getName).isEqualTo("a.bin");
            assertThat(in.readAllBytes()).hasSize(300_000);
            assertThat(in.getNextEntry()).extracting(ZipEntry::getName).isEqualTo("sub/b ü.txt");
            assertThat(in.readAllBytes()).isEqualTo("inner".getBytes(UTF_8));
            assertThat(in.getNextEntry()).isNull();
        }

        String tag = whole.headers().firstValue("etag").orElseThrow();
        HttpResponse<byte[]> rest = bytes(path, "Range", "bytes=123456-", "If-Range", tag);
        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 123_456, whole.body().length));
        assertThat(get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
        Files.writeString(offered.resolve("sub/b ü.txt"), "other");
        assertThat(bytes(path, "Range", "bytes=123456-", "If-Range", tag).statusCode())
                .as("it is another one now")
                .isEqualTo(200);

        assertThat(get(path + "&name=../secret").statusCode()).isEqualTo(404);
        assertThat(get("/v1/archive").statusCode()).isEqualTo(400);
    }

    private HttpResponse<byte[]> bytes(String path, String... headers) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, headers);
    }

    private HttpResponse<String> send(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String field(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void followTheRulesOfHttp() throws IOException {
        Files.writeString(offered.resolve("digits.csv"), "0123456789");
        HttpResponse<String> whole = get("/v1/files/digits.csv");
        String tag = field(whole, "etag");
        String modified = field(whole, "last-modified");
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo("0123456789");
        assertThat(field(whole, "content-type")).isEqualTo("text/csv; charset=utf-8");
        assertThat(field(whole, "content-length")).isEqualTo("10");
        assertThat(tag).startsWith("\"").endsWith("\"");
        HttpResponse<String> head = send("HEAD", "/v1/files/digits.csv");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(field(head, "content-length")).isEqualTo("10");
        assertThat(field(head, "etag")).isEqualTo(tag);
        assertRange("bytes=2-4", 206, "234", "bytes 2-4/10");
        assertRange("bytes=7-", 206, "789", "bytes 7-9/10");
        assertRange("bytes=-3", 206, "789", "bytes 7-9/10");
        assertRange("bytes=8-99", 206, "89", "bytes 8-9/10");
        assertRange("bytes=10-", 416, "", "bytes */10");
        assertRange("bytes=-0", 416, "", "bytes */10");
        assertRange("bytes=4-2", 200, "0123456789", "");
        assertRange("bytes=0-1,3-4", 200, "0123456789", "");
        assertRange("lines=1-2", 200, "0123456789", "");
        assertThat(get("/v1/files/digits.csv", "If-None-Match", "W/\"x\", " + tag)
                        .statusCode())
                .isEqualTo(304);
        assertThat(get("/v1/files/digits.csv", "If-None-Match", "\"x\"").statusCode())
                .isEqualTo(200);
        assertThat(get("/v1/files/digits.csv", "If-Modified-Since", modified).statusCode())
                .isEqualTo(304);
        assertThat(get("/v1/files/digits.csv", "Range", "bytes=1-1", "If-Range", tag)
                        .body())
                .isEqualTo("1");
        assertThat(get("/v1/files/digits.csv", "Range", "bytes=1-1", "If-Range", modified)
                        .body())
                .isEqualTo("1");
        assertThat(get("/v1/files/digits.csv", "Range", "bytes=1-1", "If-Range", "\"x\"")
                        .body())
                .isEqualTo("0123456789");
        HttpResponse<String> posted = send("POST", "/v1/files/digits.csv");
        assertThat(posted.statusCode()).isEqualTo(405);
        assertThat(field(posted, "allow")).isEqualTo("GET, HEAD");
        try (RawSocket socket = new RawSocket(address)) {
            socket.send("GET /v1/files/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(socket.readLine()).isEqualTo("HTTP/1.1 400 Bad Request");
        }
    }

    private void assertRange(String range, int status, String body, String contentRange) {
        HttpResponse<String> answer = get("/v1/files/digits.csv", "Range", range);
        assertThat(answer.statusCode()).as(range).isEqualTo(status);
        assertThat(answer.body()).as(range).isEqualTo(body);
        assertThat(field(answer, "content-range")).as(range).isEqualTo(contentRange);
    }

    @Test
    void sayHowTheyArePackedToThoseWhoCanUnpack() throws IOException {
        Files.writeString(offered.resolve("day.csv.gz"), "packed");
        HttpResponse<String> unaware = get("/v1/files/day.csv.gz");
        assertThat(field(unaware, "content-type")).isEqualTo("application/gzip");
        assertThat(field(unaware, "content-encoding")).isEmpty();
        HttpResponse<String> named = get("/v1/files/day.csv.gz", "Accept-Encoding", "gzip");
        assertThat(field(named, "content-type")).isEqualTo("application/gzip");
        assertThat(field(named, "content-encoding")).isEmpty();
        assertThat(named.body()).isEqualTo("packed");
        HttpResponse<String> aware = get("/v1/files/day.csv", "Accept-Encoding", "br, gzip;q=0.5");
        assertThat(field(aware, "content-type")).isEqualTo("text/csv; charset=utf-8");
        assertThat(field(aware, "content-encoding")).isEqualTo("gzip");
        assertThat(field(aware, "vary")).isEqualToIgnoringCase("accept-encoding");
        assertThat(aware.body()).isEqualTo("packed");
        assertThat(get("/v1/files/day.csv", "Accept-Encoding", "gzip;q=0").statusCode())
                .isEqualTo(404);
        assertThat(get("/v1/files/day.csv").statusCode()).isEqualTo(404);
    }

    @Test
    void followOneAnotherOnAConnectionOfHttp() throws IOException {
        Files.writeString(offered.resolve("a.txt"), "first");
        Files.writeString(offered.resolve("empty.txt"), "");
        try (RawSocket socket = new RawSocket(address)) {
            socket.send("GET /v1/files/a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    + "GET /v1/files/empty.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    + "HEAD /v1/files/a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    + "GET /v1/info HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    + "GET /v1/files/a.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            String all = socket.readToEnd();
            assertThat(SimulatedMarket.count(all, "HTTP/1.1 200 OK")).as(all).isEqualTo(5);
            assertThat(SimulatedMarket.count(all, "first")).as(all).isEqualTo(2);
            assertThat(all).contains("\"name\":\"quotegate\"").endsWith("first");
        }
    }

    @Test
    void keepEverythingElseBackOnTheirConnection() throws IOException {
        large();
        try (RawSocket socket = new RawSocket(address)) {
            socket.sendFrame("{\"op\":\"file\",\"name\":\"large.bin\",\"id\":\"f\"}");
            JsonNode header = JsonClient.JSON.readTree(socket.readFrame());
            assertThat(header.path("event").asText()).isEqualTo("file");
            assertThat(header.path("id").asText()).isEqualTo("f");
            socket.sendFrame("{\"op\":\"ping\",\"id\":\"p\"}");
            socket.sendFrame("{\"op\":\"file\",\"name\":\"large.bin\",\"id\":\"g\"}");
            socket.sendFrame(
                    "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"mode\":\"all\",\"id\":\"s\"}");
            for (long left = LARGE_BYTES; left > 0; ) {
                left -= socket.readFrameBytes().length;
                assertThat(left).isNotNegative();
            }
            assertThat(socket.readFrame()).isEqualTo("{\"event\":\"file-end\",\"id\":\"f\"}");
            assertThat(socket.readFrame()).contains("\"event\":\"pong\"", "\"p\"");
            assertThat(socket.readFrame()).contains("bad_request", "under way", "\"g\"");
            assertThat(socket.readFrame()).contains("bad_request", "beside a download", "\"s\"");
            socket.sendFrame("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"mode\":\"all\"}");
            assertThat(socket.readFrame()).contains("subscribed");
            socket.sendFrame("{\"op\":\"file\",\"name\":\"large.bin\"}");
            assertThat(socket.readFrame()).contains("bad_request", "mode all");
        }
    }

    @Test
    void areRefusedFromOutsideOfThemAndOnBareJson() throws IOException {
        Files.writeString(offered.resolve("a.txt"), "first");
        try (JsonClient client = JsonClient.Way.WEBSOCKET.connect(address)) {
            client.say("{'op':'file','name':'a.txt','offset':6}");
            assertThat(client.hear().path("message").asText()).isEqualTo("offset: 6 (expected: 0..5)");
            client.say("{'op':'file','name':'a.txt','offset':-1}");
            assertThat(client.hear().path("code").asText()).isEqualTo("bad_request");
            client.say("{'op':'file','name':'a.txt','offset':5}");
            assertThat(client.hear().path("event").asText()).isEqualTo("file");
            assertThat(client.hear().path("event").asText()).isEqualTo("file-end");
            client.say("{'op':'file'}");
            assertThat(client.hear().path("message").asText()).isEqualTo("name: missing");
        }
        try (RawSocket socket = new RawSocket(address)) {
            socket.send("{\"op\":\"file\",\"name\":\"a.txt\"}");
            assertThat(socket.readLine()).contains("unsupported");
        }
    }
}

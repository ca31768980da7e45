package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.QuoteServiceGrpc;
import io.quotegate.codec.proto.v1.StreamQuotesRequest;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code /metrics} says of a gateway with all its parts, which was asked and has pushed over every protocol. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsIT {
    private static final Pattern NAME = Pattern.compile("quotegate_[a-z0-9_]+");
    private static final Pattern SAMPLE = Pattern.compile("([a-z_:][a-z0-9_:]*)(\\{.*})? (\\S+)");

    private SimulatedMarket market;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        market = new SimulatedMarket(
                200,
                "store.path=" + directory.resolve("store.db"),
                "files.dir=" + directory.resolve("files"),
                "files.record=true",
                "relay.venues=okx,binance");
        frames();
        lines();
        webSocket();
        events();
        calls();
        market.get("/v1/quotes/BTC-USDT");
    }

    @AfterAll
    void stop() {
        market.close();
    }

    private RawSocket connect() throws IOException {
        return new RawSocket(market.gateway().address());
    }

    private void frames() throws IOException {
        try (RawSocket socket = connect()) {
            socket.sendFrame("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"mode\":\"all\"}");
            socket.sendFrame("{\"op\":\"no such operation\"}");
            for (int i = 0; i < 50; i++) {
                socket.readFrame();
            }
        }
    }

    private void lines() throws IOException {
        try (RawSocket socket = connect()) {
            socket.send("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"mode\":\"all\"}\n");
            for (int i = 0; i < 50; i++) {
                socket.readLine();
            }
        }
    }

    private void webSocket() throws IOException {
        try (WebSocketProbe probe = new WebSocketProbe(connect())) {
            probe.ask("/v1/stream").readHead();
            probe.text("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"mode\":\"all\"}");
            for (int i = 0; i < 50; i++) {
                probe.read();
            }
        }
    }

    private void events() throws IOException {
        try (RawSocket socket = connect()) {
            socket.send("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
            for (int i = 0; i < 50; i++) {
                socket.readUntil("\n\n");
            }
        }
    }

    private void calls() {
        ManagedChannel channel = GrpcJsonClient.channel(market.gateway().address());
        try {
            Iterator<Quote> quotes = QuoteServiceGrpc.newBlockingStub(channel)
                    .streamQuotes(StreamQuotesRequest.newBuilder().addPairs("*").build());
            for (int i = 0; i < 50; i++) {
                quotes.next();
            }
        } finally {
            channel.shutdownNow();
        }
    }

    private String text() {
        return market.get("/metrics").body();
    }

    private String openMetrics() throws IOException {
        try (RawSocket socket = connect()) {
            socket.send("GET /metrics HTTP/1.0\r\nAccept: application/openmetrics-text; version=1.0.0\r\n\r\n");
            String answer = socket.readToEnd();
            assertThat(answer).contains("content-type: application/openmetrics-text; version=1.0.0; charset=utf-8");
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    @Test
    void countsWhatTheDocumentExplainsAndNothingElse() throws IOException {
        String document =
                Files.readString(Path.of(System.getProperty("basedir", ".")).resolve("../docs/OPERATIONS.md"));
        TreeSet<String> explained = NAME.matcher(document)
                .results()
                .map(MatchResult::group)
                .filter(name -> !name.startsWith("quotegate_cluster_")) // which ClusterIT looks at
                .collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> counted = text().lines()
                .filter(line -> line.startsWith("# TYPE quotegate_"))
                .map(line -> line.split(" ")[2])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(counted).hasSizeGreaterThan(50).containsExactlyElementsOf(explained);
    }

    @Test
    void promtoolFindsNothingWrong() throws Exception {
        Program promtool = Program.installed("promtool");
        assertThat(promtool.run(text(), "check", "metrics")).isEqualTo(new Program.Result(0, ""));
    }

    @Test
    void toldAsOpenMetricsEverySampleIsOfAFamilyThatWasNamedBefore() throws IOException {
        List<String> lines = openMetrics().lines().toList();
        assertThat(lines.get(lines.size() - 1)).isEqualTo("# EOF");
        Map<String, String> types = new HashMap<>();
        String family = "";
        for (String line : lines.subList(0, lines.size() - 1)) {
            String[] words = line.split(" ");
            if (line.startsWith("# TYPE ")) {
                family = words[2];
                assertThat(types.put(family, words[3]))
                        .as("%s is told in one place", family)
                        .isNull();
                continue;
            } else if (line.startsWith("# ")) {
                assertThat(words[2]).as(line).isEqualTo(family);
                continue;
            }
            Matcher sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            assertThat(sample.group(1))
                    .as("of the %s %s", types.get(family), family)
                    .isIn(
                            switch (String.valueOf(types.get(family))) {
                                case "counter" -> List.of(family + "_total", family + "_created");
                                case "info" -> List.of(family + "_info");
                                case "gauge" -> List.of(family);
                                case "histogram" ->
                                    List.of(
                                            family + "_bucket",
                                            family + "_count",
                                            family + "_sum",
                                            family + "_created");
                                default -> List.of(family, family + "_count", family + "_sum", family + "_created");
                            });
        }
        assertThat(types)
                .containsEntry("quotegate_requests", "counter")
                .containsEntry("quotegate_build", "info")
                .containsEntry("quotegate_request_time_seconds", "histogram");
    }

    /** The count of each histogram of a family, by the value of its label. */
    private Map<String, Double> counts(String family) {
        return text().lines()
                .filter(line -> line.startsWith(family + "_count{"))
                .collect(Collectors.toMap(
                        line -> line.split("\"")[1], line -> Double.valueOf(line.substring(line.indexOf(' ') + 1))));
    }

    @Test
    void tellsHowLongEachProtocolAndVenueTakes() {
        assertThat(counts("quotegate_delivery_time_seconds"))
                .containsOnlyKeys("frames", "json", "websocket", "sse", "grpc")
                .allSatisfy((protocol, count) -> assertThat(count).as(protocol).isPositive());
        assertThat(counts("quotegate_venue_latency_seconds")).containsOnlyKeys("okx", "binance");
    }

    @Test
    void tellsHowLongEachOperationTakesByTheNameThatWeHaveForIt() {
        assertThat(counts("quotegate_request_time_seconds"))
                .containsEntry("invalid", 1.0)
                .containsEntry("/v1/quotes/{pair}", 1.0)
                .containsEntry("/quotegate.v1.QuoteService/StreamQuotes", 1.0)
                .containsKeys("subscribe", "/v1/quotes", "/v1/stream");
    }

    @Test
    void aHistogramCountsEachTimeInEveryClassAboveIt() {
        List<Double> classes = new ArrayList<>();
        text().lines()
                .filter(line -> line.startsWith("quotegate_delivery_time_seconds_bucket{protocol=\"frames\""))
                .forEach(line -> classes.add(Double.valueOf(line.substring(line.indexOf(' ') + 1))));
        assertThat(classes).hasSize(20).isSorted();
    }

    /** Whoever comes, there are not more of them. */
    @Test
    void noLabelIsOfAClient() {
        List<String> labels = text().lines()
                .filter(line -> line.startsWith("quotegate_") && line.contains("{"))
                .flatMap(line -> Arrays.stream(line.substring(line.indexOf('{') + 1, line.lastIndexOf('}'))
                        .split(",(?=[a-z]+=)")))
                .map(label -> label.substring(0, label.indexOf('=')))
                .distinct()
                .toList();
        assertThat(labels)
                .containsExactlyInAnyOrder(
                        "version",
                        "java",
                        "code",
                        "result",
                        "protocol",
                        "reason",
                        "where",
                        "operation",
                        "le",
                        "rule",
                        "longer",
                        "source",
                        "venue");
    }
}

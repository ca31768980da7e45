package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Prometheus warns of and what Grafana shows is made of metrics that there are, and Prometheus' own tool is content. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringFilesIT {
    private static final Path CONFIG = Path.of("..", "config");
    private static final Path RULES = CONFIG.resolve("prometheus/rules/quotegate.yml");
    private static final Path DASHBOARD = CONFIG.resolve("grafana/dashboards/quotegate.json");
    private static final Path SOURCE = CONFIG.resolve("grafana/provisioning/datasources/prometheus.yaml");
    private static final Path HANDBOOK = Path.of("..", "docs", "OPERATIONS.md");
    private static final Path TOOL = Path.of("/usr/bin/promtool");
    private static final Pattern METRIC = Pattern.compile("\\b(?:quotegate|process|jvm|system|netty)_[a-z0-9_]+");

    private final Set<String> known = new HashSet<>();

    @BeforeAll
    void ask(@TempDir Path kept) throws IOException {
        try (SimulatedMarket market = new SimulatedMarket(
                100, "files.record=true", "files.dir=" + kept, "store.path=" + kept.resolve("quotegate.db"))) {
            try (RawSocket socket = new RawSocket(market.gateway().address())) {
                socket.sendFrame("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"]}");
                SimulatedMarket.await("deliveries", () -> {
                    learn(market.get("/metrics").body());
                    return known.contains("quotegate_delivery_time_seconds_bucket");
                });
            }
            SimulatedMarket.await("a connection that ended", () -> {
                learn(market.get("/metrics").body());
                return known.contains("quotegate_disconnects_total");
            });
        }
    }

    private void learn(String metrics) {
        for (String line :
                metrics.lines().filter(one -> one.startsWith("# TYPE ")).toList()) {
            String[] words = line.split(" ", -1);
            known.add(words[2]);
            if (words[3].equals("histogram") || words[3].equals("summary")) {
                List.of("_bucket", "_sum", "_count").forEach(end -> known.add(words[2] + end));
            }
        }
    }

    private static JsonNode read(ObjectMapper mapper, Path file) throws IOException {
        return mapper.readTree(Files.readString(file));
    }

    private static Set<String> metrics(JsonNode expressions) {
        Set<String> names = new TreeSet<>();
        for (JsonNode each : expressions.findValues("expr")) {
            METRIC.matcher(each.textValue()).results().forEach(found -> names.add(found.group()));
        }
        return names;
    }

    @Test
    void warnsOfWhatIsMeasuredAndSaysWhatToDo() throws IOException {
        JsonNode rules = read(new YAMLMapper(), RULES);
        assertThat(metrics(rules)).hasSizeGreaterThan(25).isSubsetOf(known);
        String handbook = Files.readString(HANDBOOK);
        for (JsonNode rule : rules.at("/groups/0/rules")) {
            String link = rule.at("/annotations/runbook_url").textValue();
            assertThat(link).as(rule.toString()).endsWith("docs/OPERATIONS.md#when-something-is-wrong");
            assertThat(rule.at("/labels/severity").textValue()).isIn("critical", "warning", "info");
        }
        assertThat(handbook).contains("\n## When something is wrong\n");
        assertThat(rules.findValuesAsText("alert")).doesNotHaveDuplicates();
    }

    @Test
    void showsWhatIsMeasured() throws IOException {
        JsonNode dashboard = read(new JsonMapper(), DASHBOARD);
        assertThat(metrics(dashboard)).hasSizeGreaterThan(30).isSubsetOf(known);
        assertThat(new HashSet<>(dashboard.at("/panels").findValuesAsText("uid")))
                .containsExactly(
                        read(new YAMLMapper(), SOURCE).at("/datasources/0/uid").textValue());
    }

    @ParameterizedTest
    @CsvSource({"check config,prometheus.yml", "check rules,rules/quotegate.yml", "test rules,tests/quotegate.yml"})
    void contentsTheToolOfPrometheus(String command, String file) throws Exception {
        assumeThat(Files.isExecutable(TOOL))
                .as("no promtool: rules are not checked by it (apt-get install prometheus)")
                .isTrue();
        String[] words = command.split(" ", -1);
        Process tool = new ProcessBuilder(
                        TOOL.toString(),
                        words[0],
                        words[1],
                        CONFIG.resolve("prometheus").resolve(file).toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(tool.getInputStream().readAllBytes(), UTF_8);
        assertThat(tool.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(tool.exitValue()).as(said).isZero();
    }
}

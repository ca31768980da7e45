package io.quotegate.service.conversion;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.market.Instrument;
import io.quotegate.service.conversion.PathStep.Direction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CurrencyGraphTest {
    private static CurrencyGraph graph(String... symbols) {
        List<PricedPair> pairs = new ArrayList<>();
        for (String symbol : symbols) {
            pairs.add(new QuotedPair(new Instrument(pairs.size(), symbol)));
        }
        return new CurrencyGraph(pairs);
    }

    /** {@code BTC-USDT ETH-USDT^}, where the mark says that the pair was divided by; null for no path. */
    private static @Nullable String path(CurrencyGraph graph, String from, String to) {
        List<PathStep> path = graph.path(from, to);
        return path == null
                ? null
                : String.join(" ", path.stream().map(CurrencyGraphTest::text).toList());
    }

    private static String text(PathStep step) {
        String symbol = step.pair().base() + '-' + step.pair().quote();
        return step.direction() == Direction.BASE_TO_QUOTE ? symbol : symbol + '^';
    }

    @Test
    void goesThroughTheCurrencyThatBothHave() {
        CurrencyGraph graph = graph("BTC-USDT", "ETH-USDT");
        assertThat(path(graph, "BTC", "ETH")).isEqualTo("BTC-USDT ETH-USDT^");
        assertThat(path(graph, "ETH", "BTC")).isEqualTo("ETH-USDT BTC-USDT^");
        assertThat(path(graph, "BTC", "USDT")).isEqualTo("BTC-USDT");
        assertThat(path(graph, "USDT", "BTC")).isEqualTo("BTC-USDT^");
        assertThat(path(graph, "USDT", "USDT")).isEmpty();
    }

    @Test
    void takesTheFewestPairsWhateverTheirOrder() {
        assertThat(path(graph("A-B", "B-C", "C-D", "A-D"), "A", "D")).isEqualTo("A-D");
        assertThat(path(graph("A-B", "B-C", "C-D", "D-E", "X-A", "X-D"), "A", "E"))
                .isEqualTo("X-A^ X-D D-E");
    }

    @Test
    void takesOfEquallyShortPathsTheOneListedFirst() {
        assertThat(path(graph("BTC-USDT", "BTC-USDC", "USDT-USD", "USDC-USD"), "BTC", "USD"))
                .isEqualTo("BTC-USDT USDT-USD");
        assertThat(path(graph("BTC-USDC", "BTC-USDT", "USDT-USD", "USDC-USD"), "BTC", "USD"))
                .isEqualTo("BTC-USDC USDC-USD");
        assertThat(path(graph("A-B", "B-A"), "B", "A")).isEqualTo("A-B^");
    }

    @Test
    void goesBackByTheSamePairs() {
        CurrencyGraph graph = graph("A-B", "C-D", "A-C", "B-D");
        assertThat(path(graph, "A", "D")).isEqualTo("A-B B-D");
        assertThat(path(graph, "D", "A")).isEqualTo("B-D^ A-B^");
    }

    @Test
    void knowsWhereNoPairsLead() {
        CurrencyGraph graph = graph("A-B", "C-D", "E-E");
        assertThat(path(graph, "A", "D")).isNull();
        assertThat(path(graph, "E", "A")).isNull();
        assertThat(path(graph, "E", "E")).isEmpty();
        assertThat(graph.knows("D")).isTrue();
        assertThat(graph.knows("F")).isFalse();
        assertThatThrownBy(() -> graph.path("A", "F"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("currency: F (expected: a known one)");
    }

    @Test
    void agreesWithALevelByLevelSearchOnRandomMarkets() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            int currencies = 2 + random.nextInt(25);
            Set<String> symbols = new HashSet<>();
            for (int i = random.nextInt(2 * currencies) + 1; i > 0; i--) {
                symbols.add("C" + random.nextInt(currencies) + "-C" + random.nextInt(currencies));
            }
            List<String> listed = new ArrayList<>(symbols);
            Collections.shuffle(listed, random);
            CurrencyGraph graph = graph(listed.toArray(String[]::new));
            Set<String> known = neighbours(listed).keySet();
            for (String from : known) {
                for (String to : known) {
                    assertLeads(graph, listed, from, to, "seed %d, %s to %s".formatted(seed, from, to));
                }
            }
        }
    }

    private static void assertLeads(CurrencyGraph graph, List<String> pairs, String from, String to, String what) {
        List<PathStep> path = graph.path(from, to);
        int fewest = fewest(neighbours(pairs), from, to);
        if (fewest < 0) {
            assertThat(path).as(what).isNull();
            return;
        }
        assertThat(path).as(what).hasSize(fewest);
        String at = from;
        for (PathStep step : requireNonNull(path)) {
            boolean forward = step.direction() == Direction.BASE_TO_QUOTE;
            assertThat(forward ? step.pair().base() : step.pair().quote())
                    .as(what)
                    .isEqualTo(at);
            at = forward ? step.pair().quote() : step.pair().base();
        }
        assertThat(at).as(what).isEqualTo(to);
    }

    private static Map<String, Set<String>> neighbours(List<String> pairs) {
        Map<String, Set<String>> neighbours = new HashMap<>();
        for (String pair : pairs) {
            String[] sides = pair.split("-", -1);
            neighbours.computeIfAbsent(sides[0], side -> new HashSet<>()).add(sides[1]);
            neighbours.computeIfAbsent(sides[1], side -> new HashSet<>()).add(sides[0]);
        }
        return neighbours;
    }

    /** How many pairs it takes, by widening what is within reach; -1 for no path. */
    private static int fewest(Map<String, Set<String>> neighbours, String from, String to) {
        Set<String> reached = new HashSet<>(Set.of(from));
        for (int pairs = 0; pairs <= neighbours.size(); pairs++) {
            if (reached.contains(to)) {
                return pairs;
            }
            for (String currency : List.copyOf(reached)) {
                reached.addAll(neighbours.getOrDefault(currency, Set.of()));
            }
        }
        return -1;
    }
}

package io.quotegate.bench.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotegate.bench.wire.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code wire --scenario cluster} measured with some numbers of gateways: costs come of the fewest and the most, and are
 * checked with those between. Immutable.
 *
 * @param rows by their number of gateways
 */
record Measured(List<Row> rows) {
    /**
     * One number of gateways.
     *
     * @param records a second
     * @param bytes   of a record, for each gateway
     * @param feedUs  of the feed node for each record
     * @param gatewayUs of a gateway for each record
     */
    record Row(int gateways, double records, double bytes, double feedUs, double gatewayUs) {}

    Measured {
        rows = rows.stream()
                .sorted((one, other) -> Integer.compare(one.gateways(), other.gateways()))
                .toList();
        if (rows.size() < 2
                || rows.get(0).gateways() == rows.get(rows.size() - 1).gateways()) {
            throw new IllegalArgumentException("measured: " + rows + " (expected: at least two numbers of gateways)");
        }
    }

    /** What the report of a run has. */
    static Measured read(Path wireJson) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (JsonNode row :
                new ObjectMapper().readTree(wireJson.toFile()).path("scenarios").path("cluster")) {
            if (row.path("gateways").asInt() > 0) {
                rows.add(new Row(
                        row.path("gateways").asInt(),
                        row.path("recordsPerSecond").asDouble(),
                        row.path("bytesPerRecord").asDouble(),
                        row.path("feedUs").asDouble(),
                        row.path("gatewayUs").asDouble()));
            }
        }
        return new Measured(rows);
    }

    private Row first() {
        return rows.get(0);
    }

    private Row last() {
        return rows.get(rows.size() - 1);
    }

    /**
     * The costs that it tells, in place of those of {@code others}. Where a copy seems to cost nothing, theirs stays. A gateway
     * that has more of a core takes fewer records with each turn, so that each costs more: it is reckoned as the dearest.
     */
    Costs costs(Costs others) {
        double more = (last().feedUs() - first().feedUs()) / (last().gateways() - first().gateways());
        double copy = more > 0 ? more : others.copyUs();
        return others.with(
                first().feedUs() - copy * first().gateways(),
                copy,
                first().gatewayUs(),
                rows.stream().mapToDouble(Row::bytes).average().orElse(0));
    }

    /** The largest part by which the CPU time of a feed node or a gateway is not what the model says. */
    double worst(Costs costs) {
        return rows.stream()
                .mapToDouble(
                        row -> Math.max(part(row.feedUs(), feedUs(costs, row)), part(row.gatewayUs(), gatewayUs(row))))
                .max()
                .orElse(0);
    }

    private static double part(double measured, double reckoned) {
        return Math.abs(reckoned - measured) / Math.max(measured, 1e-9);
    }

    private static double feedUs(Costs costs, Row row) {
        Demand demand = new Demand(1e6, 1, 0, 0, 1); // of a million records a second: cores are microseconds
        return new ClusterModel(costs, demand)
                .feedNode(row.gateways(), ClusterModel.Way.COPIES)
                .cores();
    }

    /** Of one of those that share a core as they did, on the line between the fewest and the most. */
    private double gatewayUs(Row row) {
        double more = (double) (row.gateways() - first().gateways()) / (last().gateways() - first().gateways());
        return first().gatewayUs() + more * (last().gatewayUs() - first().gatewayUs());
    }

    /** What was measured of a gateway where most of them shared a core, for those who read the model's. */
    String sharing() {
        return String.format(
                Locale.ROOT,
                "A record costs a gateway %.1f us where %d shared a core with the feed node and %.1f where %d did, because it"
                        + " takes more of them in a turn: the cores of gateways above are reckoned with %.1f, and are less"
                        + " where those have much to do.",
                first().gatewayUs(),
                first().gateways(),
                last().gatewayUs(),
                last().gateways(),
                first().gatewayUs());
    }

    /** Both beside each other. */
    Table table(Costs costs) {
        return new Table(
                List.of(
                        "gateways",
                        "records/s",
                        "feed node: us per record, measured",
                        "by the model",
                        "gateway: us per record, measured",
                        "by the model"),
                rows.stream()
                        .map(row -> List.of(
                                String.valueOf(row.gateways()),
                                Table.number("%,.0f", row.records()),
                                Table.number("%.2f", row.feedUs()),
                                Table.number("%.2f", feedUs(costs, row)),
                                Table.number("%.2f", row.gatewayUs()),
                                Table.number("%.2f", gatewayUs(row))))
                        .toList());
    }
}

package io.quotegate.bench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.quotegate.bench.model.ClusterModel.Machine;
import io.quotegate.bench.model.ClusterModel.Way;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ClusterModelTest {
    private static final Offset<Double> NEARLY = within(1e-9);
    private static final Costs COSTS = new Costs(10, 0.5, 4, 125, 7, 0.5, 250, 8, 512);
    private static final ClusterModel MODEL = new ClusterModel(COSTS, new Demand(10_000, 2, 1_000_000, 4, 2));

    @Test
    void aFeedNodeSendsACopyToEachGatewayOrOneToAll() {
        ClusterModel.Need copies = MODEL.feedNode(100, Way.COPIES);
        assertThat(copies.cores())
                .isCloseTo(10_000 * (10 + 0.5 * 100) / 1e6, NEARLY)
                .isCloseTo(0.6, NEARLY);
        assertThat(copies.gbit()).isCloseTo(1.0, NEARLY); // 10,000 x 125 bytes x 8 x 100
        assertThat(MODEL.sendingCores(100, Way.COPIES)).isCloseTo(0.5, NEARLY);
        for (int gateways : List.of(1, 1000)) {
            assertThat(MODEL.feedNode(gateways, Way.MULTICAST).cores()).isCloseTo(0.105, NEARLY);
            assertThat(MODEL.feedNode(gateways, Way.MULTICAST).gbit()).isCloseTo(0.01, NEARLY);
        }
    }

    @Test
    void aGatewayTakesAllFeedNodesAndServesItsPartOfTheClients() {
        ClusterModel.Need gateway = MODEL.gateway(10);
        double taking = 10_000 * 2 * 4 / 1e6;
        double serving = 100_000 * 4 * (0.5 + 7.0 / 2) / 1e6;
        assertThat(gateway.cores()).isCloseTo(taking + serving, NEARLY).isCloseTo(1.68, NEARLY);
        assertThat(gateway.gbit()).isCloseTo(0.8, NEARLY); // 400,000 x 250 bytes x 8
        assertThat(gateway.memoryGib()).isCloseTo(0.5 + 100_000 * 8 / 1048576.0, NEARLY);
    }

    @Test
    void knowsTheFewestGatewaysAndTheMostThatCopiesReach() {
        Machine machine = new Machine(2, 10, 0.5);
        int fewest = MODEL.fewestGateways(machine, 1_000_000);
        assertThat(MODEL.gateway(fewest).fits(machine)).isTrue();
        assertThat(MODEL.gateway(fewest - 1).fits(machine)).isFalse();
        assertThat(fewest).isEqualTo(18); // 16 cores of serving, in parts of 0.92
        assertThat(MODEL.mostByCopies(machine)).as("half of one core sends").isEqualTo(100);
        assertThat(MODEL.mostByCopies(new Machine(2, 0.1, 0.5))).as("the line").isEqualTo(5);
        assertThat(MODEL.mostByCopies(new Machine(0.3, 10, 0.5))).as("cores").isEqualTo(10);
        assertThat(MODEL.fewestGateways(new Machine(0.1, 10, 0.5), 1_000_000))
                .as("records alone are too many")
                .isZero();
    }

    @Test
    void takesCostsOfTheFewestAndTheMostGatewaysAndIsCheckedBetween() {
        Measured measured = new Measured(List.of(
                new Measured.Row(4, 100, 130, 12, 3),
                new Measured.Row(1, 100, 120, 10.5, 4),
                new Measured.Row(2, 100, 125, 11, 5)));
        Costs costs = measured.costs(COSTS);
        assertThat(costs.copyUs()).isCloseTo(0.5, NEARLY);
        assertThat(costs.feedUs()).isCloseTo(10, NEARLY);
        assertThat(costs.gatewayUs()).isCloseTo(4, NEARLY);
        assertThat(costs.recordBytes()).isCloseTo(125, NEARLY);
        assertThat(costs.writeUs()).as("of others").isEqualTo(COSTS.writeUs());
        assertThat(measured.worst(costs))
                .as("a gateway of five us, on the line from four to three")
                .isCloseTo(4 / 15.0, NEARLY);
        Measured cheaper =
                new Measured(List.of(new Measured.Row(1, 100, 120, 11, 4), new Measured.Row(2, 100, 120, 10, 4)));
        assertThat(cheaper.costs(COSTS).copyUs())
                .as("not told apart from noise")
                .isEqualTo(COSTS.copyUs());
        assertThatThrownBy(() -> new Measured(List.of(new Measured.Row(1, 1, 1, 1, 1))))
                .hasMessageContaining("expected: at least two numbers of gateways");
    }

    @Test
    void printsWhatItAssumesAndChecksItselfAgainstARun(@TempDir Path directory) throws Exception {
        Path run = directory.resolve("wire.json");
        Files.writeString(
                run,
                "{\"scenarios\":{\"cluster\":[{\"way\":\"on venues\",\"gateways\":0},"
                        + "{\"gateways\":1,\"recordsPerSecond\":100,\"bytesPerRecord\":120,\"feedUs\":10.5,\"gatewayUs\":4},"
                        + "{\"gateways\":2,\"recordsPerSecond\":100,\"bytesPerRecord\":120,\"feedUs\":11,\"gatewayUs\":4},"
                        + "{\"gateways\":4,\"recordsPerSecond\":100,\"bytesPerRecord\":120,\"feedUs\":12,\"gatewayUs\":4.4}]}}");
        StringWriter out = new StringWriter();
        assertThat(run(out, "--measured", run.toString())).isZero();
        assertThat(out.toString())
                .contains(
                        "10,000,000 clients",
                        "| 1,000 | 10,000 |",
                        "Assumed: ",
                        "off by 3% at most",
                        "feedUs=10.0",
                        "4.0 us where 1 shared");
        assertThat(run(new StringWriter(), "--measured", run.toString(), "--tolerance", "0.02"))
                .as("further off than that")
                .isEqualTo(1);
        StringWriter bare = new StringWriter();
        assertThat(run(bare, "--gateways", "10")).isZero();
        assertThat(bare.toString()).contains("| 10 | 1,000,000 |", "gateways are too few", "Not checked");
    }

    private static int run(StringWriter out, String... arguments) {
        return new CommandLine(new ModelCommand()).setOut(new PrintWriter(out)).execute(arguments);
    }
}

package io.quotegate.bench.model;

import io.quotegate.bench.model.ClusterModel.Machine;
import io.quotegate.bench.model.ClusterModel.Need;
import io.quotegate.bench.model.ClusterModel.Way;
import io.quotegate.bench.wire.report.Table;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code model}: what a cluster of any size needs, reckoned from what was measured of a small one. */
@Command(
        name = "model",
        description =
                "Reckons what a cluster needs in cores, network and memory, from what things cost, and says what it"
                        + " assumes. With --measured costs of records are those of a run of wire --scenario cluster, and"
                        + " the model is checked against it: exit 1 if it is further off than --tolerance.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class ModelCommand implements Callable<Integer> {
    private static final int MOST_GATEWAYS = 1_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(exclusive = false, heading = "What is wanted%n")
    private Wanted wanted = new Wanted();

    @ArgGroup(exclusive = false, heading = "What it costs, and where that is from%n")
    private CostOptions cost = new CostOptions();

    @ArgGroup(exclusive = false, heading = "What there is%n")
    private Hardware hardware = new Hardware();

    @Option(
            names = "--measured",
            paramLabel = "FILE",
            description = "wire.json of a run of wire --scenario cluster: costs of records, and a check.")
    private @Nullable Path measured;

    @Option(
            names = "--tolerance",
            paramLabel = "P",
            defaultValue = "0.3",
            description = "How far the model may be off what was measured (default: ${DEFAULT-VALUE}).")
    private double tolerance;

    /** Of a cluster. */
    private static final class Wanted {
        @Option(names = "--gateways", split = ",", paramLabel = "N,...", defaultValue = "10,100,1000")
        private List<Integer> gateways = new ArrayList<>();

        @Option(names = "--clients", paramLabel = "N", defaultValue = "10000000", description = "(${DEFAULT-VALUE})")
        private long clients;

        @Option(
                names = "--records",
                paramLabel = "N",
                defaultValue = "13000",
                description =
                        "Records a second (${DEFAULT-VALUE}: 5,000 quotes, 5,000 trades, 10 changes of 300 books).")
        private double records;

        @Option(
                names = "--feed-nodes",
                paramLabel = "N",
                defaultValue = "2",
                description = "Gateways hear all of them (${DEFAULT-VALUE}).")
        private int feedNodes;

        @Option(
                names = "--deliveries",
                paramLabel = "N",
                defaultValue = "5",
                description = "Quotes that a client gets a second (${DEFAULT-VALUE}: five pairs with interval 1s).")
        private double deliveries;

        @Option(
                names = "--deliveries-a-write",
                paramLabel = "N",
                defaultValue = "1",
                description = "How many share a write (${DEFAULT-VALUE}: none, the worst).")
        private double deliveriesAWrite;
    }

    /** Each with its source. */
    private static final class CostOptions {
        @Option(
                names = "--feed-us",
                paramLabel = "US",
                defaultValue = "8",
                description =
                        "CPU of a feed node for each record (${DEFAULT-VALUE}: an estimate above PERFORMANCE.md's 1 us"
                                + " for each quote that is read off two venues, for history and books; --measured knows).")
        private double feedUs;

        @Option(
                names = "--copy-us",
                paramLabel = "US",
                defaultValue = "0.6",
                description =
                        "The same for each gateway that is sent a copy (${DEFAULT-VALUE}: a system call of 7 us for a"
                                + " packet of 12 records; --measured knows).")
        private double copyUs;

        @Option(
                names = "--gateway-us",
                paramLabel = "US",
                defaultValue = "4",
                description =
                        "CPU of a gateway for each record, without clients (${DEFAULT-VALUE}: an estimate; --measured"
                                + " knows).")
        private double gatewayUs;

        @Option(
                names = "--record-bytes",
                paramLabel = "N",
                defaultValue = "150",
                description =
                        "Of a record on the wire (${DEFAULT-VALUE}: CLUSTER.md, between 120 of a full packet and 218"
                                + " of one that travels alone; --measured knows).")
        private double recordBytes;

        @Option(
                names = "--write-us",
                paramLabel = "US",
                defaultValue = "7",
                description = "CPU of a write to a client (${DEFAULT-VALUE}: PERFORMANCE.md, how the cost grows).")
        private double writeUs;

        @Option(
                names = "--delivery-us",
                paramLabel = "US",
                defaultValue = "0.02",
                description = "CPU of a quote in it (${DEFAULT-VALUE}: PERFORMANCE.md, bookkeeping and copy).")
        private double deliveryUs;

        @Option(
                names = "--delivery-bytes",
                paramLabel = "N",
                defaultValue = "350",
                description =
                        "Of a quote at a client (${DEFAULT-VALUE}: 280 of JSON, 4 of WebSocket, 66 of a packet of its"
                                + " own).")
        private double deliveryBytes;

        @Option(
                names = "--client-kib",
                paramLabel = "N",
                defaultValue = "8",
                description =
                        "Memory of a client (${DEFAULT-VALUE}: PERFORMANCE.md's 4.4 of an idle one, and as much in the"
                                + " kernel).")
        private double clientKib;

        @Option(
                names = "--gateway-mib",
                paramLabel = "N",
                defaultValue = "394",
                description = "Memory of a gateway without clients (${DEFAULT-VALUE}: bench/README.md, 300 pairs).")
        private double gatewayMib;

        Costs costs() {
            return new Costs(
                    feedUs, copyUs, gatewayUs, recordBytes, writeUs, deliveryUs, deliveryBytes, clientKib, gatewayMib);
        }
    }

    /** Of every machine. */
    private static final class Hardware {
        @Option(names = "--cores", paramLabel = "N", defaultValue = "16", description = "(${DEFAULT-VALUE})")
        private double cores;

        @Option(names = "--gbit", paramLabel = "N", defaultValue = "10", description = "(${DEFAULT-VALUE})")
        private double gbit;

        @Option(
                names = "--part",
                paramLabel = "P",
                defaultValue = "0.6",
                description = "Of either that may be used (${DEFAULT-VALUE}).")
        private double part;
    }

    /** Runs the command and returns its exit code. */
    public static int execute(String... arguments) {
        return new CommandLine(new ModelCommand()).execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Measured run = measured == null ? null : Measured.read(measured);
        Costs costs = run == null ? cost.costs() : run.costs(cost.costs());
        Demand demand = new Demand(
                wanted.records, wanted.feedNodes, wanted.clients, wanted.deliveries, wanted.deliveriesAWrite);
        Machine machine = new Machine(hardware.cores, hardware.gbit, hardware.part);
        tell(out, new ClusterModel(costs, demand), machine);
        if (run == null) {
            out.println("Not checked: --measured takes wire.json of `wire --scenario cluster`.");
            return 0;
        }
        out.println(run.sharing());
        double worst = run.worst(costs);
        out.println(run.table(costs).markdown());
        out.printf(
                Locale.ROOT, "The model is off by %.0f%% at most (allowed: %.0f%%).%n", worst * 100, tolerance * 100);
        return worst <= tolerance ? 0 : 1;
    }

    private void tell(PrintWriter out, ClusterModel model, Machine machine) {
        Demand demand = model.demand();
        out.printf(
                Locale.ROOT,
                "%,d clients with %.1f quotes/s each, %.1f to a write; %,.0f records/s of each of %d feed nodes;"
                        + " machines of %.0f cores and %.0f Gbit/s, of which %.0f%% may be used.%n",
                demand.clients(),
                demand.deliveries(),
                demand.deliveriesAWrite(),
                demand.records(),
                demand.feedNodes(),
                machine.cores(),
                machine.gbit(),
                machine.part() * 100);
        out.println(model.costs());
        out.println();
        List<List<String>> rows = new ArrayList<>();
        for (int gateways : wanted.gateways) {
            rows.add(row(model, machine, gateways));
        }
        out.println(new Table(
                        List.of(
                                "gateways",
                                "clients each",
                                "cores each",
                                "Gbit/s each",
                                "GiB each",
                                "feed node by copies: cores",
                                "Gbit/s",
                                "by multicast: cores",
                                "Gbit/s",
                                ""),
                        rows)
                .markdown());
        int fewest = model.fewestGateways(machine, MOST_GATEWAYS);
        out.println(
                fewest == 0
                        ? "No number of such gateways serves them: records alone are too many for one."
                        : String.format(Locale.ROOT, "Fewest such gateways for these clients: %,d.", fewest));
        out.printf(
                Locale.ROOT,
                "Most gateways by copies of one such feed node: %,d; by multicast the feed node does not know how many"
                        + " there are.%n",
                model.mostByCopies(machine));
        out.println("Assumed: costs are the same however much there is of everything; clients are spread evenly; bursts"
                + " fit into the part that is not used; no TLS, no compression; a feed node sends by one thread;"
                + " nothing is lost.");
    }

    private static List<String> row(ClusterModel model, Machine machine, int gateways) {
        Need gateway = model.gateway(gateways);
        Need copies = model.feedNode(gateways, Way.COPIES);
        Need multicast = model.feedNode(gateways, Way.MULTICAST);
        String verdict = !gateway.fits(machine)
                ? "gateways are too few"
                : gateways > model.mostByCopies(machine) ? "needs multicast" : "fits";
        return List.of(
                Table.number("%,d", gateways),
                Table.number("%,.0f", (double) model.demand().clients() / gateways),
                Table.number("%,.1f", gateway.cores()),
                Table.number("%,.2f", gateway.gbit()),
                Table.number("%,.1f", gateway.memoryGib()),
                Table.number("%,.2f", copies.cores()),
                Table.number("%,.3f", copies.gbit()),
                Table.number("%,.2f", multicast.cores()),
                Table.number("%,.3f", multicast.gbit()),
                verdict);
    }
}

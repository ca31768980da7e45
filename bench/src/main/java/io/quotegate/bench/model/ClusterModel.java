package io.quotegate.bench.model;

/**
 * The arithmetic: what a feed node and each gateway of a cluster need, where everything costs the same however much of it there
 * is. Immutable.
 */
record ClusterModel(Costs costs, Demand demand) {
    private static final double US = 1e6;
    private static final double BITS = 8;
    private static final double GIGA = 1e9;
    private static final double KIB_A_GIB = 1 << 20;
    private static final double MIB_A_GIB = 1 << 10;

    /** How one record comes to all gateways. */
    enum Way {
        /** A copy is sent to each. */
        COPIES,
        /** The network does that. */
        MULTICAST
    }

    /** What a machine has, and how much of it may be used. */
    record Machine(double cores, double gbit, double part) {
        double usableCores() {
            return cores * part;
        }

        double usableGbit() {
            return gbit * part;
        }
    }

    /**
     * What one process needs.
     *
     * @param gbit that it sends a second
     */
    record Need(double cores, double gbit, double memoryGib) {
        boolean fits(Machine machine) {
            return cores <= machine.usableCores() && gbit <= machine.usableGbit();
        }
    }

    /** A feed node that is followed by {@code gateways}. Of it the driver's one sending thread is the narrowest place. */
    Need feedNode(int gateways, Way way) {
        int copies = way == Way.COPIES ? gateways : 1;
        double cores = demand.records() * (costs.feedUs() + costs.copyUs() * copies) / US;
        return new Need(
                cores, demand.records() * costs.recordBytes() * BITS * copies / GIGA, costs.gatewayMib() / MIB_A_GIB);
    }

    /** Cores that sending takes of that, which one thread does. */
    double sendingCores(int gateways, Way way) {
        return demand.records() * costs.copyUs() * (way == Way.COPIES ? gateways : 1) / US;
    }

    /** Each of {@code gateways} that share the clients. */
    Need gateway(int gateways) {
        double clients = (double) demand.clients() / gateways;
        double deliveries = clients * demand.deliveries();
        double taking = demand.records() * demand.feedNodes() * costs.gatewayUs() / US;
        double serving = deliveries * (costs.deliveryUs() + costs.writeUs() / demand.deliveriesAWrite()) / US;
        return new Need(
                taking + serving,
                deliveries * costs.deliveryBytes() * BITS / GIGA,
                costs.gatewayMib() / MIB_A_GIB + clients * costs.clientKib() / KIB_A_GIB);
    }

    /** The fewest gateways on such machines that can serve all clients; 0 if none can, for records alone are too many. */
    int fewestGateways(Machine machine, int most) {
        int low = 1;
        int high = most;
        if (!gateway(most).fits(machine)) {
            return 0;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (gateway(middle).fits(machine)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The most gateways that one feed node on such a machine can send copies to; one core sends. */
    int mostByCopies(Machine machine) {
        double byLine = machine.usableGbit() * GIGA / (demand.records() * costs.recordBytes() * BITS);
        double bySending = machine.part() * US / (demand.records() * costs.copyUs());
        double byCores = (machine.usableCores() * US / demand.records() - costs.feedUs()) / costs.copyUs();
        return (int) Math.max(0, Math.floor(Math.min(byLine, Math.min(bySending, byCores))));
    }
}

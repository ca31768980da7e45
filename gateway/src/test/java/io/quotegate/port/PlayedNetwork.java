package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of machines that this one plays: each a network namespace of the kernel's, with a pair of {@code veth} to a
 * bridge in one more, as this machine itself has. Only {@code ip} makes and removes it; where that is missing, or not
 * allowed, a test is skipped, saying so. What a run that was killed left is removed by the next. One thread.
 */
final class PlayedNetwork implements AutoCloseable {
    private static final String PREFIX = "quotegate-";
    private static final String SWITCH = "switch";
    private static final String BRIDGE = "bridge";
    private static final int FIRST_HOST = 11;

    private final Program ip;
    private final Path directory;
    private final long pid = ProcessHandle.current().pid();
    private final String here = "qg" + pid; // the end of our own pair
    private final String net = "198.18." + (1 + pid % 254) + '.'; // set aside for tests of networks: RFC 2544
    private final List<PlayedMachine> machines = new ArrayList<>();

    private PlayedNetwork(Program ip, Path directory) {
        this.ip = ip;
        this.directory = directory;
    }

    /** Makes it, without a machine yet, whose files go into {@code directory}. */
    static PlayedNetwork make(Path directory) throws IOException, InterruptedException {
        PlayedNetwork network = new PlayedNetwork(Program.installed("ip"), directory);
        network.removeLeftovers();
        Program.Result first = network.ip.run("", "netns", "add", network.name(SWITCH));
        assumeTrue(first.exitCode() == 0, "no network namespace can be made here: " + first.said());
        try {
            Program.Result bridge =
                    network.ip.run("", "-n", network.name(SWITCH), "link", "add", BRIDGE, "type", BRIDGE);
            assumeTrue(bridge.exitCode() == 0, "no bridge can be made here: " + bridge.said());
            network.run("-n", network.name(SWITCH), "link", "set", BRIDGE, "up");
            network.run(
                    "link", "add", network.here, "type", "veth", "peer", "name", "here", "netns", network.name(SWITCH));
            network.plug("here");
            network.run("address", "add", network.net + "1/24", "dev", network.here);
            network.run("link", "set", network.here, "up");
            return network;
        } catch (RuntimeException | Error | IOException | InterruptedException e) {
            network.close();
            throw e;
        }
    }

    private void removeLeftovers() throws IOException, InterruptedException {
        for (String line : ip.run("", "netns", "list").said().lines().toList()) {
            String name = line.split(" ")[0];
            if (name.matches(PREFIX + "[0-9]+-\\w+")
                    && ProcessHandle.of(Long.parseLong(name.split("-")[1])).isEmpty()) {
                run("netns", "delete", name);
            }
        }
    }

    private String name(String machine) {
        return PREFIX + pid + '-' + machine;
    }

    private void run(String... arguments) throws IOException, InterruptedException {
        Program.Result result = ip.run("", arguments);
        assertThat(result.exitCode())
                .as("ip %s: %s", String.join(" ", arguments), result.said())
                .isZero();
    }

    /** Has the bridge take up the end of a pair. */
    private void plug(String end) throws IOException, InterruptedException {
        run("-n", name(SWITCH), "link", "set", end, "master", BRIDGE, "up");
    }

    /** One more machine, on which nothing runs yet. */
    PlayedMachine machine(String machine) throws IOException, InterruptedException {
        String namespace = name(machine);
        String address = net + (FIRST_HOST + machines.size());
        run("netns", "add", namespace);
        machines.add(new PlayedMachine(ip, namespace, machine, address, directory));
        run("-n", namespace, "link", "set", "lo", "up");
        run("link", "add", "eth0", "netns", namespace, "type", "veth", "peer", "name", machine, "netns", name(SWITCH));
        plug(machine);
        run("-n", namespace, "address", "add", address + "/24", "dev", "eth0");
        run("-n", namespace, "link", "set", "eth0", "up");
        return machines.get(machines.size() - 1);
    }

    /** Ends all that runs, and removes everything. */
    @Override
    public void close() throws IOException, InterruptedException {
        for (PlayedMachine machine : machines) {
            machine.close();
            ip.run("", "netns", "delete", machine.namespace());
        }
        ip.run("", "link", "delete", here);
        ip.run("", "netns", "delete", name(SWITCH));
    }
}

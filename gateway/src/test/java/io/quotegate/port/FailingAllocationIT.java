package io.quotegate.port;

import static io.quotegate.port.SimulatedMarket.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.quotegate.app.GatewayOptions;
import io.quotegate.codec.proto.v1.Mode;
import io.quotegate.gateway.testkit.FailingAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway that runs out of direct memory for one buffer, then for another, with clients of every protocol: whoever is
 * still there gets every quote or is told how many it missed, whoever is not was told why or was amid something that
 * could not be finished, and nothing is kept.
 */
@Timeout(300)
class FailingAllocationIT {
    private static final int RATE = 300;
    private static final int FAILURES = 40;
    private static final int FILE_BYTES = 300_000;
    private static final String INTERNAL_ERROR = "internal_error";
    private static final List<Mode> MODES = List.of(Mode.MODE_LATEST, Mode.MODE_ALL);

    private final FailingAllocator buffers = new FailingAllocator();
    private final byte[] file = new byte[FILE_BYTES];
    private final List<CheckedClient> clients = new ArrayList<>();
    private final Map<Mode, QuoteStream> calls = new EnumMap<>(Mode.class);
    private SimulatedMarket market;
    private ManagedChannel channel;
    private long usedBefore;
    private int closed;
    private int told;

    @TempDir
    private Path files;

    @BeforeEach
    void start() throws IOException {
        new Random(13).nextBytes(file);
        Files.write(files.resolve("checked"), file);
        market = new SimulatedMarket(
                RATE,
                GatewayOptions.DEFAULT.withBuffers(usual -> buffers),
                "server.event-loops=1",
                "files.dir=" + files);
        usedBefore = buffers.usedBytes();
        for (CheckedClient.Way way : CheckedClient.Way.values()) {
            for (Mode mode : MODES) {
                clients.add(client(way, mode));
            }
        }
        channel = GrpcIT.channel(market.gateway());
        for (Mode mode : MODES) {
            calls.put(mode, QuoteStream.open(channel, mode, "*"));
        }
    }

    private CheckedClient client(CheckedClient.Way way, Mode mode) throws IOException {
        return new CheckedClient(market.gateway().address(), way, mode, file);
    }

    @AfterEach
    void stop() throws IOException {
        leave();
        market.close();
    }

    private void leave() throws IOException {
        for (CheckedClient client : clients) {
            client.close();
        }
        channel.shutdownNow();
    }

    /** Waits until every client that is still there was told more. */
    private void awaitMore(String when) {
        Map<CheckedClient, Long> before = new HashMap<>();
        clients.forEach(client -> before.put(client, client.told().count()));
        await(
                "more for all that are left " + when,
                () -> clients.stream()
                        .allMatch(client -> client.isClosed()
                                || client.wrong() != null
                                || client.told().count() > before.getOrDefault(client, 0L) + 3));
        clients.forEach(
                client -> assertThat(client.wrong()).as("%s %s", client, when).isNull());
    }

    /** The same of calls of gRPC; one that was ended is made again. */
    private void awaitMoreOfCalls() {
        calls.replaceAll((mode, call) -> {
            long wanted = call.quotes() + 20;
            call.await(20);
            assertThat(mode == Mode.MODE_ALL ? call.drops() : 0).isZero();
            if (call.quotes() >= wanted) {
                return call;
            }
            Status end = call.awaitEnd();
            assertThat(end.getCode())
                    .as("why a call ended: %s", end)
                    .isIn(Status.Code.INTERNAL, Status.Code.UNAVAILABLE);
            return QuoteStream.open(channel, mode, "*");
        });
    }

    /** Whoever was ended comes back. What it was told is the reason; nothing, if a write of its own failed. */
    private void comeBack() throws IOException {
        for (int i = 0; i < clients.size(); i++) {
            CheckedClient client = clients.get(i);
            if (client.isClosed()) {
                closed++;
                String reason = client.told().reason();
                if (reason != null) {
                    told++;
                    assertThat(reason).as("why %s was ended", client).contains(INTERNAL_ERROR);
                }
                client.close();
                clients.set(i, client(client.way(), client.mode()));
            }
        }
    }

    private double disconnects(String... reasons) {
        return market.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("quotegate_disconnects_total")
                        && Arrays.stream(reasons).anyMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void silencesNobodyOverAnyProtocol() throws IOException {
        awaitMore("at first");
        for (int nth = 1; nth <= FAILURES; nth++) {
            buffers.failAt(nth);
            await("allocation " + nth, buffers::hasFailed);
            awaitMore("after failure " + nth);
            awaitMoreOfCalls();
            comeBack();
            awaitMore("with those that came back after " + nth);
        }
        assertThat(closed)
                .as("clients that were closed by %d failures", FAILURES)
                .isLessThan(FAILURES * clients.size() / 2);
        assertThat(told).as("clients that were told why, of %d", closed).isPositive();
        assertThat(disconnects("idle_timeout", "slow_consumer", "message_timeout"))
                .as("clients that heard nothing until their time was over")
                .isZero();
        assertThat(disconnects(INTERNAL_ERROR)).as("counted, of %d", closed).isGreaterThanOrEqualTo(closed);
        assertThat(market.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(market.metric("quotegate_faults_total{where=\"fanout\"}")).isPositive();
        leave();
        await("all buffers to be given back", () -> buffers.usedBytes() <= usedBefore);
    }
}

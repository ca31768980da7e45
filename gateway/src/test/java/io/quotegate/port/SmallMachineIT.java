package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that has little memory, or few descriptors, and clients that want more. */
@Timeout(240)
class SmallMachineIT {
    private static final List<String> LITTLE_MEMORY = List.of("-Xmx128m", "-XX:MaxDirectMemorySize=64m");
    private static final String CANDLES =
            "{\"op\":\"candles\",\"pair\":\"BTC-USDT\",\"interval\":\"1m\",\"limit\":1440}\n";

    @TempDir
    private Path directory;

    private SimulatedVenue okx;
    private SimulatedVenue binance;

    @BeforeEach
    void start() throws IOException {
        okx = SimulatedVenue.start(SimulatorOptions.of(Venue.OKX).withRatePerSecond(800));
        binance = SimulatedVenue.start(SimulatorOptions.of(Venue.BINANCE).withRatePerSecond(800));
    }

    @AfterEach
    void stop() {
        okx.close();
        binance.close();
    }

    @Test
    void clientsThatTakeNothingTakeMemoryFromNobodyElse() throws IOException {
        try (SmallGateway gateway = new SmallGateway(directory, "true", LITTLE_MEMORY, okx, binance)) {
            awaitDayOfCandles(gateway);
            List<Socket> attackers = new ArrayList<>();
            try (Subscriber polite = new Subscriber(gateway.port())) {
                polite.await(100);
                for (int i = 0; i < 120; i++) {
                    attackers.add(attacker(gateway.port()));
                }
                polite.await(1000);
                for (int i = 0; i < 120; i++) {
                    attackers.add(attacker(gateway.port()));
                }
                polite.await(1000);
                SimulatedMarket.await("somebody is ended for memory", () -> shed(metrics(gateway)) > 0);
                polite.await(1000);
                String metrics = metrics(gateway);
                double limit = SmallGateway.sum(metrics, "quotegate_direct_memory_limit_bytes");
                assertThat(limit).as("beside the ring and the JDK").isBetween(51.0 * (1 << 20), 52.0 * (1 << 20));
                assertThat(SmallGateway.sum(metrics, "quotegate_direct_memory_used_bytes"))
                        .isLessThanOrEqualTo(limit);
                assertThat(SmallGateway.sum(metrics, "quotegate_venue_connects_total"))
                        .as("no venue was lost")
                        .isEqualTo(2);
                assertThat(SmallGateway.sum(metrics, "quotegate_faults_total"))
                        .as("nothing failed: %s", gateway.log())
                        .isZero();
            } finally {
                close(attackers);
            }
            SimulatedMarket.await("everybody is let in again", () -> serves(gateway));
            saysLittle(gateway);
        }
    }

    private static double shed(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith("quotegate_disconnects_total") && line.contains("\"shed\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static boolean serves(SmallGateway gateway) {
        try {
            return gateway.get("/v1/quotes").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The log does not grow with an attack. */
    private static void saysLittle(SmallGateway gateway) throws IOException {
        List<String> warnings = gateway.log().stream()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .toList();
        assertThat(warnings).hasSizeLessThan(8);
        assertThat(gateway.log()).hasSizeLessThan(150);
    }

    @Test
    void refusesWhomItHasNoDescriptorsForAndRecovers() throws IOException {
        try (SmallGateway gateway =
                new SmallGateway(directory, "ulimit -n 256", List.of(), okx, binance, "limits.message-timeout=1h")) {
            SimulatedMarket.await("it serves", () -> serves(gateway));
            List<Socket> silent = new ArrayList<>();
            try (Subscriber polite = new Subscriber(gateway.port())) {
                polite.await(100);
                for (int i = 0; i < 400; i++) {
                    Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
                    socket.getOutputStream().write('{'); // and no more: it is not told apart from somebody slow
                    silent.add(socket);
                }
                polite.await(500);
                SimulatedMarket.await("a client is told", () -> tellsTooMany(gateway));
                assertThat(gateway.log()).anyMatch(line -> line.contains("not let in: there are too many"));
            } finally {
                close(silent);
            }
            SimulatedMarket.await("everybody is let in again", () -> serves(gateway));
            String metrics = metrics(gateway);
            assertThat(SmallGateway.sum(metrics, "quotegate_venue_connects_total"))
                    .isEqualTo(2);
            assertThat(metrics).contains("reason=\"too_many_connections\"");
            saysLittle(gateway);
        }
    }

    /** On a connection of its own: those that are kept for more requests were let in before. */
    private static boolean tellsTooMany(SmallGateway gateway) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET /v1/quotes HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            return answer.startsWith("HTTP/1.1 503 ")
                    && answer.contains("retry-after: ")
                    && answer.endsWith("too_many_connections\"}");
        } catch (IOException e) {
            return false; // too many are being told already
        }
    }

    private static String metrics(SmallGateway gateway) {
        String[] text = {""};
        SimulatedMarket.await("metrics", () -> {
            try {
                text[0] = gateway.get("/metrics").body();
                return text[0].contains("quotegate_connections");
            } catch (IOException e) {
                return false; // nobody new is accepted at the moment
            }
        });
        return text[0];
    }

    private static void awaitDayOfCandles(SmallGateway gateway) {
        SimulatedMarket.await("a day of candles", () -> {
            try {
                return gateway.get("/v1/candles/BTC-USDT?limit=1440").body().length() > 200_000;
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Asks for much and reads nothing. */
    private static Socket attacker(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        try {
            socket.getOutputStream().write(CANDLES.repeat(10).getBytes(UTF_8));
        } catch (IOException e) {
            return socket; // it was refused
        }
        return socket;
    }

    /** Reads what it subscribed to. */
    private static final class Subscriber implements AutoCloseable {
        private final Socket socket;
        private final byte[] buffer = new byte[65536];

        Subscriber(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(60_000);
            String subscribe = "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"mode\":\"latest\"}\n";
            socket.getOutputStream().write(subscribe.getBytes(UTF_8));
        }

        /** Reads so many lines. */
        void await(int lines) throws IOException {
            int left = lines;
            while (left > 0) {
                int count = socket.getInputStream().read(buffer);
                assertThat(count).as("it is not cut off").isPositive();
                for (int i = 0; i < count; i++) {
                    left -= buffer[i] == '\n' ? 1 : 0;
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}

package io.quotegate.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LastingClientTest {
    private static final String HOST = "127.0.0.1";

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName(HOST));
    }

    /** What the next client says first, answered by {@code answer}. */
    private static String greet(ServerSocket server, String answer) {
        try (Socket socket = server.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] frame = new byte[in.readInt()];
            in.readFully(frame);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(answer.length());
            out.write(answer.getBytes(UTF_8));
            in.read(); // until the client closes
            return new String(frame, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void speaksFirstSoThatTheGatewayKeepsAConnectionWhoseUserThinks() throws Exception {
        try (ServerSocket server = listen()) {
            CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> greet(server, "{\"event\":\"pong\"}"));
            LastingClient.open(GatewayAddress.plain(HOST, server.getLocalPort()), news -> {})
                    .close();
            assertThat(said.get()).isEqualTo("{\"op\":\"ping\"}");
        }
    }

    @Test
    void comesBackNoSoonerThanItIsToldTo() throws Exception {
        try (ServerSocket server = listen()) {
            CompletableFuture<Long> waitedMs = CompletableFuture.supplyAsync(() -> {
                sayGoodbye(server);
                long beganNs = System.nanoTime();
                greet(server, "{\"event\":\"pong\"}");
                return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs);
            });
            CompletableFuture<Void> back = new CompletableFuture<>();
            try (LastingClient client =
                    LastingClient.open(GatewayAddress.plain(HOST, server.getLocalPort()), news -> {})) {
                client.onReturn(() -> back.complete(null));
                back.get();
            }
            assertThat(waitedMs.get()).isGreaterThanOrEqualTo(1_000);
        }
    }

    /** Answers the next client's greeting, and tells it to come back in a second and a half. */
    private static void sayGoodbye(ServerSocket server) {
        try (Socket socket = server.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readFully(new byte[in.readInt()]);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            for (String message : List.of(
                    "{\"event\":\"pong\"}", "{\"event\":\"bye\",\"reason\":\"server_shutdown\",\"retryMs\":1500}")) {
                out.writeInt(message.length());
                out.write(message.getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void refusesWhatIsNoGateway() throws Exception {
        try (ServerSocket server = listen()) {
            CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 400\r\n".getBytes(UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThatIOException()
                    .isThrownBy(() -> LastingClient.open(GatewayAddress.plain(HOST, server.getLocalPort()), news -> {}))
                    .withMessageStartingWith("no answer from ");
            closed.get();
        }
    }
}

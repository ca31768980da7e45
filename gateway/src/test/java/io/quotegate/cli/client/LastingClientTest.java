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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
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

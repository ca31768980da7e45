import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Whether the gateway of this container is well, by its exit code: 0 if {@code /healthz} is answered 200, or 426, as it is where
 * nothing but TLS is spoken. There is no curl in the image, and this takes a tenth of a second.
 */
final class HealthCheck {
    private static final int PATIENCE_MS = 3_000;

    private HealthCheck() {}

    public static void main(String[] arguments) throws IOException {
        String port = System.getenv().getOrDefault("QUOTEGATE_SERVER_PORT", "8080");
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)), PATIENCE_MS);
            socket.getOutputStream()
                    .write("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            System.out.println(status);
            System.exit(String.valueOf(status).matches("HTTP/1.1 (200|426) .*") ? 0 : 1);
        }
    }
}

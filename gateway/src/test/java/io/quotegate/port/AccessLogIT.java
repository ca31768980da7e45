package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** What is logged of connections that end. */
@Isolated
@Timeout(120)
class AccessLogIT {
    private static final String SECRET = "qg_0123456789abcdefghijklmnopqrstuv";

    private final AccessLines lines = new AccessLines();

    @AfterEach
    void hearNoMore() {
        lines.close();
    }

    @Test
    void tellsOfEachConnectionAndOfNothingThatItSaid() throws IOException {
        try (SimulatedMarket market = new SimulatedMarket(10, "log.access=1")) {
            int before = lines.access().size();
            try (RawSocket socket = new RawSocket(market.gateway().address())) {
                socket.sendFrame("{\"op\":\"ping\",\"id\":\"" + SECRET + "\"}");
                assertThat(socket.readFrame()).contains("pong");
                socket.sendFrame("{\"op\":\"auth\",\"token\":\"" + SECRET + "\"}");
                assertThat(socket.readFrame()).isNotEmpty();
            }
            SimulatedMarket.await("a line", () -> lines.access().size() > before);
            assertThat(lines.access().get(before))
                    .matches("address=/127\\.0\\.0\\.1:\\d+ protocol=frames tls=none reason=client_closed"
                            + " seconds=\\d+\\.\\d+ requests=2");
            try (RawSocket socket = new RawSocket(market.gateway().address())) {
                socket.send("GET /v1/quotes?token=" + SECRET + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + SECRET + "\r\nCookie: session=" + SECRET + "\r\nConnection: close\r\n\r\n");
                assertThat(socket.readToEnd()).startsWith("HTTP/1.1");
            }
            SimulatedMarket.await("another", () -> lines.access().size() > before + 1);
            assertThat(lines.access().get(before + 1)).contains("protocol=http ", "reason=completed", "requests=1");
            try (RawSocket socket = new RawSocket(market.gateway().address())) {
                socket.send("NONSENSE " + SECRET + "\r\n\r\n");
                assertThat(socket.readToEnd()).startsWith("HTTP/1.1 400");
            }
            SimulatedMarket.await("a third", () -> lines.access().size() > before + 2);
        }
        assertThat(lines.all()).noneMatch(line -> line.contains(SECRET));
    }

    @Test
    void tellsOfNoneUnlessItIsAsked() throws IOException {
        try (SimulatedMarket market = new SimulatedMarket(10);
                RawSocket socket = new RawSocket(market.gateway().address())) {
            socket.sendFrame("{\"op\":\"bye\"}");
            socket.readToEnd();
        }
        assertThat(lines.access()).isEmpty();
    }
}

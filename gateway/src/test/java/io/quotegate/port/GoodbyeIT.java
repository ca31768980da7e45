package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import io.quotegate.testkit.WebSocketProbe.Frame;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class GoodbyeIT {
    private static final String BYE = "\\{\"event\":\"bye\",\"reason\":\"server_shutdown\",\"retryMs\":[1-5]\\d{3}}";

    @Test
    void saysGoodbyeToEveryClientWhenItEnds() throws Exception {
        SimulatedMarket market = new SimulatedMarket(100);
        try (Subscription frames = new Subscription(market);
                RawSocket json = new RawSocket(market.gateway().address());
                RawSocket http = new RawSocket(market.gateway().address());
                RawSocket events = new RawSocket(market.gateway().address());
                WebSocketProbe webSocket = new WebSocketProbe(market.gateway().address(), "/courses")) {
            frames.send("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"]}");
            frames.await(message -> frames.quotes() == 9);
            json.send("{\"op\":\"ping\"}");
            assertThat(json.readLine()).isEqualTo("{\"event\":\"pong\"}");
            http.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(http.readUntil("}")).contains("200 OK");
            events.send("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(events.readUntil("\n\n")).contains("text/event-stream");
            Thread closing = new Thread(market::close);
            closing.start();
            frames.await(message -> message.toString().matches(BYE));
            assertThat(json.readToEnd()).matches(BYE + "\n");
            assertThat(events.readToEnd())
                    .endsWith("event: bye\ndata: server_shutdown\n\n")
                    .containsPattern("retry: [1-5]\\d{3}\nevent: bye");
            assertThat(http.readToEnd()).isEmpty();
            List<Frame> end = webSocket.readToEnd();
            assertThat(end).singleElement().matches(frame -> frame.closeCode() == 1012);
            closing.join();
        }
    }
}

package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.QuoteServiceGrpc;
import io.quotegate.codec.proto.v1.StreamQuotesRequest;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import io.quotegate.testkit.WebSocketProbe.Frame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway that lets its clients go one after another, and streams that are ended for their age. */
@Timeout(120)
class DrainIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CLIENTS = 40;

    @Test
    void endsConnectionsOverATimeAndTellsEachWhenToComeBack() throws Exception {
        SimulatedMarket market = new SimulatedMarket(100, "server.drain=4s");
        List<RawSocket> clients = new ArrayList<>();
        try (RawSocket http = new RawSocket(market.gateway().address())) {
            http.send("GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(http.readUntil("}")).contains("200 OK");
            for (int i = 0; i < CLIENTS; i++) {
                RawSocket client = new RawSocket(market.gateway().address());
                clients.add(client);
                client.sendFrame("{\"op\":\"ping\"}");
                assertThat(client.readFrame()).contains("pong");
            }
            Thread closing = new Thread(market::close);
            closing.start();
            CountDownLatch first = new CountDownLatch(1);
            Queue<Long> retryMs = new ConcurrentLinkedQueue<>();
            AtomicInteger served = new AtomicInteger(); // though others were ended already
            List<Thread> readers = new ArrayList<>();
            for (RawSocket client : clients) {
                Thread reader = new Thread(() -> hearBye(client, first, retryMs, served));
                readers.add(reader);
                reader.start();
            }
            first.await();
            for (RawSocket client : clients) {
                ping(client);
            }
            for (Thread reader : readers) {
                reader.join();
            }
            closing.join();
            assertThat(retryMs).hasSize(CLIENTS);
            assertThat(served).as("not all at once").hasPositiveValue();
            Set<Long> retries = Set.copyOf(retryMs);
            assertThat(retries).as("each another time").hasSizeGreaterThan(CLIENTS / 2);
            assertThat(retries).allMatch(ms -> ms >= 1_000 && ms < 5_000);
        } finally {
            for (RawSocket client : clients) {
                client.close();
            }
        }
    }

    private static void ping(RawSocket client) {
        try {
            client.sendFrame("{\"op\":\"ping\"}");
        } catch (IOException e) {
            // It was ended before, and read why.
        }
    }

    private static void hearBye(RawSocket client, CountDownLatch first, Queue<Long> retryMs, AtomicInteger served) {
        try {
            JsonNode said = JSON.readTree(client.readFrame());
            if (said.path("event").asText().equals("pong")) {
                served.incrementAndGet();
                said = JSON.readTree(client.readFrame());
            }
            assertThat(said.path("reason").asText()).isEqualTo("server_shutdown");
            retryMs.add(said.path("retryMs").asLong());
            first.countDown();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void isNeitherReadyNorAcceptingMeanwhile() throws Exception {
        SimulatedMarket market = new SimulatedMarket(100, "server.drain=5s");
        List<RawSocket> readers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            RawSocket http = new RawSocket(market.gateway().address());
            readers.add(http);
            http.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(http.readUntil("}")).contains("200 OK");
        }
        Thread closing = new Thread(market::close);
        closing.start();
        SimulatedMarket.await("a closed port", () -> {
            try (RawSocket another = new RawSocket(market.gateway().address())) {
                return false;
            } catch (IOException e) {
                return true;
            }
        });
        int said = 0;
        for (RawSocket http : readers) {
            try {
                http.send("GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n");
                String answer = http.readUntil("}");
                if (!answer.isEmpty()) {
                    assertThat(answer).contains("503").contains("the gateway stops");
                    said++;
                }
            } catch (IOException e) {
                // It was its turn to be ended.
            } finally {
                http.close();
            }
        }
        assertThat(said).as("those that are still served").isPositive();
        closing.join();
    }

    @Test
    void endsOldStreamsWithWhatTheyWereSentLast() throws Exception {
        try (SimulatedMarket market = new SimulatedMarket(500, "limits.max-stream-age=1s");
                RawSocket idle = new RawSocket(market.gateway().address());
                RawSocket frames = new RawSocket(market.gateway().address());
                RawSocket events = new RawSocket(market.gateway().address());
                WebSocketProbe webSocket = new WebSocketProbe(market.gateway().address(), "/v1/stream")) {
            String subscribe = "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"BTC-USDT\",\"ETH-USDT\"]}";
            frames.sendFrame(subscribe);
            webSocket.text(subscribe);
            events.send("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
            JsonNode last = JSON.missingNode();
            JsonNode message = JSON.readTree(frames.readFrame());
            while (!message.path("event").asText().equals("bye")) {
                last = message.path("pair").asText().equals("BTC-USDT") ? message : last;
                message = JSON.readTree(frames.readFrame());
            }
            assertThat(message.path("reason").asText()).isEqualTo("stream_age");
            assertThat(message.path("retryMs").asLong()).isBetween(1L, 1_000L);
            assertThat(message.path("seq").size()).isEqualTo(2);
            assertThat(message.path("seq").path("BTC-USDT").asLong())
                    .isEqualTo(last.path("seq").asLong());
            List<Frame> end = webSocket.readToEnd();
            assertThat(end.get(end.size() - 1).closeCode()).isEqualTo(1012);
            assertThat(end.get(end.size() - 2).text()).contains("\"event\":\"bye\"", "stream_age", "\"seq\":{");
            assertThat(events.readToEnd()).endsWith("event: bye\ndata: stream_age\n\n");
            idle.sendFrame("{\"op\":\"ping\"}");
            assertThat(idle.readFrame()).as("no stream, however old").contains("pong");
        }
    }

    @Test
    void callsOfAnOldConnectionAreBegunAgainOnAnother() throws Exception {
        try (SimulatedMarket market = new SimulatedMarket(500, "limits.max-stream-age=1s")) {
            ManagedChannel channel = ManagedChannelBuilder.forAddress(
                            "127.0.0.1", market.gateway().address().getPort())
                    .usePlaintext()
                    .build();
            try {
                for (int i = 0; i < 2; i++) {
                    Iterator<Quote> quotes = QuoteServiceGrpc.newBlockingStub(channel)
                            .streamQuotes(StreamQuotesRequest.newBuilder()
                                    .addPairs("*")
                                    .build());
                    assertThat(quotes.hasNext()).isTrue();
                    assertThatThrownBy(() -> quotes.forEachRemaining(quote -> {}))
                            .isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
                                assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
                                assertThat(e.getStatus().getDescription()).isEqualTo("stream_age");
                                assertThat(e.getTrailers())
                                        .matches(trailers -> trailers.containsKey(Metadata.Key.of(
                                                "grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER)));
                            });
                }
            } finally {
                channel.shutdownNow();
            }
        }
    }
}

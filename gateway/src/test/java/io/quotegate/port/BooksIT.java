package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.quotegate.codec.proto.v1.Book;
import io.quotegate.codec.proto.v1.BookRequest;
import io.quotegate.codec.proto.v1.BookServiceGrpc;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.codec.proto.v1.StreamBooksRequest;
import io.quotegate.codec.proto.v1.Subscribe;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.testkit.ClientBook;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that keeps a book from the stream, by whatever protocol, has the book that the gateway answers. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BooksIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PAIR = "BTC-USDT";
    private static final int DEPTH = 20;
    private static final int COMPARISONS = 5;

    private SimulatedMarket market;

    @BeforeAll
    void start() throws IOException {
        market = new SimulatedMarket(500);
        SimulatedMarket.await("a book", () -> market.get("/v1/books/" + PAIR).statusCode() == 200);
    }

    @AfterAll
    void stop() {
        market.close();
    }

    /** What is pushed of the book, message by message. */
    interface Pushes extends AutoCloseable {
        ClientBook.Message next() throws IOException;

        @Override
        void close() throws IOException;
    }

    private static String subscribe(int depth, String more) {
        return "{\"op\":\"subscribe\",\"channel\":\"books\",\"pairs\":[\"" + PAIR + "\"],\"depth\":" + depth
                + ",\"mode\":\"all\"" + more + '}';
    }

    /** The ways to be pushed a book. */
    enum Way {
        FRAMES {
            @Override
            Pushes begin(SimulatedMarket market, int depth) throws IOException {
                return frames(
                        market,
                        depth,
                        WireFormat.FRAME_JSON,
                        subscribe(depth, "").getBytes(StandardCharsets.UTF_8));
            }
        },
        FRAMES_SBE {
            @Override
            Pushes begin(SimulatedMarket market, int depth) throws IOException {
                return frames(
                        market,
                        depth,
                        WireFormat.FRAME_SBE,
                        subscribe(depth, ",\"format\":\"sbe\"").getBytes(StandardCharsets.UTF_8));
            }
        },
        FRAMES_PROTO {
            @Override
            Pushes begin(SimulatedMarket market, int depth) throws IOException {
                Subscribe wanted = Subscribe.newBuilder()
                        .setChannel("books")
                        .addPairs(PAIR)
                        .setDepth(depth)
                        .build();
                return frames(
                        market,
                        depth,
                        WireFormat.FRAME_PROTO,
                        ClientFrame.newBuilder().setSubscribe(wanted).build().toByteArray());
            }
        },
        WEBSOCKET {
            @Override
            Pushes begin(SimulatedMarket market, int depth) throws IOException {
                return webSocket(market, depth, WireFormat.WEBSOCKET_JSON, "X-None: 1");
            }
        },
        WEBSOCKET_DEFLATED {
            @Override
            Pushes begin(SimulatedMarket market, int depth) throws IOException {
                return webSocket(
                        market, depth, WireFormat.WEBSOCKET_JSON, "Sec-WebSocket-Extensions: permessage-deflate");
            }
        },
        WEBSOCKET_SBE {
            @Override
            Pushes begin(SimulatedMarket market, int depth) throws IOException {
                return webSocket(market, depth, WireFormat.WEBSOCKET_SBE, "Sec-WebSocket-Protocol: quotegate.v1.sbe");
            }
        },
        EVENTS {
            @Override
            Pushes begin(SimulatedMarket market, int depth) throws IOException {
                RawSocket socket = new RawSocket(market.gateway().address());
                socket.send("GET /v1/stream?channel=books&depth=" + depth + "&mode=all&pairs=" + PAIR
                        + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                return of(socket, () -> {
                    String line = socket.readLine();
                    while (!line.startsWith("data: ")) {
                        line = socket.readLine();
                    }
                    return ClientBook.ofJson(JSON.readTree(line.substring("data: ".length())));
                });
            }
        },
        CALL {
            @Override
            Pushes begin(SimulatedMarket market, int depth) {
                ManagedChannel channel = channel(market);
                Iterator<Book> books = BookServiceGrpc.newBlockingStub(channel)
                        .streamBooks(StreamBooksRequest.newBuilder()
                                .addPairs(PAIR)
                                .setDepth(depth)
                                .build());
                return of(channel::shutdownNow, () -> ClientBook.ofProto(books.next()));
            }
        };

        abstract Pushes begin(SimulatedMarket market, int depth) throws IOException;

        boolean isSbe() {
            return this == FRAMES_SBE || this == WEBSOCKET_SBE;
        }

        private static Pushes frames(SimulatedMarket market, int depth, WireFormat format, byte[] request)
                throws IOException {
            RawSocket socket = new RawSocket(market.gateway().address());
            socket.sendFrame(request);
            byte[] answer = socket.readFrameBytes();
            assertThat(
                            answer[0] == '{'
                                    ? JSON.readTree(answer)
                                            .path("data")
                                            .path("depth")
                                            .asInt()
                                    : depth(answer))
                    .isEqualTo(depth);
            return of(socket, () -> ClientBook.read(format, socket.readFrameBytes()));
        }

        private static int depth(byte[] answer) throws IOException {
            return ServerFrame.parseFrom(answer).getSubscribed().getDepth();
        }

        private static Pushes webSocket(SimulatedMarket market, int depth, WireFormat format, String field)
                throws IOException {
            WebSocketProbe probe = new WebSocketProbe(market.gateway().address(), "/v1/stream", field);
            probe.text(subscribe(depth, ""));
            assertThat(probe.read().text()).contains("\"depth\":" + depth);
            return of(probe, () -> ClientBook.read(format, probe.read().payload()));
        }

        private static Pushes of(AutoCloseable connection, Next next) {
            return new Pushes() {
                @Override
                public ClientBook.Message next() throws IOException {
                    return next.message();
                }

                @Override
                public void close() throws IOException {
                    try {
                        connection.close();
                    } catch (IOException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
        }

        private interface Next {
            ClientBook.Message message() throws IOException;
        }
    }

    private static ManagedChannel channel(SimulatedMarket market) {
        return Grpc.newChannelBuilder(
                        "127.0.0.1:" + market.gateway().address().getPort(), InsecureChannelCredentials.create())
                .build();
    }

    private ClientBook answered(JsonNode book) {
        ClientBook answered = new ClientBook();
        ClientBook.Message message = ClientBook.ofJson(book);
        answered.apply(new ClientBook.Message(
                message.pair(), message.seq(), -1, 0, message.stale(), message.bids(), message.asks()));
        return answered;
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameKeptFromTheStreamAndAnswered(Way way) throws Exception {
        try (Pushes pushes = way.begin(market, DEPTH)) {
            ClientBook kept = new ClientBook();
            ClientBook.Message message = pushes.next();
            assertThat(message.isSnapshot()).isTrue();
            int compared = 0;
            while (compared < COMPARISONS) {
                ClientBook answered = answered(JSON.readTree(
                        market.get("/v1/books/" + PAIR + "?depth=" + DEPTH).body()));
                while (message.seq() <= answered.seq) {
                    kept.apply(message);
                    message = pushes.next();
                }
                if (!message.isSnapshot() && kept.seq > 0) { // the first that fits has prevSeq <= book.seq < seq
                    assertThat(message.previousSeq()).isLessThanOrEqualTo(answered.seq);
                    assertThat(kept.numbers()).isEqualTo(answered.numbers());
                    if (!way.isSbe()) {
                        assertThat(kept.toString()).isEqualTo(answered.toString());
                    }
                    compared++;
                }
            }
        }
    }

    @Test
    void isAnsweredAlikeOnEveryProtocol() throws Exception {
        ManagedChannel channel = channel(market);
        try (RawSocket socket = new RawSocket(market.gateway().address())) {
            socket.sendFrame("{\"op\":\"book\",\"pair\":\"btcusdt\",\"depth\":3}");
            JsonNode answer = JSON.readTree(socket.readFrame());
            assertThat(answer.path("data").path("depth").asInt()).isEqualTo(5);
            assertThat(answer.path("data").path("bids")).hasSize(5);
            socket.sendFrame(ClientFrame.newBuilder()
                    .setBook(BookRequest.newBuilder().setPair(PAIR))
                    .build()
                    .toByteArray());
            Book framed = ServerFrame.parseFrom(socket.readFrameBytes()).getBook();
            assertThat(framed.getDepth()).isEqualTo(20);
            assertThat(framed.getBidsCount()).isEqualTo(20);
            Book called = BookServiceGrpc.newBlockingStub(channel)
                    .getBook(
                            BookRequest.newBuilder().setPair(PAIR).setDepth(400).build());
            assertThat(called.getDepth()).isEqualTo(400);
            assertThat(called.getSeq()).isGreaterThanOrEqualTo(framed.getSeq());
            assertThat(called.hasPrevSeq()).isFalse();
        } finally {
            channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        }
    }
}

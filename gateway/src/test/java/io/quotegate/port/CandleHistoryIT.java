package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.grpc.ManagedChannel;
import io.quotegate.app.Gateway;
import io.quotegate.codec.proto.v1.Candle;
import io.quotegate.codec.proto.v1.CandleServiceGrpc;
import io.quotegate.codec.proto.v1.CandlesRequest;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.codec.proto.v1.StreamCandlesRequest;
import io.quotegate.codec.proto.v1.Subscribe;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import io.quotegate.testkit.Captures;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Candles with those before them, while minutes of three quarters of a second end. */
@Timeout(120)
class CandleHistoryIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long MINUTE_US = 60_000_000;
    private static final int SPEED = 80;
    private static final long LAST_US =
            1_723_161_540_000_000L; // when the last minute of the recording, its sixth, begins
    private static final int HISTORY = 2;
    private static final String SUBSCRIPTION =
            "{\"op\":\"subscribe\",\"channel\":\"candles\",\"pairs\":[\"BTC-USDT\"],\"history\":2}";

    private SimulatedVenue binance;
    private Gateway gateway;

    /** A candle as it was told. */
    private record Told(long openTime, boolean complete, boolean repaired) {
        static Told of(JsonNode push) {
            return new Told(
                    push.path("openTime").asLong(),
                    push.path("complete").asBoolean(),
                    push.path("repaired").asBoolean());
        }

        static Told of(Candle candle) {
            return new Told(candle.getOpenTime(), candle.getComplete(), candle.getRepaired());
        }
    }

    /** Where the next candle comes from. */
    private interface Source {
        Told next() throws IOException;
    }

    /** What it is that a client speaks. */
    private enum Way {
        FRAMES {
            @Override
            Source open(RawSocket socket) throws IOException {
                socket.sendFrame(SUBSCRIPTION);
                assertThat(socket.readFrame()).contains("\"history\":2");
                return () -> Told.of(JSON.readTree(socket.readFrame()));
            }
        },
        FRAMES_PROTO {
            @Override
            Source open(RawSocket socket) throws IOException {
                socket.sendFrame(ClientFrame.newBuilder()
                        .setSubscribe(Subscribe.newBuilder()
                                .setChannel("candles")
                                .addPairs("BTC-USDT")
                                .setHistory(HISTORY))
                        .build()
                        .toByteArray());
                assertThat(ServerFrame.parseFrom(socket.readFrameBytes())
                                .getSubscribed()
                                .getHistory())
                        .isEqualTo(HISTORY);
                return () ->
                        Told.of(ServerFrame.parseFrom(socket.readFrameBytes()).getCandleUpdate());
            }
        },
        BARE_JSON {
            @Override
            Source open(RawSocket socket) throws IOException {
                socket.send(SUBSCRIPTION);
                socket.readLine();
                return () -> Told.of(JSON.readTree(socket.readLine()));
            }
        },
        WEB_SOCKET {
            @Override
            Source open(RawSocket socket) throws IOException {
                WebSocketProbe probe = new WebSocketProbe(socket);
                probe.ask("/v1/stream").readHead();
                probe.text(SUBSCRIPTION);
                probe.read();
                return () -> Told.of(JSON.readTree(probe.read().text()));
            }
        },
        EVENTS {
            @Override
            Source open(RawSocket socket) throws IOException {
                socket.send(
                        "GET /v1/stream?channel=candles&history=2&pairs=BTC-USDT HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(socket.readUntil("\r\n\r\n")).contains("text/event-stream");
                return () -> {
                    String event = socket.readUntil("\n\n");
                    return Told.of(JSON.readTree(event.substring(event.indexOf('{'))));
                };
            }
        };

        abstract Source open(RawSocket socket) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        binance = SimulatedVenue.start(SimulatorOptions.of(Venue.BINANCE)
                .withReplay(Captures.file("binance/spot_btcusdt_20240808.gz"), SPEED));
        gateway = TestGateways.start(
                "feeds.preferred=binance",
                "pairs=BTC-USDT",
                "venues.binance.ws=ws://127.0.0.1:" + binance.port(),
                "venues.binance.rest=http://127.0.0.1:" + binance.restPort());
    }

    private void awaitMinutes() {
        SimulatedMarket.await(
                "minutes",
                () -> SimulatedMarket.count(get("/v1/candles/BTC-USDT?limit=5"), "\"complete\":true") >= HISTORY);
    }

    @AfterEach
    void stop() {
        gateway.close();
        binance.close();
    }

    private String get(String path) {
        try (RawSocket socket = new RawSocket(gateway.address())) {
            return socket.send("GET " + path + " HTTP/1.0\r\n\r\n").readToEnd();
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }

    /** Reads until the last minute begins, and checks that they follow one another, the open one beside. */
    private static void check(Source source, Object way) throws IOException {
        List<Told> told = new ArrayList<>();
        while (told.isEmpty() || last(told).openTime < LAST_US) {
            Told next = source.next();
            if (!next.repaired) {
                told.add(next);
            }
        }
        for (int i = 0; i < HISTORY; i++) {
            assertThat(told.get(i).complete).as("%s: %s", way, told).isTrue();
        }
        for (int i = 1; i < told.size(); i++) {
            Told before = told.get(i - 1);
            long step = before.complete ? MINUTE_US : 0; // what is closed is told once, and last
            assertThat(told.get(i).openTime - before.openTime)
                    .as("%s: %d of %s", way, i, told)
                    .isEqualTo(step);
        }
    }

    private static Told last(List<Told> told) {
        return told.get(told.size() - 1);
    }

    /** Every way at once, and each from several moments of the minute on. */
    @Test
    void followThoseBeforeThemWithoutASeam() throws IOException {
        awaitMinutes();
        List<RawSocket> sockets = new ArrayList<>();
        Map<Source, Way> sources = new LinkedHashMap<>();
        ManagedChannel channel = GrpcJsonClient.channel(gateway.address());
        try {
            CandleServiceGrpc.CandleServiceBlockingStub stub = CandleServiceGrpc.newBlockingStub(channel);
            assertThat(stub.listCandles(CandlesRequest.newBuilder()
                                    .setPair("btcusdt")
                                    .setLimit(2)
                                    .build())
                            .getCandlesList())
                    .hasSize(2);
            Iterator<Candle> candles = stub.streamCandles(StreamCandlesRequest.newBuilder()
                    .addPairs("BTC-USDT")
                    .setHistory(HISTORY)
                    .build());
            for (int i = 0; i < 12; i++) {
                for (Way way : Way.values()) {
                    RawSocket socket = new RawSocket(gateway.address());
                    sockets.add(socket);
                    sources.put(way.open(socket), way);
                }
                get("/v1/candles/BTC-USDT?limit=1440"); // a little later, at another moment of the minute
            }
            for (Map.Entry<Source, Way> source : sources.entrySet()) {
                check(source.getKey(), source.getValue());
            }
            check(() -> Told.of(candles.next()), "gRPC");
        } finally {
            channel.shutdownNow();
            for (RawSocket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void areNotHadByWrongNumbers() {
        for (String query : List.of(
                "history=0",
                "history=-1",
                "history=1441",
                "history=99999999999",
                "history=some",
                "channel=quotes&history=5",
                "channel=trades")) {
            String channel = query.startsWith("channel") ? "" : "&channel=candles";
            assertThat(get("/v1/stream?pairs=BTC-USDT&" + query + channel))
                    .as(query)
                    .startsWith("HTTP/1.1 400")
                    .contains("bad_request");
        }
    }
}

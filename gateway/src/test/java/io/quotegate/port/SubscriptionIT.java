package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.codec.proto.v1.Subscribe;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscriptionIT {
    private SimulatedMarket market;

    @BeforeAll
    void start() throws IOException {
        market = new SimulatedMarket(2000);
    }

    @AfterAll
    void stop() {
        market.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server.loop=wait",
                "server.loop=spin",
                "server.transport=nio",
                "fanout.flush-interval=0",
                "fanout.flush-interval=20ms"
            })
    void sendsASnapshotOfEachPairAndThenEveryQuoteOnceAndInOrder(String setting) throws IOException {
        try (SimulatedMarket own = new SimulatedMarket(2000, setting)) {
            sendsASnapshotOfEachPairAndThenEveryQuoteOnceAndInOrder(own);
        }
    }

    private static void sendsASnapshotOfEachPairAndThenEveryQuoteOnceAndInOrder(SimulatedMarket own)
            throws IOException {
        for (int round = 0; round < 20; round++) {
            try (Subscription subscription = new Subscription(own)) {
                subscription.send(
                        "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"mode\":\"all\",\"id\":1}");
                JsonNode answer = subscription.next();
                assertThat(answer.path("event").asText()).isEqualTo("subscribed");
                assertThat(answer.path("id").asInt()).isEqualTo(1);
                assertThat(answer.path("instance").asText()).isNotEmpty();
                assertThat(answer.path("data").path("pairs")).hasSize(9);
                for (int i = 0; i < 9; i++) {
                    assertThat(subscription.next().path("channel").asText()).isEqualTo("quotes");
                }
                assertThat(subscription.seqs()).as("one of each pair first").hasSize(9);
                while (subscription.quotes() < 120) {
                    subscription.next();
                }
                assertThat(subscription.drops()).isZero();
            }
        }
    }

    @Test
    void addsAndTakesAwayPairsWithoutLosingQuotesOfTheOthers() throws IOException {
        try (Subscription subscription = new Subscription(market)) {
            subscription.send("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"BTC-USDT\"]}");
            subscription.await(message -> subscription.quotes() == 50);
            subscription.send("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"ETH-USDT\",\"SOL-USDT\"]}");
            subscription.await(message -> subscription.quotes() == 200);
            assertThat(subscription.seqs()).containsOnlyKeys("BTC-USDT", "ETH-USDT", "SOL-USDT");
            subscription.send("{\"op\":\"unsubscribe\",\"channel\":\"quotes\",\"pairs\":[\"ETH-USDT\"]}");
            subscription.await(message -> message.path("event").asText().equals("unsubscribed"));
            Long before = subscription.seqs().get("ETH-USDT");
            subscription.await(message -> subscription.quotes() >= 400);
            assertThat(subscription.seqs().get("ETH-USDT")).isEqualTo(before);
            subscription.send("{\"op\":\"unsubscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"]}");
            subscription.await(message -> message.path("event").asText().equals("unsubscribed"));
            subscription.send("{\"op\":\"ping\"}");
            assertThat(subscription.next().path("event").asText()).isEqualTo("pong");
        }
    }

    @Test
    void refusesTheWholeRequestForOneUnknownPair() throws IOException {
        try (Subscription subscription = new Subscription(market)) {
            subscription.send(
                    "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"BTC-USDT\",\"X-Y\"],\"id\":\"a\"}");
            JsonNode answer = subscription.next();
            assertThat(answer.path("code").asText()).isEqualTo("unknown_pair");
            assertThat(answer.path("id").asText()).isEqualTo("a");
            subscription.send("{\"op\":\"ping\"}");
            assertThat(subscription.next().path("event").asText()).isEqualTo("pong");
        }
    }

    @Test
    void answersQuotesThatFitTheirPlaceAmongThePushes() throws IOException {
        try (Subscription subscription = new Subscription(market)) {
            subscription.send("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"BTC-USDT\"]}");
            for (int i = 0; i < 50; i++) {
                subscription.send("{\"op\":\"quote\",\"pair\":\"BTC-USDT\"}");
                JsonNode answer = subscription.await(
                        message -> message.path("event").asText().equals("quote"));
                assertThat(answer.path("data").path("seq").asLong())
                        .isEqualTo(subscription.seqs().get("BTC-USDT"));
            }
        }
    }

    @Test
    void pushesOverWebSocketCompressedOrNot() throws IOException {
        String request = "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"]}";
        for (String extension : new String[] {"X-None: 1", "Sec-WebSocket-Extensions: permessage-deflate"}) {
            try (WebSocketProbe probe = new WebSocketProbe(market.gateway().address(), "/v1/stream", extension)) {
                probe.text(request);
                assertThat(probe.read().text()).startsWith("{\"event\":\"subscribed\"");
                for (int i = 0; i < 200; i++) {
                    WebSocketProbe.Frame push = probe.read();
                    assertThat(push.text())
                            .startsWith("{\"channel\":\"quotes\",\"pair\":\"")
                            .endsWith("}");
                    assertThat(push.rsv1()).isEqualTo(extension.startsWith("Sec"));
                }
            }
        }
    }

    @Test
    void pushesProtobufToWhoeverSubscribedInProtobuf() throws IOException {
        byte[] request = ClientFrame.newBuilder()
                .setSubscribe(Subscribe.newBuilder().setChannel("quotes").addPairs("*"))
                .build()
                .toByteArray();
        try (RawSocket socket = new RawSocket(market.gateway().address())) {
            socket.sendFrame(request);
            assertThat(ServerFrame.parseFrom(socket.readFrameBytes()).hasSubscribed())
                    .isTrue();
            for (int i = 0; i < 200; i++) {
                ServerFrame push = ServerFrame.parseFrom(socket.readFrameBytes());
                assertThat(push.getQuoteUpdate().getPair()).endsWith("-USDT");
                assertThat(push.getQuoteUpdate().hasBid()).isTrue();
            }
        }
    }
}

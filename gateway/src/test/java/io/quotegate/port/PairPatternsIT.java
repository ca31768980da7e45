package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quotegate.app.Gateway;
import io.quotegate.codec.proto.v1.GetQuoteRequest;
import io.quotegate.codec.proto.v1.QuoteServiceGrpc;
import io.quotegate.config.ConfigLoader;
import io.quotegate.config.ConfigSources;
import io.quotegate.config.GatewayConfig;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pairs that nobody named, on two simulated venues beside which others list what there is of it. */
@Timeout(120)
class PairPatternsIT {
    @TempDir
    private Path directory;

    @Test
    void servesWhatVenuesListAndTakesUpWhatIsListedAndDelisted() throws IOException {
        try (SimulatedVenue okx =
                        SimulatedVenue.start(SimulatorOptions.of(Venue.OKX).withRatePerSecond(450));
                SimulatedVenue binance =
                        SimulatedVenue.start(SimulatorOptions.of(Venue.BINANCE).withRatePerSecond(450));
                ListingVenue okxLists = new ListingVenue(Set.of("BTC-USDT", "ETH-USDT", "ETH-BTC"));
                ListingVenue binanceLists = new ListingVenue(Set.of("BTC-USDT", "SOL-USDT"))) {
            List<String> settings = List.of(
                    "server.port=0",
                    "files.dir=" + directory.resolve("files"),
                    "store.path=none",
                    "tls.mode=off",
                    "feeds.books=false",
                    "venues.okx.ws=ws://127.0.0.1:" + okx.port() + "/ws/v5/public",
                    "venues.binance.ws=ws://127.0.0.1:" + binance.port(),
                    "venues.okx.rest=" + okxLists.base(),
                    "venues.binance.rest=" + binanceLists.base());
            assertThatThrownBy(() -> Gateway.start(config("*-EUR", settings)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("pairs: *-EUR (expected: like a pair of okx, which has 3, or of binance, which has 2)");
            try (Gateway gateway = Gateway.start(config("*-USDT", settings))) {
                SimulatedMarket.await(
                        "three pairs", () -> SimulatedMarket.count(get(gateway, "/v1/quotes"), "\"pair\"") == 3);
                assertThat(get(gateway, "/v1/pairs"))
                        .contains(
                                "{\"pair\":\"BTC-USDT\",\"base\":\"BTC\",\"quote\":\"USDT\",\"venues\":[\"okx\",\"binance\"]}",
                                "{\"pair\":\"ETH-USDT\",\"base\":\"ETH\",\"quote\":\"USDT\",\"venues\":[\"okx\"]}",
                                "{\"pair\":\"SOL-USDT\",\"base\":\"SOL\",\"quote\":\"USDT\",\"venues\":[\"binance\"]}");
                try (Subscription told = new Subscription(gateway)) {
                    told.send("{\"op\":\"subscribe\",\"channel\":\"status\"}");
                    told.send("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"]}");
                    okxLists.list(Set.of("BTC-USDT", "SOL-USDT", "XRP-USDT"));
                    assertThat(gateway.reload(() -> config("*-USDT", settings))).isTrue();
                    JsonNode gone = told.await(
                            message -> message.path("reason").asText().equals("pair_removed"));
                    assertThat(gone.path("pair").asText()).isEqualTo("ETH-USDT");
                    JsonNode come = told.await(
                            message -> message.path("reason").asText().equals("pair_added"));
                    assertThat(come.path("pair").asText()).isEqualTo("XRP-USDT");
                    told.await(message -> message.path("channel").asText().equals("quotes")
                            && message.path("pair").asText().equals("XRP-USDT"));
                    told.await(message -> message.path("channel").asText().equals("quotes")
                            && message.path("pair").asText().equals("SOL-USDT")
                            && message.path("venue").asText().equals("okx"));
                    told.send("{\"op\":\"quote\",\"pair\":\"ETH-USDT\"}");
                    told.await(message -> message.path("code").asText().equals("unknown_pair"));
                    told.send("{\"op\":\"quote\",\"pair\":\"BTC-USDT\"}");
                    told.await(message -> message.path("event").asText().equals("quote"));
                }
                assertThat(get(gateway, "/v1/quotes/ETH-USDT"))
                        .startsWith("HTTP/1.1 404")
                        .contains("unknown_pair");
                assertThat(get(gateway, "/v1/pairs")).doesNotContain("ETH-USDT");
                assertRefusedOverGrpc(gateway);
            }
        }
    }

    private static GatewayConfig config(String pairs, List<String> settings) {
        List<String> all = new ArrayList<>(settings);
        all.add("pairs=" + pairs);
        return ConfigLoader.load(new ConfigSources(null, Map.of(), all, null));
    }

    private static void assertRefusedOverGrpc(Gateway gateway) {
        ManagedChannel channel = GrpcIT.channel(gateway);
        try {
            QuoteServiceGrpc.QuoteServiceBlockingStub quotes = QuoteServiceGrpc.newBlockingStub(channel);
            assertThatThrownBy(() -> quotes.getQuote(
                            GetQuoteRequest.newBuilder().setPair("ETH-USDT").build()))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
        } finally {
            channel.shutdownNow();
        }
    }

    private static String get(Gateway gateway, String path) {
        try (RawSocket socket = new RawSocket(gateway.address())) {
            return socket.send("GET " + path + " HTTP/1.0\r\n\r\n").readToEnd();
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }
}

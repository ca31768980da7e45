package io.quotegate.bench.request;

import io.quotegate.app.Gateway;
import io.quotegate.bench.Jvm;
import io.quotegate.config.ConfigLoader;
import io.quotegate.config.ConfigSources;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Requests and answers over real sockets, one connection and one request at a time, with gateway, simulated venue and
 * client in one process.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {Jvm.OPENS, Jvm.NO_LEAK_DETECTION})
public class RequestBenchmark {
    private static final int MAX_ATTEMPTS = 200;

    @Param({"websocket", "websocket-stream", "frames", "protobuf", "json", "http"})
    private String protocol = "";

    private SimulatedVenue venue;
    private Gateway gateway;
    private RequestClient client;

    @Setup(Level.Trial)
    public void start() throws Exception {
        venue = SimulatedVenue.start(SimulatorOptions.of(Venue.OKX));
        gateway = Gateway.start(ConfigLoader.load(new ConfigSources(
                null,
                Map.of(),
                List.of(
                        "server.port=0",
                        "files.record=false",
                        "store.path=none",
                        "feeds.preferred=okx",
                        "venues.okx.ws=ws://127.0.0.1:" + venue.port() + "/ws/v5/public"),
                null)));
        awaitQuote(gateway.address());
        client = RequestClient.open(protocol, gateway.address());
    }

    private static void awaitQuote(InetSocketAddress address) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + address.getPort() + "/v1/quotes/BTC-USDT");
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        HttpClient http = HttpClient.newHttpClient();
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            if (http.send(request, BodyHandlers.ofString()).statusCode() == 200) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IOException("no quote of BTC-USDT within 10 s");
    }

    /** One request and its answer. */
    @Benchmark
    public int request() throws IOException {
        return client.request();
    }

    @TearDown(Level.Trial)
    public void stop() throws IOException {
        client.close();
        gateway.close();
        venue.close();
    }
}

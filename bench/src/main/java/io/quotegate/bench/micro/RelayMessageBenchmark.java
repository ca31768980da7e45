package io.quotegate.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.bench.Jvm;
import io.quotegate.feed.binance.BinanceRelayDialect;
import io.quotegate.feed.okx.OkxRelayDialect;
import io.quotegate.feed.relay.RelayDialect;
import io.quotegate.feed.relay.TopicMemory;
import io.quotegate.ring.verbatim.VerbatimPublisher;
import io.quotegate.ring.verbatim.VerbatimRing;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a message of a venue costs the relay, from the text of a frame to its ring ({@code relayed}), and the part of it that
 * any other thread would pay for passing it on ({@code copied}): the copy onto the ring, and the announcement while readers
 * are awake.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {Jvm.OPENS, Jvm.NO_LEAK_DETECTION})
public class RelayMessageBenchmark implements RelayDialect.Listener {
    private static final int RING_BYTES = 16 * 1024 * 1024;
    private static final int TOPIC = 1;

    @Param({"binance", "okx"})
    private String venue = "";

    private final VerbatimPublisher publisher = new VerbatimPublisher(VerbatimRing.ofBytes(RING_BYTES));
    private RelayDialect dialect = new BinanceRelayDialect();
    private TopicMemory memory = TopicMemory.NONE;
    private byte[] message = {};

    @Setup
    public void choose() {
        boolean binance = venue.equals("binance");
        dialect = binance ? new BinanceRelayDialect() : new OkxRelayDialect();
        memory = dialect.memory(binance ? "ethusdt@bookTicker" : "{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"}");
        String text = binance
                ? "{\"stream\":\"ethusdt@bookTicker\",\"data\":{\"u\":68791858400,\"s\":\"ETHUSDT\",\"b\":\"3290.28000000\","
                        + "\"B\":\"65.97110000\",\"a\":\"3290.29000000\",\"A\":\"3.02760000\"}}"
                : "{\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"},\"data\":[{\"asks\":[[\"50000.2\",\"1.5\",\"0\","
                        + "\"4\"]],\"bids\":[[\"50000.1\",\"0.75\",\"0\",\"2\"]],\"ts\":\"1786613174875\",\"seqId\":378617009}]}";
        message = text.getBytes(UTF_8);
    }

    @Benchmark
    public boolean relayed() {
        boolean known = dialect.read(message, 0, message.length, this);
        publisher.announce();
        return known;
    }

    @Benchmark
    public boolean copied() {
        boolean fits = publisher.event(TOPIC, message, 0, message.length);
        publisher.announce();
        return fits;
    }

    @Override
    public void onEvent(String name, int from, int to) {
        memory.onEvent(message, from, to);
        publisher.event(TOPIC, message, from, to);
    }

    @Override
    public void onRequestTaken(int number) {
        throw new IllegalStateException("not live");
    }

    @Override
    public void onTopicTaken(String name) {
        throw new IllegalStateException("not live");
    }

    @Override
    public void onTopicLeft(String name) {
        throw new IllegalStateException("not live");
    }

    @Override
    public void onTopicRefused(String name, String code, String why) {
        throw new IllegalStateException(why);
    }

    @Override
    public void onRequestRefused(int number, String code, String why) {
        throw new IllegalStateException(why);
    }

    @Override
    public void onNotNow(String code, String why) {
        throw new IllegalStateException(why);
    }
}

package io.quotegate.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.quotegate.bench.Jvm;
import io.quotegate.codec.binance.BinanceDecoder;
import io.quotegate.codec.okx.OkxDecoder;
import io.quotegate.market.Instruments;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * Cost of reading one venue message, beside a general streaming parser that only walks through the same text. With
 * {@code -prof gc} the decoder's line shows 0 bytes per message.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = Jvm.OPENS)
public class VenueDecodeBenchmark {
    private static final Map<String, String> MESSAGES = Map.of(
            "okx-ticker",
            "{\"arg\":{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"},\"data\":[{\"instType\":\"SPOT\","
                    + "\"instId\":\"BTC-USDT\",\"last\":\"50000.1\",\"lastSz\":\"0.0025\",\"askPx\":\"50000.2\","
                    + "\"askSz\":\"1.5\",\"bidPx\":\"50000.1\",\"bidSz\":\"0.75\",\"open24h\":\"49000\","
                    + "\"high24h\":\"51000\",\"low24h\":\"48000.5\",\"sodUtc0\":\"49500\",\"sodUtc8\":\"49600\","
                    + "\"volCcy24h\":\"1000000.5\",\"vol24h\":\"20.25\",\"ts\":\"1786613174873\"}]}",
            "okx-bbo",
            "{\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"},\"data\":[{\"asks\":[[\"50000.2\",\"1.5\","
                    + "\"0\",\"4\"]],\"bids\":[[\"50000.1\",\"0.75\",\"0\",\"2\"]],\"ts\":\"1786613174875\","
                    + "\"seqId\":378617009}]}",
            "okx-trade",
            "{\"arg\":{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"},\"data\":[{\"instId\":\"BTC-USDT\","
                    + "\"tradeId\":\"1035599106\",\"px\":\"50000.1\",\"sz\":\"0.0769\",\"side\":\"sell\","
                    + "\"ts\":\"1786613174882\",\"count\":\"10\",\"source\":\"0\",\"seqId\":79116764442}]}",
            "binance-book",
            "{\"u\":400900217,\"s\":\"BTCUSDT\",\"b\":\"50000.10000000\",\"B\":\"0.00001200\","
                    + "\"a\":\"50000.20000000\",\"A\":\"1.25000000\"}",
            "binance-trade",
            "{\"e\":\"trade\",\"E\":1786613174873,\"s\":\"BTCUSDT\",\"t\":12345,\"p\":\"50000.10000000\","
                    + "\"q\":\"0.02000000\",\"T\":1786613174872,\"m\":true,\"M\":true}",
            "binance-ticker",
            "{\"e\":\"24hrTicker\",\"E\":1786613174877,\"s\":\"BTCUSDT\",\"p\":\"-10.5\",\"P\":\"-0.021\","
                    + "\"w\":\"50005.1\",\"x\":\"50010.6\",\"c\":\"50000.10000000\",\"Q\":\"0.25000000\","
                    + "\"b\":\"50000.1\",\"B\":\"1\",\"a\":\"50000.2\",\"A\":\"2\",\"o\":\"50010.6\",\"h\":\"51000\","
                    + "\"l\":\"49000\",\"v\":\"1000\",\"q\":\"50005100\",\"O\":1786526774877,\"C\":1786613174877,"
                    + "\"F\":1,\"L\":12347,\"n\":12347}");

    @Param({"okx-ticker", "okx-bbo", "okx-trade", "binance-book", "binance-trade", "binance-ticker"})
    private String message = "";

    private final JsonFactory jackson = new JsonFactory();
    private final Sink sink = new Sink();
    private byte[] text = {};
    private OkxDecoder okx;
    private BinanceDecoder binance;
    private boolean isOkx;

    @Setup
    public void read() {
        Instruments instruments = Instruments.of(List.of("BTC-USDT", "ETH-USDT"));
        okx = new OkxDecoder(instruments, sink, sink);
        binance = new BinanceDecoder(instruments, sink, sink);
        isOkx = message.startsWith("okx");
        text = Objects.requireNonNull(MESSAGES.get(message)).getBytes(UTF_8);
    }

    @Benchmark
    public long decode() {
        boolean known = isOkx ? okx.decode(text, 0, text.length) : binance.decode(text, 0, text.length);
        if (!known) {
            throw new IllegalStateException("not decoded: " + message);
        }
        return sink.heard;
    }

    /** What a general parser costs, without reading a number or telling anybody. */
    @Benchmark
    public int walkWithJackson() throws IOException {
        int tokens = 0;
        try (JsonParser parser = jackson.createParser(text, 0, text.length)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }
}

package io.quotegate.bench.micro;

import io.quotegate.api.Indicators;
import io.quotegate.api.Outcome;
import io.quotegate.bench.Jvm;
import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import io.quotegate.service.indicators.IndicatorService;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
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

/** All six indicators of a window, and taking in a minute, with a day of minutes known. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = Jvm.OPENS)
public class IndicatorBenchmark {
    private static final int DAY = 1440;
    private static final long FIRST_MINUTE = 30_000_000;

    @Param({"15m", "1h", "24h"})
    private String window = "";

    private final Instruments pairs = Instruments.of(List.of("BTC-USDT"));
    private final Candle[] candles = new Candle[DAY];
    private IndicatorService service;
    private int next;

    @Setup
    public void fill() {
        service = new IndicatorService(pairs, () -> TimeUnit.MINUTES.toNanos(FIRST_MINUTE + DAY));
        Random random = new Random(1);
        for (int i = 0; i < DAY; i++) {
            candles[i] = candle(pairs.byId(0), FIRST_MINUTE + i, random);
            service.onCandle(candles[i]);
        }
    }

    private static Candle candle(Instrument pair, long minute, Random random) {
        BigDecimal open = BigDecimal.valueOf(6_000_000 + random.nextInt(10_000), 2);
        BigDecimal close = BigDecimal.valueOf(6_000_000 + random.nextInt(10_000), 2);
        BigDecimal volume = BigDecimal.valueOf(random.nextInt(1_000_000_000), 8);
        return Candle.of(pair, Venue.OKX, minute * Candle.MINUTE_US)
                .withPrices(open, open.max(close), open.min(close), close)
                .withVolumes(volume, volume.multiply(open))
                .withTrades(100, volume.multiply(BigDecimal.valueOf(5, 1)));
    }

    /** As a client's question. */
    @Benchmark
    public Outcome<Indicators> query() {
        return service.query("BTC-USDT", window);
    }

    /** As a minute that is repaired, anywhere in the day. */
    @Benchmark
    public void repair() {
        service.onCandle(candles[next]);
        next = next + 1 == DAY ? 0 : next + 1;
    }
}

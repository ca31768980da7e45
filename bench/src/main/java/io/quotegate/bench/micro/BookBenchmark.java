package io.quotegate.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.bench.Jvm;
import io.quotegate.codec.binance.BinanceBookEncoder;
import io.quotegate.codec.binance.BinanceDecoder;
import io.quotegate.codec.okx.OkxBookEncoder;
import io.quotegate.codec.okx.OkxDecoder;
import io.quotegate.codec.venue.VenueDecoder;
import io.quotegate.market.DepthLevels;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Instruments;
import io.quotegate.market.book.OrderBook;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.SplittableRandom;
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
 * Cost of an update of 20 levels to a book of 400 levels a side: reading the message alone, keeping it alone, and both,
 * as the feed loop does. Half of the levels come or go, half change their size, the nearer to the top the more of them.
 * With {@code -prof gc} the lines show 0 bytes per message.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = Jvm.OPENS)
public class BookBenchmark {
    private static final int LEVELS = 400;
    private static final int CHANGES = 10; // a side
    private static final int MESSAGES = 64; // a power of two
    private static final long TOP = 637_072;

    @Param({"okx", "binance"})
    private String venue = "";

    private final OrderBook book = new OrderBook(2 * LEVELS);
    private final DepthUpdate[] updates = new DepthUpdate[MESSAGES];
    private final byte[][] texts = new byte[MESSAGES][];
    private VenueDecoder reading;
    private VenueDecoder keeping;
    private int next;

    @Setup
    public void fill() {
        Instruments instruments = Instruments.of(List.of("BTC-USDT"));
        Sink sink = new Sink();
        Sink keeper = new Sink() {
            @Override
            public void onDepth(DepthUpdate depth) {
                book.apply(depth);
            }
        };
        boolean okx = venue.equals("okx");
        reading = okx ? new OkxDecoder(instruments, sink, sink) : new BinanceDecoder(instruments, sink, sink);
        keeping = okx ? new OkxDecoder(instruments, keeper, keeper) : new BinanceDecoder(instruments, keeper, keeper);
        DepthUpdate all = new DepthUpdate();
        all.snapshot = true;
        for (int i = 0; i < LEVELS; i++) {
            add(all.bids, TOP - 2L * i, 100 + i);
            add(all.asks, TOP + 1 + 2L * i, 100 + i);
        }
        book.apply(all);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < MESSAGES; i++) {
            updates[i] = update(random);
            ByteWriter out = new ByteWriter(4096);
            if (okx) {
                OkxBookEncoder.books(out, "BTC-USDT", updates[i]);
            } else {
                BinanceBookEncoder.update(out, "BTCUSDT", updates[i], TimeUnit.MILLISECONDS);
            }
            texts[i] = out.toString().getBytes(UTF_8);
        }
    }

    private DepthUpdate update(SplittableRandom random) {
        DepthUpdate update = new DepthUpdate();
        update.seq = 79_116_764_034L;
        update.prevSeq = 79_116_763_967L;
        update.exchangeTimeNs = 1_784_812_292_806_000_000L;
        for (int i = 0; i < CHANGES; i++) {
            int far = random.nextInt(1 + random.nextInt(2 * LEVELS)); // odd ones are not there at first
            boolean gone = far % 2 == 1 && random.nextBoolean();
            add(update.bids, TOP - far, gone ? 0 : random.nextInt(1, 1_000_000_000));
            add(update.asks, TOP + 1 + far, gone ? 0 : random.nextInt(1, 1_000_000_000));
        }
        return update;
    }

    /** As the venue writes it: Binance with eight places. */
    private void add(DepthLevels side, long price, long size) {
        if (venue.equals("okx")) {
            side.add(price, 1, size, size == 0 ? 0 : 8);
        } else {
            side.add(price * 10_000_000, 8, size, 8);
        }
    }

    @Benchmark
    public boolean read() {
        byte[] text = texts[next++ & MESSAGES - 1];
        return reading.decode(text, 0, text.length);
    }

    @Benchmark
    public boolean keep() {
        return book.apply(updates[next++ & MESSAGES - 1]);
    }

    @Benchmark
    public boolean readAndKeep() {
        byte[] text = texts[next++ & MESSAGES - 1];
        return keeping.decode(text, 0, text.length);
    }
}

package io.quotegate.bench.micro;

import io.quotegate.bench.Jvm;
import io.quotegate.codec.MessageEncoder;
import io.quotegate.codec.json.JsonMessageEncoder;
import io.quotegate.codec.proto.ProtoMessageEncoder;
import io.quotegate.codec.sbe.SbeEncoder;
import io.quotegate.codec.websocket.MessageDeflater;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.Venue;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Cost of writing one quote in each format; an event loop pays it once per quote, not per subscriber. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = Jvm.OPENS)
public class QuoteEncodeBenchmark {
    private static final Instruments INSTRUMENTS = Instruments.of(List.of("BTC-USDT"));

    private final QuoteFlyweight quote = new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
    private final MessageEncoder json = new JsonMessageEncoder(INSTRUMENTS);
    private final MessageEncoder proto = new ProtoMessageEncoder(INSTRUMENTS);
    private final SbeEncoder sbe = new SbeEncoder(INSTRUMENTS);
    private final MessageDeflater deflater = new MessageDeflater();
    private final MessageDeflater stream = MessageDeflater.withContextTakeover();
    private final ByteWriter out = new ByteWriter(1024);
    private final ByteWriter deflated = new ByteWriter(1024);

    @Setup
    public void fill() {
        Decimal value = new Decimal();
        quote.instrumentId(0).seq(81234).venue(Venue.OKX).flags(false, false);
        quote.exchangeTimeNs(1_786_613_174_873_000_000L).receiveTimeNs(1_786_613_174_901_234_000L);
        quote.value(QuoteLayout.BID, value.setUnscaled(637072, 1));
        quote.value(QuoteLayout.BID_SIZE, value.setUnscaled(170080521, 8));
        quote.value(QuoteLayout.ASK, value.setUnscaled(637073, 1));
        quote.value(QuoteLayout.ASK_SIZE, value.setUnscaled(15455902, 8));
        quote.value(QuoteLayout.LAST, value.setUnscaled(637073, 1));
        quote.value(QuoteLayout.LAST_SIZE, value.setUnscaled(164251, 8));
    }

    @Benchmark
    public int json() {
        json.quotePush(out.clear(), quote, 0);
        return out.length();
    }

    @Benchmark
    public int protobuf() {
        proto.quotePush(out.clear(), quote, 0);
        return out.length();
    }

    @Benchmark
    public int sbe() {
        sbe.quotePush(out.clear(), quote, 0);
        return out.length();
    }

    /** With an empty window, so that all subscribers of a group can share it. */
    @Benchmark
    public int jsonDeflated() {
        json.quotePush(out.clear(), quote, 0);
        deflater.deflate(out.array(), 0, out.length(), MessageDeflater.MAX_WINDOW_BITS, deflated.clear());
        return deflated.length();
    }

    /** Behind others, so that all members of a group can share it; with a number that is another each time. */
    @Benchmark
    public int jsonDeflatedBehindOthers() {
        quote.seq(quote.seq() + 1).receiveTimeNs(quote.receiveTimeNs() + 12_345_000L);
        json.quotePush(out.clear(), quote, 0);
        stream.deflateNext(out.array(), 0, out.length(), deflated.clear());
        return deflated.length();
    }

    @TearDown
    public void close() {
        deflater.close();
        stream.close();
    }
}

package io.quotegate.gateway.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.quotegate.api.DeliveryMode;
import io.quotegate.gateway.fanout.Subscriber;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.session.RecordingOutlet;
import io.quotegate.market.Candle;
import io.quotegate.market.Venue;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CandlePushesTest {
    private final TestLoop wanting = new TestLoop();
    private final TestLoop other = new TestLoop();
    private final RecordingOutlet outlet = new RecordingOutlet();
    private final Subscriber subscriber = wanting.context.fanout().subscriber(outlet);
    private final CandlePushes pushes = new CandlePushes(contexts());

    CandlePushesTest() {
        BitSet bitcoin = new BitSet();
        bitcoin.set(0);
        wanting.context
                .fanout()
                .subscribeCandles(
                        subscriber,
                        bitcoin,
                        taker -> taker.accept(List.of()),
                        DeliveryMode.LATEST,
                        WireFormat.LINE_JSON);
    }

    private Map<EventLoop, LoopContext> contexts() {
        Map<EventLoop, LoopContext> contexts = new IdentityHashMap<>();
        contexts.put(wanting.context.eventLoop(), wanting.context);
        contexts.put(other.context.eventLoop(), other.context);
        return contexts;
    }

    @AfterEach
    void close() {
        wanting.close();
        other.close();
    }

    private Candle candle(int pair, long minute) {
        BigDecimal one = BigDecimal.ONE;
        long openUs = minute * Candle.MINUTE_US;
        return new Candle(
                wanting.instruments.byId(pair), Venue.OKX, openUs, one, one, one, one, one, one, 1, one, false, false);
    }

    /** The minutes pushed when the loop turns. */
    private List<Long> pushed() {
        pushes.onBatchEnd();
        wanting.turn();
        return outlet.text().stream()
                .flatMap(String::lines)
                .map(line -> Long.parseLong(line.replaceAll(".*\"openTime\":([0-9]+).*", "$1")) / Candle.MINUTE_US)
                .toList();
    }

    @Test
    void handsWhatIsNewToTheLoopsWhereAnybodyWantsCandles() {
        pushes.onOpenCandle(candle(0, 100));
        pushes.onOpenCandle(candle(1, 100));
        assertThat(outlet.take()).as("before the batch ends").isEmpty();
        assertThat(pushed()).containsExactly(100L);
        assertThat(pushed()).as("nothing is new").isEmpty();
        pushes.onCandle(candle(0, 100));
        pushes.onOpenCandle(candle(0, 101));
        assertThat(pushed()).containsExactly(100L, 101L);
    }

    @Test
    void pushesRepairsOfMinutesNotLongAgoAndNotTheDayThatIsAskedForAtStart() {
        pushes.onCandle(candle(0, 99));
        assertThat(pushed()).as("before any open minute").isEmpty();
        pushes.onOpenCandle(candle(0, 100));
        pushes.onCandle(candle(0, 84));
        pushes.onCandle(candle(0, 85));
        assertThat(pushed()).containsExactly(100L, 85L);
    }
}

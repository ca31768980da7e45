package io.quotegate.feed.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BinanceBookMemoryTest {
    private static final String WHOLE =
            "{\"lastUpdateId\":10,\"bids\":[[\"2.00000000\",\"1.50000000\"],[\"1.00000000\",\"3.00000000\"]],"
                    + "\"asks\":[[\"3.00000000\",\"4.00000000\"],[\"4.00000000\",\"5.00000000\"]]}";

    private final MemoryAllowance allowance = new MemoryAllowance(1);
    private long nowNs;
    private final BinanceBookMemory memory = new BinanceBookMemory(() -> nowNs, allowance);

    private void change(long first, long last, String bids) {
        byte[] event = ("{\"e\":\"depthUpdate\",\"E\":1,\"s\":\"ABC\",\"U\":" + first + ",\"u\":" + last + ",\"b\":["
                        + bids + "],\"a\":[]}")
                .getBytes(UTF_8);
        memory.onEvent(event, 0, event.length);
    }

    private void learn(String whole, int levels) {
        memory.learn(whole.getBytes(UTF_8), levels);
    }

    private String told(int levels) {
        return new String(memory.told(levels), UTF_8);
    }

    @Test
    void joinsAnAnswerWithWhatPassedBySince() {
        assertThat(told(1)).isEmpty();
        assertThat(memory.asks(1000)).isTrue();
        change(9, 10, "[\"1.50000000\",\"7.00000000\"]");
        change(11, 12, "[\"2.00000000\",\"0.00000000\"]");
        learn(WHOLE, 1000);
        assertThat(told(1))
                .isEqualTo("{\"lastUpdateId\":12,\"bids\":[[\"1.00000000\",\"3.00000000\"]],"
                        + "\"asks\":[[\"3.00000000\",\"4.00000000\"]]}");
        change(13, 13, "[\"2.10000000\",\"6.00000000\"]");
        assertThat(told(1)).startsWith("{\"lastUpdateId\":13,\"bids\":[[\"2.10000000\",\"6.00000000\"]]");
        assertThat(memory.asks(1000)).as("it is all there").isFalse();
    }

    @Test
    void tellsAnAnswerAgainAsItCame() {
        assertThat(memory.asks(1000)).isTrue();
        learn(WHOLE, 1000);
        assertThat(told(1000)).isEqualTo(WHOLE);
    }

    @Test
    void tellsNoMoreLevelsThanAreKnown() {
        assertThat(memory.asks(1000)).isTrue();
        learn(WHOLE, 2);
        assertThat(told(2)).isNotEmpty();
        assertThat(told(3)).as("there may be more behind").isEmpty();
        change(11, 11, "[\"2.00000000\",\"0.00000000\"]");
        assertThat(told(2)).isEmpty();
        assertThat(told(1)).isNotEmpty();
    }

    @Test
    void tellsNothingAfterAGap() {
        assertThat(memory.asks(1000)).isTrue();
        learn(WHOLE, 1000);
        change(12, 13, "");
        assertThat(told(1)).isEmpty();
        nowNs += Duration.ofMinutes(1).toNanos();
        assertThat(memory.asks(1000)).as("and wants it anew").isTrue();
    }

    @Test
    void wantsNoAnswerThatIsOlderThanWhatPassedBy() {
        assertThat(memory.asks(1000)).isTrue();
        change(12, 13, "");
        learn(WHOLE, 1000);
        assertThat(told(1)).isEmpty();
    }

    @Test
    void leavesRoomForOthersWhenNobodyAsks() {
        BinanceBookMemory other = new BinanceBookMemory(() -> nowNs, allowance);
        assertThat(memory.asks(1000)).isTrue();
        assertThat(other.asks(1000)).as("too many are kept").isFalse();
        nowNs += Duration.ofMinutes(5).toNanos();
        change(11, 11, "");
        assertThat(other.asks(1000)).isTrue();
        other.clear();
        assertThat(memory.asks(1000)).isTrue();
    }

    @Test
    void isNotMisledByNonsense() {
        assertThat(memory.asks(1000)).isTrue();
        learn("{\"code\":-1121,\"msg\":\"Invalid symbol.\"}", 1000);
        assertThat(told(1)).isEmpty();
        nowNs += Duration.ofMinutes(1).toNanos();
        assertThat(memory.asks(1000)).isTrue();
        learn(WHOLE, 1000);
        byte[] event = "{\"U\":11,".getBytes(UTF_8);
        memory.onEvent(event, 0, event.length);
        assertThat(told(1)).isEmpty();
    }
}

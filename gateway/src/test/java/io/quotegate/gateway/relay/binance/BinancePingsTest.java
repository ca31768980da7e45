package io.quotegate.gateway.relay.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.text.ByteWriter;
import org.junit.jupiter.api.Test;

class BinancePingsTest {
    private static final long SECOND_NS = 1_000_000_000;

    private final BinancePings pings = new BinancePings(0);
    private final ByteWriter payload = new ByteWriter(32);

    @Test
    void areSentEachTwentySeconds() {
        assertThat(pings.isDue(20 * SECOND_NS - 1)).isFalse();
        assertThat(pings.isDue(20 * SECOND_NS)).isTrue();
        pings.next(20 * SECOND_NS, payload);
        assertThat(payload.toString()).matches("[0-9]{13}");
        assertThat(pings.isDue(40 * SECOND_NS - 1)).isFalse();
        assertThat(pings.isDue(40 * SECOND_NS)).isTrue();
    }

    @Test
    void areToBeAnsweredWithTheirPayloadWithinAMinute() {
        pings.next(20 * SECOND_NS, payload);
        assertThat(pings.isPongMissing(79 * SECOND_NS)).isFalse();
        pings.onPong(new byte[0], 0, 0); // of its own accord, which does not count
        assertThat(pings.isPongMissing(80 * SECOND_NS)).isTrue();
        pings.onPong(payload.array(), 0, payload.length());
        assertThat(pings.isPongMissing(80 * SECOND_NS)).isFalse();
    }
}

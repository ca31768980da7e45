package io.quotegate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quotegate.codec.binance.BinanceRecording;
import io.quotegate.codec.binance.BinanceRequestDecoder;
import io.quotegate.codec.okx.OkxRecording;
import io.quotegate.codec.okx.OkxRequestDecoder;
import io.quotegate.codec.venue.RecordedMessage;
import org.jspecify.annotations.Nullable;

/** What simulated venues read: messages that were recorded, and requests of clients. Nothing is ever thrown. */
class VenueTrafficFuzz {
    @FuzzTest(maxDuration = "1m")
    void recorded(byte[] bytes) {
        check(new OkxRecording().read(bytes), bytes);
        check(new BinanceRecording().read(bytes), bytes);
    }

    private static void check(@Nullable RecordedMessage message, byte[] bytes) {
        if (message != null) {
            assertThat(message.message()).isEqualTo(bytes);
            assertThat(message.topic()).isNotEmpty();
            assertThat(message.eventTimeNs()).isNotNegative();
            assertThat(message.payload().from()).isNotNegative();
            assertThat(message.payload().to()).isLessThanOrEqualTo(bytes.length);
            assertThat(message.payload().length()).isNotNegative();
        }
    }

    @FuzzTest(maxDuration = "1m")
    void requests(byte[] bytes) {
        assertThat(new OkxRequestDecoder().decode(bytes, 0, bytes.length)).isNotNull();
        assertThat(new BinanceRequestDecoder().decode(bytes, 0, bytes.length)).isNotNull();
    }
}

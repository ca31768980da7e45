package io.quotegate.bench.wire.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HadQuotesTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final HadQuotes had = new HadQuotes(new QuotePush(false));

    @BeforeEach
    void subscribe() throws JsonProcessingException {
        assertThat(had.subscribe())
                .isEqualTo("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"mode\":\"all\",\"pairs\":[\"*\"]}");
        assertThat(had.onSubscribed(JSON.readTree("{\"instance\":\"i\",\"data\":{\"pairs\":[\"A-B\",\"C-D\"]}}")))
                .isFalse();
    }

    private void quote(String pair, long seq, long atMs) {
        ByteBuf quote = Unpooled.copiedBuffer(
                "{\"channel\":\"quotes\",\"pair\":\"" + pair + "\",\"receiveTime\":1,\"seq\":" + seq + '}', US_ASCII);
        had.onQuote(quote, 0, quote.readableBytes(), TimeUnit.MILLISECONDS.toNanos(atMs));
    }

    @Test
    void asksForWhatFollowsWhatItHad() {
        quote("A-B", 7, 1);
        quote("A-B", 8, 2);
        assertThat(had.subscribe()).endsWith(",\"resume\":{\"instance\":\"i\",\"seq\":{\"A-B\":8}}}");
    }

    @Test
    void countsWhatDoesNotFollowAndNotWhatIsSaidAgain() throws JsonProcessingException {
        quote("A-B", 7, 1);
        quote("C-D", 3, 1);
        quote("A-B", 7, 1);
        quote("A-B", 8, 1);
        assertThat(had.wrong()).isZero();
        quote("A-B", 10, 1);
        quote("C-D", 2, 1);
        assertThat(had.wrong()).isEqualTo(2);
        assertThat(had.onSubscribed(JSON.readTree("{\"instance\":\"i\",\"recovered\":true}")))
                .isTrue();
        quote("A-B", 12, 1);
        assertThat(had.wrong()).isEqualTo(3);
        had.onSubscribed(JSON.readTree("{\"instance\":\"i\",\"recovered\":false}"));
        quote("A-B", 20, 1);
        assertThat(had.wrong()).as("it began anew").isEqualTo(3);
    }

    @Test
    void knowsTheLongestTimeWithoutAQuote() {
        quote("A-B", 1, 10);
        quote("A-B", 2, 60);
        had.begin();
        quote("A-B", 3, 70);
        quote("A-B", 4, 95);
        assertThat(TimeUnit.NANOSECONDS.toMillis(had.longestNs())).isEqualTo(25);
    }
}

package io.quotegate.gateway.http2;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.testkit.LeakCheck;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
class SendQueueTest {
    private final SendQueue queue = new SendQueue();

    @AfterEach
    void close() {
        queue.release();
    }

    private void add(String... texts) {
        for (String text : texts) {
            queue.add(Unpooled.copiedBuffer(text, US_ASCII));
        }
    }

    private String take(int most) {
        ByteBuf piece = queue.take(most);
        String text = piece.toString(US_ASCII);
        piece.release();
        return text;
    }

    @Test
    void givesBackInOrderAndNeverOverTheEndOfABuffer() {
        add("abc", "de", "f");
        assertThat(queue.bytes()).isEqualTo(6);
        assertThat(List.of(take(2), take(2), take(2), take(2))).containsExactly("ab", "c", "de", "f");
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.bytes()).isZero();
        assertThat(queue.firstBytes()).isZero();
    }

    @Test
    void growsAgainOnceItWasEmpty() {
        add("a");
        take(1);
        add("b", "c");
        assertThat(queue.firstBytes()).isEqualTo(1);
        assertThat(List.of(take(5), take(5))).containsExactly("b", "c");
    }

    /** Messages that end with a dot. */
    private static int messageBytes(ByteBuf written, int at) {
        return written.indexOf(at, written.writerIndex(), (byte) '.') + 1 - at;
    }

    @Test
    void keepsOnlyTheMessageThatWasBegun() {
        add("abc.", "de.", "f.");
        take(1);
        queue.dropWhole(SendQueueTest::messageBytes);
        assertThat(queue.bytes()).isEqualTo(3);
        add("last.");
        assertThat(List.of(take(5), take(5))).containsExactly("bc.", "last.");
    }

    @ParameterizedTest
    @CsvSource({"1, b.", "2, .", "3, ''", "4, de.", "6, .", "7, ''", "8, ."})
    void cutsABufferOfManyMessagesWhereTheOneEndsThatWasBegun(int taken, String kept) {
        add("ab.cde.f.gh.", "i.");
        String before = take(taken);
        queue.dropWhole(SendQueueTest::messageBytes);
        queue.dropWhole(SendQueueTest::messageBytes); // again: what is begun stays whole
        add("last.");
        StringBuilder all = new StringBuilder(before);
        while (!queue.isEmpty()) {
            all.append(take(2));
        }
        assertThat(all).hasToString(before + kept + "last.");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 100, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void keepsToItsEndWhatIsNotOfMessages(int length) {
        add("xab.c", "de");
        assertThat(take(1)).isEqualTo("x");
        assertThat(take(1)).isEqualTo("a");
        queue.dropWhole((written, at) -> length);
        assertThat(queue.bytes()).isEqualTo(3);
        assertThat(take(5)).isEqualTo("b.c");
    }

    @Test
    void keepsNothingIfNothingWasBegun() {
        add("abc", "de");
        take(3);
        queue.dropWhole(SendQueueTest::messageBytes);
        assertThat(queue.isEmpty()).isTrue();
        queue.dropWhole(SendQueueTest::messageBytes);
        assertThatThrownBy(() -> queue.take(1)).isInstanceOf(IllegalStateException.class);
    }
}

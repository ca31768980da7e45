package io.quotegate.gateway.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.quotegate.testkit.LeakCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class BatchPartTest {
    private final PooledByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
    private final Batch batch = new Batch();
    private final BatchPart part = new BatchPart(batch);

    @AfterEach
    void clear() {
        batch.clear();
    }

    private void entries(String... texts) {
        for (int i = 0; i < texts.length; i++) {
            batch.bytes().ascii(texts[i]);
            assertThat(batch.add(10 + i, 100 + i)).isEqualTo(i);
        }
    }

    private String bytes(int... wanted) {
        part.clear();
        for (int entry : wanted) {
            part.add(entry);
        }
        ByteBuf bytes = part.bytes(allocator);
        try {
            return bytes.toString(US_ASCII);
        } finally {
            bytes.release();
        }
    }

    private boolean areShared(int... wanted) {
        part.clear();
        for (int entry : wanted) {
            part.add(entry);
        }
        ByteBuf one = part.bytes(allocator);
        ByteBuf other = part.bytes(allocator);
        boolean shared = one.memoryAddress() == other.memoryAddress();
        one.release();
        other.release();
        return shared;
    }

    @Test
    void holdsTheBytesOfItsEntriesInOrder() {
        entries("a", "bb", "", "dddd");
        assertThat(bytes(0, 1, 2, 3)).isEqualTo("abbdddd");
        assertThat(bytes(1)).isEqualTo("bb");
        assertThat(bytes(0, 3)).isEqualTo("adddd");
        assertThat(bytes(2)).isEmpty();
        assertThat(part.topic(0)).isEqualTo(12);
        assertThat(part.previousSeq(0)).isEqualTo(102);
        assertThat(part.count()).isEqualTo(1);
    }

    @Test
    void copiesOneEntryForWhoGetsNothingElse() {
        entries("a", "bb", "c");
        part.add(1);
        ByteBuf copy = part.copy(0, allocator);
        assertThat(copy.toString(US_ASCII)).isEqualTo("bb");
        assertThat(copy.release()).as("it is nobody else's").isTrue();
    }

    @Test
    void sharesARunThatIsHalfOfTheBatchSoThatASlowClientHoldsNotMuchMoreThanItsOwn() {
        entries("aaaa", "bb", "c", "d");
        assertThat(areShared(0, 1, 2, 3)).isTrue();
        assertThat(areShared(0)).as("half of it").isTrue();
        assertThat(areShared(1, 2)).as("a small part").isFalse();
        assertThat(areShared(0, 2)).as("not a run").isFalse();
    }

    @Test
    void outlivesItsBatchWhileAClientHoldsIt() {
        entries("aa", "bb");
        part.add(0);
        part.add(1);
        ByteBuf held = part.bytes(allocator);
        part.clear();
        batch.clear();
        entries("cc", "dd", "ee");
        assertThat(bytes(0, 1, 2)).isEqualTo("ccddee");
        assertThat(held.toString(US_ASCII)).isEqualTo("aabb");
        held.release();
    }

    @Test
    void growsWithTheBatch() {
        StringBuilder whole = new StringBuilder();
        int[] wanted = new int[1_000];
        for (int i = 0; i < wanted.length; i++) {
            batch.bytes().number(i);
            batch.add(i, i);
            whole.append(i);
            wanted[i] = i;
        }
        assertThat(bytes(wanted)).isEqualTo(whole.toString());
        assertThat(batch.topic(999)).isEqualTo(999);
        assertThat(batch.previousSeq(999)).isEqualTo(999);
        assertThat(batch.length(999)).isEqualTo(3);
        assertThat(batch.length()).isEqualTo(whole.length());
    }
}

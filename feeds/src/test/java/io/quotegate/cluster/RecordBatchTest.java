package io.quotegate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class RecordBatchTest {
    private static final int PACKET = 1376;

    private final UUID epoch = UUID.randomUUID();
    private final List<byte[]> messages = new ArrayList<>();
    private final Deque<Long> answers = new ArrayDeque<>();
    private final LongAdder backPressure = new LongAdder();
    private final RecordBatch batch = new RecordBatch(ClusterStream.TRADES, epoch, PACKET, this::offer, backPressure);

    private long offer(DirectBuffer buffer, int offset, int length) {
        Long answer = answers.poll();
        if (answer != null) {
            return answer;
        }
        byte[] message = new byte[length];
        buffer.getBytes(offset, message);
        messages.add(message);
        return messages.size();
    }

    private void add(int type, int length) {
        UnsafeBuffer body = batch.add(type, length);
        body.setMemory(0, length, (byte) type);
    }

    /** Type and length of each record, and the number of the first of each message. */
    private List<String> read() {
        List<String> read = new ArrayList<>();
        RecordReader reader = new RecordReader();
        for (byte[] message : messages) {
            assertThat(reader.wrap(new UnsafeBuffer(message), 0, message.length))
                    .isTrue();
            assertThat(reader.stream()).isEqualTo(ClusterStream.TRADES);
            assertThat(new UUID(reader.epochHigh(), reader.epochLow())).isEqualTo(epoch);
            read.add("from " + reader.first());
            while (reader.next()) {
                UnsafeBuffer body = reader.body();
                for (int i = 0; i < body.capacity(); i++) {
                    assertThat(body.getByte(i)).isEqualTo((byte) reader.type());
                }
                read.add(reader.type() + ":" + body.capacity());
            }
        }
        return read;
    }

    @Test
    void putsWhatFitsAPacketIntoOneMessage() {
        add(1, 96);
        add(2, 3);
        add(3, 0);
        assertThat(batch.flush()).isTrue();
        assertThat(read()).containsExactly("from 0", "1:96", "2:3", "3:0");
        assertThat(messages.get(0)).hasSize(32 + 104 + 16 + 8);
    }

    @Test
    void beginsAnotherMessageWhereAPacketIsFull() {
        for (int i = 0; i < 13; i++) {
            add(1, 96);
        }
        batch.flush();
        assertThat(messages).hasSize(2);
        assertThat(messages.get(0)).hasSizeLessThanOrEqualTo(PACKET);
        assertThat(read().get(13)).isEqualTo("from 12");
    }

    @Test
    void sendsARecordLongerThanAPacketByItself() {
        add(1, 96);
        add(4, 14_440);
        add(1, 96);
        batch.flush();
        assertThat(read()).containsExactly("from 0", "1:96", "from 1", "4:14440", "from 2", "1:96");
    }

    @Test
    void leavesANumberOutForWhatWasLost() {
        add(1, 96);
        batch.lose();
        add(1, 96);
        batch.flush();
        assertThat(read()).containsExactly("from 0", "1:96", "from 2", "1:96");
        assertThat(batch.next()).isEqualTo(3);
    }

    @Test
    void goesOnWhereItWasNotTaken() {
        add(1, 1300);
        add(2, 1300);
        add(3, 1300);
        answers.add(1L);
        answers.add(RecordBatch.Sink.BACK_PRESSURED);
        assertThat(batch.flush()).isFalse();
        assertThat(backPressure.sum()).isOne();
        add(4, 8);
        assertThat(batch.flush()).isTrue();
        assertThat(read()).containsExactly("from 1", "2:1300", "from 2", "3:1300", "from 3", "4:8");
    }

    @Test
    void keepsNothingForNobody() {
        answers.add(RecordBatch.Sink.NOT_CONNECTED);
        add(1, 96);
        assertThat(batch.flush()).isTrue();
        add(1, 96);
        batch.flush();
        assertThat(read()).containsExactly("from 1", "1:96");
    }

    @Test
    void triesAgainAtOnceWhereThatHelps() {
        answers.add(RecordBatch.Sink.ADMIN_ACTION);
        add(1, 96);
        assertThat(batch.flush()).isTrue();
        assertThat(read()).containsExactly("from 0", "1:96");
    }

    @Test
    void growsWithWhatIsPutIntoIt() {
        for (int i = 0; i < 5000; i++) {
            add(1 + i % 100, i % 3000);
        }
        batch.flush();
        assertThat(read().stream().filter(line -> !line.startsWith("from"))).hasSize(5000);
    }

    @Test
    void readsNothingOutsideOfAMessageWhateverStandsInIt() {
        add(1, 96);
        add(4, 500);
        batch.flush();
        Random random = new Random(7);
        RecordReader reader = new RecordReader();
        byte[] whole = messages.get(0);
        for (int i = 0; i < 50_000; i++) {
            byte[] damaged = whole.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            int length = random.nextInt(damaged.length + 1);
            if (reader.wrap(new UnsafeBuffer(damaged), 0, length)) {
                while (reader.next()) {
                    assertThat(reader.body().capacity()).isBetween(0, length);
                }
            }
        }
    }
}

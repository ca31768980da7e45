package io.quotegate.gateway.grpc.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Int64Value;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.fanout.watch.QuoteWatcher;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.session.RecordingOutlet;
import io.quotegate.testkit.LeakCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class SharedWatchTest {
    private static final int MANY = 1000;
    private static final int GRPC_HEADER_BYTES = 5;

    private final TestLoop loop = new TestLoop();
    private final Counted watched = new Counted();
    private final List<String> gone = new ArrayList<>();
    private final Set<QuoteWatcher> turns = new LinkedHashSet<>(); // that are waited for

    /** A number that changes when a test says so, and counts what it costs. */
    private static final class Counted implements Watched<Long> {
        long value = 1;
        int computed;
        int encoded;
        boolean begun;
        Runnable changed = () -> {};

        @Override
        public Long answer() {
            if (value < 0) {
                throw Status.NOT_FOUND.asRuntimeException();
            }
            computed++;
            return value;
        }

        @Override
        public boolean isNew(Long next, Long told) {
            return !next.equals(told);
        }

        @Override
        public MessageLite message(Long answer) {
            encoded++;
            return Int64Value.of(answer);
        }

        @Override
        public void begin(Runnable whenChanged) {
            begun = true;
            changed = whenChanged;
        }

        @Override
        public void end() {
            begun = false;
        }

        void set(long newValue) {
            value = newValue;
            changed.run();
        }
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private SharedWatch<Long> watch() {
        return new SharedWatch<>(watched, loop.context.writer(), turns::add, () -> gone.add("gone"));
    }

    /** The client takes messages again, and it is its turn. */
    private void ready(SharedWatch<Long>.Listener listener) {
        listener.onReady();
        turns.forEach(QuoteWatcher::onChange);
        turns.clear();
    }

    private static SharedWatch<Long>.Listener join(SharedWatch<Long> watch, RecordingOutlet outlet, WireFormat format) {
        return watch.join(outlet, format, () -> {}, error -> outlet.fail(error));
    }

    private static List<Long> numbers(RecordingOutlet outlet, WireFormat format) {
        return outlet.take().stream()
                .map(bytes ->
                        format == WireFormat.GRPC_TEXT ? Base64.getDecoder().decode(bytes) : bytes)
                .map(SharedWatchTest::number)
                .toList();
    }

    private static long number(byte[] framed) {
        try {
            return Int64Value.parseFrom(Arrays.copyOfRange(framed, GRPC_HEADER_BYTES, framed.length))
                    .getValue();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void computesOncePerChangeAndEncodesOncePerFramingHoweverManyListen() {
        SharedWatch<Long> watch = watch();
        List<RecordingOutlet> outlets = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            RecordingOutlet outlet = new RecordingOutlet();
            outlets.add(outlet);
            join(watch, outlet, i % 2 == 0 ? WireFormat.GRPC : WireFormat.GRPC_TEXT);
        }
        int computed = watched.computed;
        int encoded = watched.encoded;
        watched.set(2);
        watched.set(2); // the same again: nothing is new
        watched.set(3);
        assertThat(watched.computed - computed).isEqualTo(3);
        assertThat(watched.encoded - encoded).as("two changes in two framings").isEqualTo(4);
        for (int i = 0; i < MANY; i++) {
            assertThat(numbers(outlets.get(i), i % 2 == 0 ? WireFormat.GRPC : WireFormat.GRPC_TEXT))
                    .containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void tellsASlowClientTheNewestWhenItTakesIt() {
        RecordingOutlet slow = new RecordingOutlet();
        RecordingOutlet other = new RecordingOutlet();
        SharedWatch<Long> watch = watch();
        SharedWatch<Long>.Listener listener = join(watch, slow, WireFormat.GRPC);
        join(watch, other, WireFormat.GRPC);
        slow.writable = false;
        watched.set(2);
        watched.set(3);
        slow.writable = true;
        ready(listener);
        ready(listener);
        watched.set(4);
        assertThat(numbers(slow, WireFormat.GRPC)).containsExactly(1L, 3L, 4L);
        assertThat(numbers(other, WireFormat.GRPC)).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void computesNothingWhileNobodyTakesIt() {
        RecordingOutlet slow = new RecordingOutlet();
        SharedWatch<Long> watch = watch();
        SharedWatch<Long>.Listener listener = join(watch, slow, WireFormat.GRPC);
        slow.writable = false;
        int computed = watched.computed;
        for (long value = 2; value < MANY; value++) {
            watched.set(value);
        }
        assertThat(watched.computed - computed).isZero();
        slow.writable = true;
        ready(listener);
        ready(listener);
        assertThat(watched.computed - computed).isEqualTo(1);
        assertThat(numbers(slow, WireFormat.GRPC)).containsExactly(1L, MANY - 1L);
    }

    @Test
    void endsAlsoThoseWhoTookNothingWhenThereIsNoAnswerAnyMore() {
        RecordingOutlet slow = new RecordingOutlet();
        SharedWatch<Long> watch = watch();
        SharedWatch<Long>.Listener listener = join(watch, slow, WireFormat.GRPC);
        slow.writable = false;
        watched.set(-1);
        slow.writable = true;
        ready(listener);
        assertThat(slow.isEnding()).isTrue();
        assertThat(watched.begun).isFalse();
    }

    @Test
    void catchesUpInTurnsHoweverManyTakeMessagesAgainAtOnce() {
        List<RecordingOutlet> outlets = new ArrayList<>();
        List<SharedWatch<Long>.Listener> listeners = new ArrayList<>();
        SharedWatch<Long> watch = watch();
        for (int i = 0; i < MANY; i++) {
            RecordingOutlet outlet = new RecordingOutlet();
            outlets.add(outlet);
            listeners.add(join(watch, outlet, WireFormat.GRPC));
            outlet.take();
            outlet.writable = false;
        }
        watched.set(2);
        outlets.forEach(outlet -> outlet.writable = true);
        listeners.forEach(SharedWatch.Listener::onReady);
        listeners.forEach(SharedWatch.Listener::onReady);
        assertThat(outlets).as("told at once").allMatch(outlet -> outlet.take().isEmpty());
        assertThat(turns).hasSize(MANY);
        turns.forEach(QuoteWatcher::onChange);
        assertThat(outlets).allMatch(outlet -> numbers(outlet, WireFormat.GRPC).equals(List.of(2L)));
    }

    @Test
    void endsWithTheLastWhoListens() {
        SharedWatch<Long> watch = watch();
        SharedWatch<Long>.Listener one = join(watch, new RecordingOutlet(), WireFormat.GRPC);
        SharedWatch<Long>.Listener other = join(watch, new RecordingOutlet(), WireFormat.GRPC);
        one.close();
        one.close();
        assertThat(watched.begun).isTrue();
        other.close();
        assertThat(watched.begun).isFalse();
        assertThat(gone).hasSize(1);
    }

    @Test
    void endsAllWhenThereIsNoAnswerAnyMore() {
        SharedWatch<Long> watch = watch();
        RecordingOutlet outlet = new RecordingOutlet();
        join(watch, outlet, WireFormat.GRPC);
        watched.set(-1);
        assertThat(outlet.isEnding()).isTrue();
        assertThat(watched.begun).isFalse();
        assertThat(gone).hasSize(1);
    }

    @Test
    void refusesWhoComesWhenThereIsNoAnswer() {
        SharedWatch<Long> watch = watch();
        watched.value = -1;
        RecordingOutlet outlet = new RecordingOutlet();
        assertThatThrownBy(() -> join(watch, outlet, WireFormat.GRPC)).isInstanceOf(StatusRuntimeException.class);
        watch.endIfUnused();
        assertThat(outlet.take()).isEmpty();
        assertThat(watched.begun).isFalse();
    }
}

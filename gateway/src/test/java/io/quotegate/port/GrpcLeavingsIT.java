package io.quotegate.port;

import static io.quotegate.gateway.testkit.Http2Frames.DATA;
import static io.quotegate.gateway.testkit.Http2Frames.END_STREAM;
import static io.quotegate.gateway.testkit.Http2Frames.HEADERS;
import static io.quotegate.gateway.testkit.Http2Frames.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.internal.PriorityQueue;
import io.quotegate.gateway.testkit.Http2Frame;
import io.quotegate.gateway.testkit.Http2Frames;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Calls that end otherwise than they should leave nothing behind: no stream, no sleeping service, no timer, no
 * subscription, no buffer. {@code -Dquotegate.leavings=100000} makes it that many of each.
 */
@Timeout(1800)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrpcLeavingsIT {
    private static final int CALLS = Integer.getInteger("quotegate.leavings", 2000);
    private static final int AT_A_TIME = 50; // of the 100 streams that a connection may have
    private static final int RESETS = 500; // of one connection, below what counts as a flood
    private static final String SLEEP = "/quotegate.test.Oracle/Sleep";
    private static final String STREAM = "/quotegate.v1.QuoteService/StreamQuotes";
    private static final String MESSAGE = "00 00000000";

    private final OracleCalls calls = new OracleCalls();
    private final long pinnedBefore = pinnedBytes();
    private SimulatedMarket market;
    private int timersBefore;
    private int sleptBefore;

    @BeforeAll
    void start() throws IOException {
        market = new SimulatedMarket(200, List.of(calls), "server.event-loops=1");
        try (Http2Probe probe = open()) {
            call(probe, 1, SLEEP, "", MESSAGE, END_STREAM);
            SimulatedMarket.await("a first call", () -> calls.asleep() == 1);
        }
        awaitNothing();
        timersBefore = quietTimers();
    }

    @AfterAll
    void stop() {
        market.close();
        SimulatedMarket.await(
                "no buffer alive: " + pinnedBytes() + " of " + pinnedBefore + " before",
                () -> pinnedBytes() <= pinnedBefore);
    }

    @BeforeEach
    void count() {
        sleptBefore = calls.slept();
    }

    @AfterEach
    void leavesNothingBehind() {
        awaitNothing();
        SimulatedMarket.await("as many timers as before", () -> timers() <= timersBefore);
    }

    /** Bytes of buffers that somebody holds; what lies in caches is not among them. */
    static long pinnedBytes() {
        return PooledByteBufAllocator.DEFAULT.pinnedDirectMemory() + PooledByteBufAllocator.DEFAULT.pinnedHeapMemory();
    }

    private void awaitNothing() {
        SimulatedMarket.await("nobody asleep", () -> calls.asleep() == 0);
        for (String gauge : List.of(
                "quotegate_streams",
                "quotegate_connections{protocol=\"grpc\"}",
                "quotegate_connections{protocol=\"http2\"}")) {
            SimulatedMarket.await("no " + gauge, () -> market.metric(gauge) == 0);
        }
    }

    /** The most timers there are while nobody is connected: periodic ones, and of the fan-out. */
    private int quietTimers() {
        int most = 0;
        for (int look = 0; look < 200; look++) {
            most = Math.max(most, timers());
        }
        return most;
    }

    /** Timers of the one event loop, counted on it. */
    private int timers() {
        assertThat(calls.loops()).hasSize(1);
        EventExecutor loop = calls.loops().iterator().next();
        try {
            return loop.submit(() -> queue(loop).size()).get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static PriorityQueue<?> queue(EventExecutor loop) throws ReflectiveOperationException {
        Class<?> type = loop.getClass();
        while (!type.getSimpleName().equals("AbstractScheduledEventExecutor")) {
            type = type.getSuperclass();
        }
        Field field = type.getDeclaredField("scheduledTaskQueue");
        field.setAccessible(true);
        return (PriorityQueue<?>) field.get(loop);
    }

    private Http2Probe open() throws IOException {
        return Http2Probe.open(market.gateway().address()).send(new Http2Frames().windowUpdate(0, 100_000_000));
    }

    private static void call(Http2Probe probe, int stream, String path, String timeout, String body, int flags)
            throws IOException {
        String[] head = timeout.isEmpty()
                ? request("POST", path, "content-type", "application/grpc", "te", "trailers")
                : request("POST", path, "content-type", "application/grpc", "te", "trailers", "grpc-timeout", timeout);
        probe.send(new Http2Frames().headers(stream, false, head).frame(DATA, flags, stream, body));
    }

    @Test
    void whenCallsAreCancelled() throws IOException {
        for (int done = 0; done < CALLS; ) {
            try (Http2Probe probe = open()) {
                for (int i = 0; i < RESETS && done < CALLS; i++, done++) {
                    int stream = 2 * i + 1;
                    call(probe, stream, SLEEP, "1H", MESSAGE, i % 2 == 0 ? END_STREAM : 0);
                    probe.send(new Http2Frames().reset(stream, 8));
                }
                probe.sync();
            }
        }
        assertThat(calls.slept() - sleptBefore)
                .as("those whose request was whole")
                .isEqualTo((CALLS + 1) / 2);
    }

    @Test
    void whenStreamsOfQuotesAreCancelled() throws IOException {
        for (int done = 0; done < CALLS; ) {
            try (Http2Probe probe = open()) {
                for (int i = 0; i < RESETS && done < CALLS; i++, done++) {
                    int stream = 2 * i + 1;
                    call(probe, stream, STREAM, "", MESSAGE, END_STREAM);
                    probe.read(DATA);
                    probe.send(new Http2Frames().reset(stream, 8));
                }
                probe.sync();
            }
        }
    }

    @Test
    void whenConnectionsAreDroppedInTheMiddleOfCalls() throws IOException {
        for (int connection = 0; connection < CALLS; connection++) {
            Http2Probe probe = open();
            call(probe, 1, SLEEP, "1H", MESSAGE, END_STREAM);
            call(probe, 3, SLEEP, "", "00 0000ffff 0a", 0); // within a message
            call(probe, 5, STREAM, "1H", MESSAGE, END_STREAM);
            call(probe, 7, "/quotegate.v1.ConversionService/ConvertEach", "", MESSAGE.repeat(2) + "00", 0);
            probe.read(DATA);
            if (connection % 2 == 0) {
                probe.socket().drop();
            } else {
                probe.close();
            }
        }
        assertThat(calls.slept() - sleptBefore).isEqualTo(CALLS);
    }

    @Test
    void whenDeadlinesOfCallsExpire() throws IOException {
        expire(SLEEP, "3m");
        assertThat(calls.slept() - sleptBefore)
                .as("others expire before they begin")
                .isBetween(1, CALLS);
    }

    @Test
    void whenDeadlinesOfStreamsOfQuotesExpire() throws IOException {
        expire(STREAM, "7m");
    }

    private void expire(String path, String timeout) throws IOException {
        try (Http2Probe probe = open()) {
            for (int done = 0; done < CALLS; ) {
                int batch = Math.min(AT_A_TIME, CALLS - done);
                for (int i = 0; i < batch; i++, done++) {
                    call(probe, 2 * done + 1, path, timeout, MESSAGE, END_STREAM);
                }
                int bytes = 0;
                for (int ended = 0; ended < batch; ) {
                    Http2Frame frame = probe.read();
                    bytes += frame.type() == DATA ? frame.payload().length : 0;
                    if (frame.type() == HEADERS && frame.isEndOfStream()) {
                        assertThat(frame.fields().get("grpc-status")).hasToString("4");
                        ended++;
                    }
                }
                if (bytes > 0) {
                    probe.send(new Http2Frames().windowUpdate(0, bytes)); // as a client that reads does
                }
            }
        }
    }
}

package io.quotegate.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.quotegate.fault.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class EventLoopsTest {
    private static final NetTransport NIO = NetTransport.of(TransportKind.NIO);

    private final List<EventLoops> open = new ArrayList<>();
    private final Faults faults = new Faults();

    private EventLoops loops(LoopKind kind, int count) {
        EventLoops loops = new EventLoops(kind, count, NIO, faults);
        open.add(loops);
        return loops;
    }

    @AfterEach
    void shutDown() {
        open.forEach(loops -> loops.shutDown(5_000));
    }

    private static String threadOf(EventLoop loop) throws Exception {
        return loop.submit(() -> Thread.currentThread().getName()).get(1, TimeUnit.MINUTES);
    }

    @Test
    void givesVenuesAThreadOfTheirOwnWhereLoopsWait() throws Exception {
        EventLoops loops = loops(LoopKind.WAIT, 2);
        loops.start(loop -> () -> 0);
        assertThat(loops.servers()).hasSize(2).doesNotContain(loops.feed());
        assertThat(threadOf(loops.feed())).isEqualTo("feed-0");
        assertThat(threadOf(loops.servers().get(1))).startsWith("server-");
    }

    @Test
    void runsVenuesOnTheFirstLoopOfClientsWhereLoopsSpin() throws Exception {
        EventLoops loops = loops(LoopKind.SPIN, 2);
        assertThat(loops.servers()).hasSize(2).first().isSameAs(loops.feed());
        loops.start(loop -> () -> 0);
        assertThat(threadOf(loops.servers().get(0))).isEqualTo("server-0");
        assertThat(threadOf(loops.servers().get(1))).isEqualTo("server-1");
    }

    @Test
    void asksThePollerOfALoopThatSpinsAgainAndAgainAlsoAfterAFailure() throws Exception {
        EventLoops loops = loops(LoopKind.SPIN, 1);
        AtomicInteger turns = new AtomicInteger();
        CompletableFuture<Thread> third = new CompletableFuture<>();
        loops.start(loop -> () -> {
            int turn = turns.incrementAndGet();
            if (turn == 1) {
                throw new IllegalStateException("a batch that fails");
            }
            if (turn == 3) {
                third.complete(Thread.currentThread());
            }
            return 0;
        });
        assertThat(third.get(1, TimeUnit.MINUTES).getName()).isEqualTo("server-0");
        assertThat(threadOf(loops.feed())).as("tasks are run, too").isEqualTo("server-0");
        assertThat(faults.counts()).containsEntry("loops", 1L);
    }

    @ParameterizedTest
    @EnumSource(LoopKind.class)
    void endsItsThreads(LoopKind kind) {
        EventLoops loops = loops(kind, 1);
        loops.start(loop -> () -> 0);
        loops.shutDown(5_000);
        assertThat(loops.serverGroup().isTerminated()).isTrue();
        assertThat(loops.feed().isTerminated()).isTrue();
    }
}

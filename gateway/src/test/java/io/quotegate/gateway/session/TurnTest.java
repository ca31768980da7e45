package io.quotegate.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalIoHandler;
import io.quotegate.fault.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnTest {
    private static final int KIB = 1024;

    private final Turn turn = new Turn(new Faults().at("connections"), Turn.UNITS, Turn.UNITS_EACH);
    private final LongAdder waits = new LongAdder();
    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final List<Client> clients = new ArrayList<>();

    TurnTest() {
        loop.freezeTime();
    }

    /** One that has always something to be looked at. */
    private final class Client {
        final Turn.Share share = turn.share(loop.eventLoop(), this::read, waits);
        final int bytes;
        int messages;
        boolean gone;

        Client(int bytes) {
            this.bytes = bytes;
            clients.add(this);
        }

        void read() {
            while (!gone && share.isLeft()) {
                messages++;
                share.spend(1, bytes);
            }
        }
    }

    @AfterEach
    void close() {
        loop.finishAndReleaseAll();
    }

    private void nextTurn() {
        loop.advanceTimeBy(1, TimeUnit.NANOSECONDS);
        loop.runScheduledPendingTasks();
    }

    private int messages() {
        return clients.stream().mapToInt(client -> client.messages).sum();
    }

    @Test
    void givesOneConnectionItsPartOfATurnAndGoesOnInTheNext() {
        Client client = new Client(0);
        client.read();
        assertThat(client.messages).isEqualTo(Turn.UNITS_EACH);
        assertThat(turn.isAwaited()).isTrue();
        nextTurn();
        assertThat(client.messages).isEqualTo(2 * Turn.UNITS_EACH);
        assertThat(waits.sum()).isEqualTo(2);
    }

    @Test
    void givesAllConnectionsTogetherOneTurnAndEachItsPartInTime() {
        for (int i = 0; i < 20; i++) {
            new Client(0);
        }
        clients.forEach(Client::read);
        assertThat(messages()).isEqualTo(Turn.UNITS);
        for (int turns = 2; turns <= 6; turns++) {
            int before = messages();
            nextTurn();
            assertThat(messages() - before).as("work of turn %d", turns).isEqualTo(Turn.UNITS);
        }
        assertThat(clients).allMatch(client -> client.messages >= Turn.UNITS_EACH);
    }

    @Test
    void passesOverWhoUsedTooMuchForAsManyTurnsAsThatWas() {
        Client large = new Client(10 * Turn.UNITS_EACH * KIB);
        large.read();
        assertThat(large.messages).isEqualTo(1);
        int turns = 0;
        while (large.messages == 1) {
            nextTurn();
            turns++;
        }
        assertThat(turns).isEqualTo(10);
        assertThat(large.messages).isEqualTo(2);
    }

    @Test
    void letsSmallOnesGoOnBesideALargeOne() {
        Client large = new Client(Turn.UNITS_EACH * KIB);
        Client small = new Client(0);
        large.read();
        small.read();
        for (int i = 0; i < 8; i++) {
            nextTurn();
        }
        assertThat(small.messages).isGreaterThan(8 * Turn.UNITS_EACH);
    }

    @Test
    void beginsWithEachTurnOfTheLoopAndNotOnlyWhenSomebodyWaits() throws Exception {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
        try {
            EventLoop own = loops.next();
            Turn.Share share = turn.share(own, () -> {}, waits);
            for (int turns = 0; turns < 3; turns++) {
                CountDownLatch ended = new CountDownLatch(1);
                own.execute(() -> {
                    share.spend(1, (Turn.UNITS_EACH - 2) * KIB);
                    share.isLeft();
                    ((SingleThreadEventLoop) own).executeAfterEventLoopIteration(ended::countDown);
                });
                ended.await();
            }
            assertThat(waits.sum()).isZero();
        } finally {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
        }
    }

    @Test
    void forgetsWhoHasLeft() {
        Client gone = new Client(0);
        Client stays = new Client(0);
        gone.read();
        stays.read();
        gone.gone = true;
        nextTurn();
        assertThat(gone.messages).isEqualTo(Turn.UNITS_EACH);
        assertThat(stays.messages).isEqualTo(2 * Turn.UNITS_EACH);
    }
}

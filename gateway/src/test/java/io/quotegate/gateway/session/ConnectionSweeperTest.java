package io.quotegate.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.quotegate.fault.Faults;
import io.quotegate.gateway.auth.Callers;
import io.quotegate.gateway.testkit.PacedChannel;
import io.quotegate.testkit.LeakCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class ConnectionSweeperTest {
    private final Faults faults = new Faults();
    private final ConnectionSweeper sweeper = new ConnectionSweeper(faults.at("connections"));
    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final List<Client> clients = new ArrayList<>();

    /** A client that says a byte on parting, which its socket does not take yet. */
    private final class Client implements ProtocolSession {
        final PacedChannel channel = new PacedChannel(0, 1_000);
        final Connection connection = new Connection(channel, sweeper, new ConnectionMetrics(), 100, Callers.anybody());
        int looks;
        boolean leavesWhenLookedAt;
        boolean failsWhenLookedAt;
        DisconnectReason told = DisconnectReason.CLIENT_CLOSED;

        Client() {
            channel.pipeline().addLast(new ConnectionTail(connection));
            connection.speak(Protocol.JSON, this);
            clients.add(this);
        }

        @Override
        public void onTime(long nowNs) {
            looks++;
            if (failsWhenLookedAt) {
                throw new OutOfMemoryError("of this test");
            }
            if (leavesWhenLookedAt) {
                channel.close();
            }
        }

        @Override
        public ByteBuf farewell(DisconnectReason reason) {
            told = reason;
            return Unpooled.wrappedBuffer(new byte[1]);
        }

        @Override
        public void stopReading() {}
    }

    @AfterEach
    void close() {
        clients.forEach(client -> client.channel.finishAndReleaseAll());
        loop.finish();
    }

    private void sweep(long everyNs) {
        loop.advanceTimeBy(everyNs, TimeUnit.NANOSECONDS);
        loop.runScheduledPendingTasks();
    }

    @Test
    void looksAtEveryConnectionSeveralTimesPerDeadline() {
        loop.freezeTime();
        Client one = new Client();
        sweeper.start(loop.eventLoop(), TimeUnit.MILLISECONDS.toNanos(400));
        Client other = new Client();
        for (int i = 0; i < 4; i++) {
            sweep(TimeUnit.MILLISECONDS.toNanos(100));
        }
        assertThat(one.looks).isEqualTo(4);
        assertThat(other.looks).isEqualTo(4);
    }

    @Test
    void looksNeitherTooSeldomNorTooOften() {
        loop.freezeTime();
        Client client = new Client();
        sweeper.start(loop.eventLoop(), TimeUnit.HOURS.toNanos(1));
        sweep(TimeUnit.MILLISECONDS.toNanos(250));
        assertThat(client.looks).isEqualTo(1);
        EmbeddedChannel hasty = new EmbeddedChannel();
        hasty.freezeTime();
        sweeper.start(hasty.eventLoop(), 1);
        hasty.advanceTimeBy(9, TimeUnit.MILLISECONDS);
        hasty.runScheduledPendingTasks();
        assertThat(client.looks).isEqualTo(1);
        hasty.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        hasty.runScheduledPendingTasks();
        assertThat(client.looks).isEqualTo(2);
        hasty.finish();
    }

    @Test
    void missesNobodyWhenSomeLeaveWhileItLooks() {
        loop.freezeTime();
        for (int i = 0; i < 6; i++) {
            new Client().leavesWhenLookedAt = i % 2 == 0;
        }
        sweeper.start(loop.eventLoop(), TimeUnit.SECONDS.toNanos(1));
        sweep(TimeUnit.MILLISECONDS.toNanos(250));
        assertThat(clients).allMatch(client -> client.looks == 1);
        assertThat(sweeper.count()).isEqualTo(3);
        sweep(TimeUnit.MILLISECONDS.toNanos(250));
        assertThat(clients).extracting(client -> client.looks).containsExactly(1, 2, 1, 2, 1, 2);
    }

    @Test
    void keepsACoarseClock() {
        loop.freezeTime();
        sweeper.start(loop.eventLoop(), TimeUnit.SECONDS.toNanos(1));
        long before = sweeper.nowNs();
        long realNs = System.nanoTime();
        assertThat(sweeper.nowNs()).as("it stands between two looks").isEqualTo(before);
        sweep(TimeUnit.MILLISECONDS.toNanos(250));
        assertThat(sweeper.nowNs()).isGreaterThanOrEqualTo(realNs);
    }

    @Test
    void saysGoodbyeToEveryoneAndClosesWhoWasToldBefore() {
        Client told = new Client();
        told.connection.end(DisconnectReason.IDLE_TIMEOUT);
        Client client = new Client();
        sweeper.endAll(DisconnectReason.SERVER_SHUTDOWN);
        assertThat(client.told).isEqualTo(DisconnectReason.SERVER_SHUTDOWN);
        assertThat(client.channel.isOpen()).as("until it is read").isTrue();
        assertThat(told.told).isEqualTo(DisconnectReason.IDLE_TIMEOUT);
        assertThat(told.channel.isOpen()).isFalse();
        assertThat(sweeper.count()).isEqualTo(1);
        client.channel.takeMore(1);
        assertThat(sweeper.count()).isZero();
    }

    @Test
    void closesWhoIsLeft() {
        Client told = new Client();
        told.connection.end(DisconnectReason.IDLE_TIMEOUT);
        Client client = new Client();
        sweeper.closeAll();
        assertThat(told.channel.isOpen()).isFalse();
        assertThat(client.channel.isOpen()).isFalse();
        assertThat(sweeper.count()).isZero();
    }

    @Test
    void closesAConnectionThatFailsAndLooksAtTheOthersAsBefore() {
        loop.freezeTime();
        Client before = new Client();
        Client failing = new Client();
        Client after = new Client();
        failing.failsWhenLookedAt = true;
        sweeper.start(loop.eventLoop(), TimeUnit.SECONDS.toNanos(1));
        sweep(TimeUnit.MILLISECONDS.toNanos(250));
        sweep(TimeUnit.MILLISECONDS.toNanos(250));
        assertThat(failing.channel.isOpen()).isFalse();
        assertThat(failing.looks).isOne();
        assertThat(before.looks).isEqualTo(2);
        assertThat(after.looks).isEqualTo(2);
        assertThat(faults.counts()).containsEntry("connections", 1L);
    }
}

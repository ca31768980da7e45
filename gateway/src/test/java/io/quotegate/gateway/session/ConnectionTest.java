package io.quotegate.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.quotegate.fault.Faults;
import io.quotegate.gateway.auth.Callers;
import io.quotegate.gateway.testkit.PacedChannel;
import io.quotegate.testkit.LeakCheck;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class ConnectionTest {
    private static final int WATER_MARK = PacedChannel.WRITE_OVERHEAD + 20;

    private static final long HEARTBEAT_NS = TimeUnit.SECONDS.toNanos(15);
    private static final int PENDING_LIMIT = 1000;
    /** What is one write and fills the limit. */
    private static final String MOST = "x".repeat(PENDING_LIMIT - PacedChannel.WRITE_OVERHEAD);

    /** Whoever is at the other end reads nothing at first. */
    private final PacedChannel channel = new PacedChannel(0, WATER_MARK);

    private final ConnectionMetrics metrics = new ConnectionMetrics();
    private final ConnectionSweeper sweeper = new ConnectionSweeper(new Faults().at("connections"));
    private final Connection connection = new Connection(channel, sweeper, metrics, PENDING_LIMIT, Callers.anybody());
    private final Session session = new Session();

    ConnectionTest() {
        channel.pipeline()
                .addLast(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
                        connection.resume();
                        if (session.inflates > 0 && connection.mayInflate()) {
                            session.inflates--;
                        }
                        connection.readOn();
                    }
                })
                .addLast(new ConnectionTail(connection));
    }

    /** Notes what it is asked. */
    private static final class Session implements ProtocolSession {
        final List<String> asked = new ArrayList<>();
        boolean drains;
        boolean conflated;
        int inflates; // so many pieces more

        @Override
        public void onTime(long nowNs) {
            asked.add("time " + nowNs);
        }

        @Override
        public boolean drains(DisconnectReason reason) {
            return drains;
        }

        @Override
        public boolean isConflated() {
            return conflated;
        }

        @Override
        public ByteBuf farewell(DisconnectReason reason) {
            asked.add("farewell " + reason.wireName());
            return words("bye");
        }

        @Override
        public void stopReading() {
            asked.add("stop");
        }
    }

    @BeforeEach
    void freezeTime() {
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private String taken() {
        return new String(channel.taken(), StandardCharsets.US_ASCII);
    }

    private void push(String text) {
        ByteBuf shared = words(text);
        connection.push(shared);
        shared.release();
    }

    private static ByteBuf words(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    @Test
    void waitsMinutesForASlowClientToReadWhyItEnds() {
        connection.writeAndFlush(words("what it did not read"));
        connection.end(DisconnectReason.SLOW_CONSUMER, words("why"));
        pass(14, TimeUnit.MINUTES);
        assertThat(channel.isOpen()).isTrue();
        pass(1, TimeUnit.MINUTES);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void doesNotWaitForASlowClientThatThereIsNothingToTell() {
        connection.writeAndFlush(words("what it did not read"));
        connection.end(DisconnectReason.SLOW_CONSUMER, Unpooled.EMPTY_BUFFER);
        pass(1, TimeUnit.SECONDS);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void waitsASecondForAnyoneElse() {
        connection.writeAndFlush(words("what it did not read"));
        connection.end(DisconnectReason.SERVER_SHUTDOWN, words("why"));
        pass(999, TimeUnit.MILLISECONDS);
        assertThat(channel.isOpen()).isTrue();
        pass(1, TimeUnit.MILLISECONDS);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void waitsForAClientThatSendsOnWhatIsTooLarge() {
        connection.end(DisconnectReason.TOO_LARGE, words("too large"));
        for (int i = 0; i < 16; i++) {
            connection.dropped(1024 * 1024);
            pass(1, TimeUnit.SECONDS);
            assertThat(channel.isOpen()).isTrue();
        }
        connection.dropped(1);
        assertThat(channel.isOpen()).as("it sent 16 MiB").isFalse();
    }

    @Test
    void waitsNoLongerForAClientThatSendsNothingMoreOfWhatIsTooLarge() {
        connection.end(DisconnectReason.TOO_LARGE, words("too large"));
        connection.dropped(1);
        pass(1, TimeUnit.SECONDS);
        assertThat(channel.isOpen()).isTrue();
        pass(1, TimeUnit.SECONDS);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void waitsHalfAMinuteAtMostForWhatIsTooLarge() {
        connection.end(DisconnectReason.TOO_LARGE, words("too large"));
        for (int i = 0; i < 31; i++) {
            assertThat(channel.isOpen()).isTrue();
            connection.dropped(1);
            pass(1, TimeUnit.SECONDS);
        }
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void sendsWhatWaitsForASlowClientWhenItTakesItAndAnswersBehind() {
        connection.writeAndFlush(words("123456789012345678901")); // more than the water mark
        push("a");
        connection.write(words("b"));
        connection.writeAndFlush(words("c"));
        connection.writeFirst(words("!")); // a pong, say
        connection.flush();
        assertThat(connection.unsentBytes())
                .isEqualTo(25 + 2 * PacedChannel.WRITE_OVERHEAD); // those that wait are not written yet
        assertThat(connection.isWritable()).isFalse();
        channel.takeMore(100);
        assertThat(taken()).isEqualTo("123456789012345678901!abc");
        assertThat(connection.isWritable()).isTrue();
        assertThat(connection.unsentBytes()).isZero();
    }

    @Test
    void sendsWhatWaitsBeforeItsLastWords() {
        connection.writeAndFlush(words("123456789012345678901"));
        push("a");
        connection.end(DisconnectReason.SERVER_SHUTDOWN, words("bye"));
        channel.takeMore(100);
        assertThat(taken()).isEqualTo("123456789012345678901abye");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void throwsAwayWhatWaitsForASlowClientSoThatItComesToTheReason() {
        connection.writeAndFlush(words("123456789012345678901"));
        push("a");
        connection.end(DisconnectReason.SLOW_CONSUMER, words("bye"));
        channel.takeMore(100);
        assertThat(taken()).isEqualTo("123456789012345678901bye");
    }

    @Test
    void losesWhatWaitsWhenTheClientIsGone() {
        connection.writeAndFlush(words("123456789012345678901"));
        push("a");
        channel.close();
        assertThat(metrics.disconnects(Protocol.UNKNOWN, DisconnectReason.CLIENT_CLOSED))
                .isEqualTo(1);
        assertThat(connection.unsentBytes()).isZero();
        connection.resume();
        connection.gone();
        assertThat(metrics.disconnects(Protocol.UNKNOWN, DisconnectReason.CLIENT_CLOSED))
                .as("once")
                .isEqualTo(1);
        assertThat(sweeper.count()).isZero();
    }

    @Test
    void hasItsProtocolSayGoodbyeAndReadNoMore() {
        connection.speak(Protocol.FRAMES, session);
        connection.end(DisconnectReason.IDLE_TIMEOUT);
        connection.end(DisconnectReason.SERVER_SHUTDOWN); // the first reason stands
        connection.end(DisconnectReason.SERVER_SHUTDOWN, words("lost"));
        connection.onTime(7);
        assertThat(session.asked).containsExactly("farewell idle_timeout", "stop");
        channel.takeMore(100);
        assertThat(taken()).isEqualTo("bye");
        assertThat(metrics.disconnects(Protocol.FRAMES, DisconnectReason.IDLE_TIMEOUT))
                .isEqualTo(1);
        assertThat(metrics.disconnects(Protocol.FRAMES, DisconnectReason.SERVER_SHUTDOWN))
                .isZero();
    }

    @Test
    void livesOnWhileItsProtocolDrains() {
        connection.speak(Protocol.HTTP, session);
        session.drains = true;
        connection.end(DisconnectReason.SERVER_SHUTDOWN);
        assertThat(connection.isEnding()).isFalse();
        connection.onTime(7);
        session.drains = false;
        connection.end(DisconnectReason.SERVER_SHUTDOWN);
        assertThat(session.asked).containsExactly("time 7", "farewell server_shutdown", "stop");
    }

    @Test
    void saysNothingWhileItHasNoProtocol() {
        connection.onTime(7);
        connection.end(DisconnectReason.NOT_AVAILABLE);
        assertThat(channel.isOpen()).isFalse();
        assertThat(taken()).isEmpty();
    }

    @Test
    void livesOnWithoutTheClientsHalfUntilAllIsAnswered() {
        channel.takeMore(100);
        connection.speak(Protocol.FRAMES, session);
        session.drains = true;
        closeClientsHalf();
        assertThat(connection.isInputClosed()).isTrue();
        assertThat(connection.isEnding()).isFalse();
        connection.writeAndFlush(words("part"));
        connection.flush();
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isTrue();
        session.drains = false;
        connection.write(words("last"));
        connection.flush();
        channel.runPendingTasks();
        assertThat(taken()).isEqualTo("partlastbye");
        assertThat(channel.isOpen()).isFalse();
        assertThat(metrics.disconnects(Protocol.FRAMES, DisconnectReason.CLIENT_CLOSED))
                .isEqualTo(1);
    }

    @Test
    void noticesInTimeThatAllIsAnsweredWhereNothingWasSent() {
        connection.speak(Protocol.FRAMES, session);
        session.drains = true;
        closeClientsHalf();
        session.drains = false;
        connection.onTime(sweeper.nowNs());
        channel.takeMore(100);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void endsAtOnceWithoutTheClientsHalfWhereNothingIsOwed() {
        closeClientsHalf();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void closesAtOnceWhenTheClientClosesItsHalfBehindTheLastWords() {
        channel.takeMore(3);
        connection.writeAndFlush(words("part"));
        connection.end(DisconnectReason.COMPLETED, words("!"));
        closeClientsHalf();
        assertThat(channel.isOpen()).as("there is still something to take").isTrue();
        channel.takeMore(100);
        assertThat(taken()).isEqualTo("part!");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void givesAClientAMinuteForEveryPieceOfWhatItAskedFor() {
        long nowNs = sweeper.nowNs();
        connection.writeAndFlush(words("what it reads slowly"));
        connection.end(DisconnectReason.COMPLETED, words("!"));
        pass(59, TimeUnit.SECONDS);
        connection.onTime(nowNs + TimeUnit.SECONDS.toNanos(59));
        channel.takeMore("what it reads slowly".length());
        connection.onTime(nowNs + TimeUnit.SECONDS.toNanos(100));
        connection.onTime(nowNs + TimeUnit.SECONDS.toNanos(159));
        assertThat(channel.isOpen()).isTrue();
        connection.onTime(nowNs + TimeUnit.SECONDS.toNanos(160));
        assertThat(channel.isOpen()).as("it took nothing for a minute").isFalse();
    }

    @Test
    void doesNotKeepAHalfThatTakesNothingOrIsGivenNothing() {
        connection.speak(Protocol.HTTP, session);
        session.drains = true;
        closeClientsHalf();
        long nowNs = sweeper.nowNs();
        connection.onTime(nowNs + TimeUnit.SECONDS.toNanos(59));
        assertThat(channel.isOpen()).isTrue();
        connection.onTime(nowNs + TimeUnit.SECONDS.toNanos(60));
        assertThat(channel.isOpen()).isFalse();
        assertThat(metrics.disconnects(Protocol.HTTP, DisconnectReason.CLIENT_CLOSED))
                .isEqualTo(1);
    }

    // Who takes nothing

    /** Looks as often as the sweeper would, for {@code heartbeats} of a quarter of a minute. */
    private long idle(long fromNs, int heartbeats) {
        long nowNs = fromNs;
        for (int i = 0; i < heartbeats; i++) {
            nowNs += HEARTBEAT_NS;
            connection.onTime(nowNs);
        }
        return nowNs;
    }

    @Test
    void givesUpAClientThatTakesNothingOfItsAnswersForFourHeartbeats() {
        connection.speak(Protocol.FRAMES, session);
        connection.writeAndFlush(words("an answer"));
        connection.onTime(sweeper.nowNs());
        long nowNs = idle(sweeper.nowNs(), 3);
        channel.takeMore(1);
        connection.writeAndFlush(words("another")); // more waits than before, and still it takes something
        nowNs = idle(nowNs, 4);
        assertThat(connection.isEnding()).isFalse();
        idle(nowNs, 1);
        assertThat(connection.isEnding()).isTrue();
        assertThat(metrics.disconnects(Protocol.FRAMES, DisconnectReason.SLOW_CONSUMER))
                .isEqualTo(1);
        channel.takeMore(100);
        assertThat(taken()).as("it came back, and is told why").isEqualTo("an answeranotherbye");
    }

    @Test
    void keepsNothingForAClientThatHasMuchAndTakesNothing() {
        connection.speak(Protocol.FRAMES, session);
        session.conflated = true;
        connection.writeAndFlush(words("x".repeat(4 * WATER_MARK)));
        connection.onTime(sweeper.nowNs());
        idle(sweeper.nowNs(), 4);
        assertThat(metrics.disconnects(Protocol.FRAMES, DisconnectReason.SLOW_CONSUMER))
                .isEqualTo(1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void letsAClientSleepThatIsOnlyPushedTheNewest() {
        connection.speak(Protocol.FRAMES, session);
        session.conflated = true;
        connection.writeAndFlush(words("a push"));
        connection.onTime(sweeper.nowNs());
        idle(sweeper.nowNs(), 100);
        assertThat(connection.isEnding()).isFalse();
    }

    @Test
    void doesNotCountTheTimeInWhichNothingIsReadAsThatOfAMessage() {
        long nowNs = sweeper.nowNs();
        connection.heard(true);
        connection.writeAndFlush(words(MOST + "1"));
        connection.restrain();
        assertThat(connection.incompleteNs(nowNs + HEARTBEAT_NS)).isZero();
        channel.takeMore(MOST.length() + 1);
        assertThat(connection.incompleteNs(nowNs + 1)).isEqualTo(1);
    }

    private void closeClientsHalf() {
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }

    @Test
    void tellsABreakOfTheNetworkFromAFailureOfOurs() {
        channel.pipeline().fireExceptionCaught(new ClosedChannelException());
        assertThat(channel.isOpen()).as("what was written behind the end").isTrue();
        channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
        assertThat(channel.isOpen()).isFalse();
        assertThat(metrics.disconnects(Protocol.UNKNOWN, DisconnectReason.CONNECTION_LOST))
                .isEqualTo(1);
        PacedChannel other = new PacedChannel(0, WATER_MARK);
        Connection failing = new Connection(other, sweeper, metrics, PENDING_LIMIT, Callers.anybody());
        failing.lost(new IllegalStateException("a fault of ours, on purpose"));
        failing.lost(new IllegalStateException("and another, behind it"));
        assertThat(other.isOpen()).isFalse();
        assertThat(metrics.disconnects(Protocol.UNKNOWN, DisconnectReason.INTERNAL_ERROR))
                .isEqualTo(1);
        failing.gone();
        assertThat(metrics.open(Protocol.UNKNOWN)).isZero();
    }

    @Test
    void keepsNoTimerForAClientThatLeaves() {
        connection.end(DisconnectReason.SERVER_SHUTDOWN, words("bye"));
        channel.takeMore(100);
        assertThat(channel.runScheduledPendingTasks()).isEqualTo(-1);
    }

    @Test
    void readsNoMoreWhileAClientDoesNotTakeItsAnswers() {
        connection.write(words(MOST));
        connection.restrain();
        assertThat(channel.config().isAutoRead()).isTrue();
        connection.write(words("1"));
        connection.restrain();
        assertThat(channel.config().isAutoRead()).isFalse();
        channel.takeMore(MOST.length() + 1);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void readsNoMoreWhileALongMessageOfItsIsInflated() {
        for (int asked = 0; asked < 2; asked++) {
            assertThat(connection.mayInflate()).isFalse();
        }
        assertThat(connection.restrain()).isFalse();
        assertThat(metrics.waitsForTurn.sum()).isEqualTo(1);
        session.inflates = 2;
        for (int pieces = 1; pieces >= 0; pieces--) {
            nextTurn();
            assertThat(session.inflates).isEqualTo(pieces);
            assertThat(channel.config().isAutoRead()).isFalse();
        }
        nextTurn();
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(connection.restrain()).isTrue();
    }

    private void nextTurn() {
        channel.advanceTimeBy(1, TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void readsOnWhereAFlushIsEnough() {
        channel.takeMore(PENDING_LIMIT);
        connection.write(words(MOST + "1"));
        connection.restrain();
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(taken()).hasSize(MOST.length() + 1);
    }

    @Test
    void readsOnWhenItEndsSoThatNothingUnreadResetsIt() {
        connection.write(words(MOST + "1"));
        connection.restrain();
        assertThat(channel.config().isAutoRead()).isFalse();
        connection.end(DisconnectReason.SLOW_CONSUMER, words("bye"));
        assertThat(channel.config().isAutoRead()).isTrue();
        connection.restrain();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void isNotQuietWhileSomethingWaits() {
        long nowNs = sweeper.nowNs();
        assertThat(connection.quietNs(nowNs + 9)).isEqualTo(9);
        connection.writeAndFlush(words("x"));
        assertThat(connection.quietNs(nowNs + 9)).isZero();
        channel.takeMore(1);
        assertThat(connection.quietNs(nowNs + 9)).isEqualTo(9);
        assertThat(connection.silentNs(nowNs + 9)).isEqualTo(9);
    }

    @Test
    void forgetsAnIncompleteMessageWhenItChangesProtocol() {
        long nowNs = sweeper.nowNs();
        connection.heard(true);
        assertThat(connection.incompleteNs(nowNs + 9)).isEqualTo(9);
        connection.speak(Protocol.JSON, session);
        assertThat(connection.incompleteNs(nowNs + 9)).isZero();
        assertThat(connection.protocol()).isEqualTo(Protocol.JSON);
        assertThat(metrics.open(Protocol.JSON)).isEqualTo(1);
    }

    @Test
    void throwsAwayWhatNoHandlerTook() {
        ByteBuf stray = words("stray");
        channel.writeInbound(stray);
        assertThat(stray.refCnt()).isZero();
    }

    private void pass(long duration, TimeUnit unit) {
        channel.advanceTimeBy(duration, unit);
        channel.runScheduledPendingTasks();
    }
}

package io.quotegate.gateway.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.fault.Faults;
import io.quotegate.gateway.auth.Callers;
import io.quotegate.gateway.testkit.PacedChannel;
import io.quotegate.testkit.LeakCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The one rule for clients that take less than they are sent, on a connection. */
@ExtendWith(LeakCheck.class)
class OutletTest {
    private static final int WATER_MARK = PacedChannel.WRITE_OVERHEAD + 10;
    private static final int PENDING_LIMIT = PacedChannel.WRITE_OVERHEAD + 30;

    private final ConnectionMetrics metrics = new ConnectionMetrics();
    private final PacedChannel channel = new PacedChannel(0, WATER_MARK);
    private final Connection connection = new Connection(
            channel, new ConnectionSweeper(new Faults().at("connections")), metrics, PENDING_LIMIT, Callers.anybody());

    OutletTest() {
        channel.pipeline().addLast(new ConnectionTail(connection));
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private static ByteBuf bytes(int length) {
        return Unpooled.copiedBuffer("x".repeat(length), US_ASCII);
    }

    private void push(int length) {
        ByteBuf shared = bytes(length);
        connection.push(shared);
        shared.release();
    }

    private boolean offer(int length) {
        ByteBuf shared = bytes(length);
        boolean taken = connection.offer(shared);
        shared.release();
        return taken;
    }

    @Test
    void countsTheBytesThatComeWithThoseThatWait() {
        push(20); // the first goes to the socket, however long
        assertThat(connection.isWritable()).isFalse();
        push(10);
        assertThat(connection.unsentBytes()).isEqualTo(PENDING_LIMIT);
        assertThat(connection.isEnding()).isFalse();
        push(1);
        assertThat(connection.isEnding()).isTrue();
        assertThat(metrics.disconnects(Protocol.UNKNOWN, DisconnectReason.SLOW_CONSUMER))
                .isEqualTo(1);
    }

    @Test
    void admitsUpToTheLimitAndEndsAboveIt() {
        assertThat(connection.admits(PENDING_LIMIT)).isTrue();
        assertThat(connection.isEnding()).isFalse();
        assertThat(connection.admits(PENDING_LIMIT + 1)).isFalse();
        assertThat(connection.isEnding()).isTrue();
    }

    @Test
    void offersOnlyWhatIsTakenNow() {
        assertThat(offer(11)).isTrue();
        assertThat(offer(1)).isFalse();
        assertThat(connection.unsentBytes()).isEqualTo(WATER_MARK + 1);
        channel.takeMore(10);
        assertThat(connection.isWritable()).as("until the buffer is gone").isFalse();
        channel.takeMore(1);
        assertThat(offer(1)).isTrue();
    }

    @Test
    void sendsNothingToWhoIsEnding() {
        connection.end(DisconnectReason.CLIENT_BYE, Unpooled.EMPTY_BUFFER);
        assertThat(offer(1)).isFalse();
        push(PENDING_LIMIT + 1);
        assertThat(metrics.disconnects(Protocol.UNKNOWN, DisconnectReason.SLOW_CONSUMER))
                .isZero();
        channel.takeMore(100);
        assertThat(channel.taken()).isEmpty();
    }
}

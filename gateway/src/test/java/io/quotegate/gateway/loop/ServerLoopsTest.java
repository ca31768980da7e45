package io.quotegate.gateway.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.embedded.EmbeddedChannel;
import io.quotegate.gateway.auth.Callers;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.ConnectionTail;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.gateway.testkit.PacedChannel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerLoopsTest {
    private final TestLoop one = new TestLoop();
    private final TestLoop other = new TestLoop();
    private final ServerLoops loops = new ServerLoops(List.of(one.context, other.context));

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    @Test
    void findsWhatTheConnectionsOfALoopShare() {
        assertThat(loops.of(one.context.eventLoop())).isSameAs(one.context);
        assertThat(loops.of(other.context.eventLoop())).isSameAs(other.context);
        assertThat(loops.contexts()).hasSize(2);
        assertThatThrownBy(() -> loops.of(new EmbeddedChannel().eventLoop())).isInstanceOf(NullPointerException.class);
    }

    @Test
    void endsEveryConnectionOnItsOwnLoop() {
        PacedChannel channel = new PacedChannel(100, 100);
        Connection connection =
                new Connection(channel, other.context.sweeper(), other.context.metrics(), 100, Callers.anybody());
        channel.pipeline().addLast(new ConnectionTail(connection));
        loops.endAll(DisconnectReason.SERVER_SHUTDOWN);
        assertThat(connection.isEnding()).as("before the loop turns").isFalse();
        one.turn();
        assertThat(connection.isEnding()).isFalse();
        other.turn();
        assertThat(channel.isOpen()).isFalse();
        assertThat(other.context.metrics().disconnects(Protocol.UNKNOWN, DisconnectReason.SERVER_SHUTDOWN))
                .isEqualTo(1);
    }
}

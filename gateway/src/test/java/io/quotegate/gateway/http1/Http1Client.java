package io.quotegate.gateway.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.gateway.auth.Callers;
import io.quotegate.gateway.http.ConnectionUpgrade;
import io.quotegate.gateway.http.HttpRouter;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.SiteRules;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.ConnectionTail;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.gateway.testkit.PacedChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client of HTTP/1.1 and its connection, without a socket: nothing happens before a test says so. */
final class Http1Client implements AutoCloseable {
    static final int WATER_MARK = 4_000;

    final PacedChannel channel;
    final Connection connection;

    private final TestLoop loop;
    private final StringBuilder heard = new StringBuilder();

    Http1Client(TestLoop loop, HttpRoutes routes) {
        this(loop, routes, settings -> null);
    }

    Http1Client(TestLoop loop, HttpRoutes routes, ConnectionUpgrade http2) {
        this.loop = loop;
        channel = new PacedChannel(Integer.MAX_VALUE, WATER_MARK);
        channel.freezeTime();
        connection = new Connection(
                channel,
                loop.context.sweeper(),
                loop.context.metrics(),
                loop.context.limits().pendingBytes(),
                Callers.anybody());
        channel.pipeline().addLast("tail", new ConnectionTail(connection));
        new Http1Server(new HttpRouter(routes, SiteRules.of(List.of(), false, List.of())), http2)
                .install(channel.pipeline(), connection, loop.context);
    }

    /** Sends {@code text} in one read. */
    Http1Client send(String text) {
        return send(Unpooled.copiedBuffer(text, ISO_8859_1));
    }

    Http1Client send(ByteBuf bytes) {
        channel.writeInbound(bytes);
        return this;
    }

    /** Runs what was left to be done. */
    Http1Client turn() {
        channel.runPendingTasks();
        return this;
    }

    /** Everything that came since this was asked last, with the time left out. */
    String hear() {
        turn();
        heard.append(new String(channel.taken(), ISO_8859_1));
        String all = heard.toString().replaceAll("date: [^\r]*\r\n", "");
        heard.setLength(0);
        return all;
    }

    /** Lets {@code passed} pass since the connection was last heard. */
    void pass(Duration passed) {
        Http1Handler handler = channel.pipeline().get(Http1Handler.class);
        long nowNs = loop.context.sweeper().nowNs() + passed.toNanos();
        if (handler != null && !connection.isEnding()) {
            handler.onTime(nowNs);
        } else if (!connection.isEnding()) {
            channel.pipeline().get(TunnelHandler.class).onTime(nowNs);
        }
    }

    /** Whether the connection is over, or will be when the client has read why. */
    boolean isEnding() {
        return connection.isEnding();
    }

    /** How often connections of HTTP ended for {@code reason}. */
    long ended(DisconnectReason reason) {
        return loop.context.metrics().disconnects(Protocol.HTTP, reason);
    }

    @Override
    public void close() {
        channel.advanceTimeBy(1, TimeUnit.HOURS);
        channel.runScheduledPendingTasks();
        channel.finishAndReleaseAll();
    }
}

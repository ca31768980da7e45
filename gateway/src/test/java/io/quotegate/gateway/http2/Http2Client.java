package io.quotegate.gateway.http2;

import io.netty.buffer.Unpooled;
import io.quotegate.gateway.auth.Callers;
import io.quotegate.gateway.http.HttpRouter;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.SiteRules;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.ConnectionTail;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.gateway.testkit.Http2Frame;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.gateway.testkit.PacedChannel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client of HTTP/2 and its connection, without a socket: nothing happens before a test says so. */
final class Http2Client implements AutoCloseable {
    static final int WATER_MARK = 200_000;

    final PacedChannel channel;
    final Connection connection;
    final Http2Server server;

    private final TestLoop loop;
    private final Http2Frame.Reader reader = new Http2Frame.Reader(this::take);
    private InputStream taken = InputStream.nullInputStream();

    /** A client that has said nothing yet. */
    Http2Client(TestLoop loop, HttpRoutes routes) {
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
        server = new Http2Server(new HttpRouter(routes, SiteRules.of(List.of(), false, List.of())));
    }

    /** A client that has sent its preface and {@code first} frames, and has heard the server's settings. */
    static Http2Client open(TestLoop loop, HttpRoutes routes, Http2Frames first) {
        Http2Client client = new Http2Client(loop, routes);
        client.server.install(client.channel.pipeline(), client.connection, loop.context);
        client.send(new Http2Frames().text(Http2Frames.PREFACE));
        client.send(first);
        client.hear();
        return client;
    }

    /** The same with settings of no value. */
    static Http2Client open(TestLoop loop, HttpRoutes routes) {
        return open(loop, routes, new Http2Frames().frame(Http2Frames.SETTINGS, 0, 0, ""));
    }

    Http2Client send(Http2Frames frames) {
        channel.writeInbound(Unpooled.wrappedBuffer(frames.bytes()));
        return this;
    }

    private byte[] take(int count) throws IOException {
        return taken.readNBytes(count);
    }

    /** The frames that came since this was asked last. */
    List<Http2Frame> hear() {
        channel.runPendingTasks();
        List<Http2Frame> frames = new ArrayList<>();
        taken = new ByteArrayInputStream(channel.taken());
        try {
            while (taken.available() > 0) {
                frames.add(reader.next());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return frames;
    }

    Http2Handler handler() {
        return channel.pipeline().get(Http2Handler.class);
    }

    /** Lets {@code passed} pass since the connection was last heard. */
    void pass(Duration passed) {
        handler().onTime(loop.context.sweeper().nowNs() + passed.toNanos());
    }

    /** How often connections of HTTP/2 ended for {@code reason}. */
    long ended(DisconnectReason reason) {
        return loop.context.metrics().disconnects(Protocol.HTTP2, reason);
    }

    @Override
    public void close() {
        channel.advanceTimeBy(1, TimeUnit.HOURS);
        channel.runScheduledPendingTasks();
        channel.finishAndReleaseAll();
    }
}

package io.quotegate.bench.wire.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.handler.ssl.SslContext;
import io.quotegate.bench.wire.process.ProcessUse;
import io.quotegate.cli.wire.ClientFrames;
import io.quotegate.cli.wire.Traffic;
import io.quotegate.cli.wire.WireConnection;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.tls.ClientTls;
import io.quotegate.transport.ClientTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a load, on one event loop. {@link #open} and {@link #measure} may be called by any other thread;
 * everything else happens on that loop.
 */
public final class LoadRun implements WireConnection.Listener, AutoCloseable {
    private static final int READ_BYTES = 128 * 1024;
    private static final int MOST_CONNECTING = 128;
    private static final int CONNECT_TIMEOUT_MS = 10_000;

    private final WireLoadPlan plan;
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final Tally tally = new Tally();
    private final EpochNanoClock clock = new SystemEpochNanoClock();
    private final QuotePush push;
    private final List<ByteBuf> frames;
    private final @Nullable SslContext tls; // null for plain text
    private final List<CountedTraffic> traffics = new ArrayList<>(); // one for each connection
    private final CompletableFuture<Integer> opened = new CompletableFuture<>();

    private int started;
    private int connecting;
    private int open;

    public LoadRun(WireLoadPlan plan) {
        this.plan = plan;
        push = new QuotePush(plan.kind() == WireLoadPlan.Kind.SUBSCRIBE_GRPC);
        tls = plan.tls() ? believingAny() : null;
        loop = (plan.spin() ? ClientTransport.spinningGroup() : ClientTransport.group()).next();
        frames = plan.messages().stream()
                .map(message -> frame(plan.kind(), message))
                .toList();
        bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(ClientTransport.channels())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(READ_BYTES).maxMessagesPerRead(1));
    }

    private static SslContext believingAny() {
        try {
            return ClientTls.of(null, true).netty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuf frame(WireLoadPlan.Kind kind, String message) {
        if (kind == WireLoadPlan.Kind.SUBSCRIBE_GRPC) {
            return Unpooled.wrappedBuffer(GrpcStreamConnection.call(message));
        }
        if (kind == WireLoadPlan.Kind.REQUEST_HTTP) {
            return Unpooled.wrappedBuffer(HttpConnection.request(message));
        }
        boolean sbe = kind == WireLoadPlan.Kind.SUBSCRIBE_FRAMES_SBE;
        byte[] payload = (sbe ? message.replaceFirst("}$", ",\"format\":\"sbe\"}") : message).getBytes(UTF_8);
        return kind.isFrames() ? ClientFrames.prefixed(payload) : ClientFrames.webSocket(WebSocketFrames.TEXT, payload);
    }

    /** Makes all connections; done with their number when they can carry messages. */
    public CompletableFuture<Integer> open() {
        loop.execute(this::connectMore);
        return opened;
    }

    private void connectMore() {
        while (started < plan.connections() && connecting < MOST_CONNECTING && !opened.isDone()) {
            connect(started++);
        }
    }

    private void connect(int index) {
        connecting++;
        CountedTraffic traffic = traffic(index);
        traffics.add(traffic);
        InetSocketAddress server = new InetSocketAddress("127.0.0.1", plan.port());
        Bootstrap client = bootstrap.clone().handler(handlers(connection(traffic)));
        ChannelFuture future;
        int address = index / plan.perAddress();
        if (address == 0) {
            future = client.connect(server);
        } else {
            if (Epoll.isAvailable()) {
                client.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
            }
            future = client.connect(server, new InetSocketAddress("127.0.0." + (1 + address), 0));
        }
        future.addListener(done -> {
            if (!done.isSuccess()) {
                opened.completeExceptionally(done.cause());
            }
        });
    }

    private ChannelHandler handlers(ChannelHandler connection) {
        if (tls == null) {
            return connection;
        }
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(tls.newHandler(channel.alloc()), connection);
            }
        };
    }

    private ChannelHandler connection(Traffic traffic) {
        if (plan.kind() == WireLoadPlan.Kind.SUBSCRIBE_GRPC) {
            return new GrpcStreamConnection(traffic, this);
        }
        if (plan.kind() == WireLoadPlan.Kind.REQUEST_HTTP) {
            return new HttpConnection(traffic, this);
        }
        return plan.kind().isFrames()
                ? WireConnection.frames(traffic, this)
                : WireConnection.webSocket("127.0.0.1:" + plan.port(), plan.path(), fields(), traffic, this);
    }

    private String fields() {
        return switch (plan.kind()) {
            case SUBSCRIBE_SBE -> "Sec-WebSocket-Protocol: quotegate.v1.sbe\r\n";
            case SUBSCRIBE_DEFLATE -> "Sec-WebSocket-Extensions: permessage-deflate\r\n";
            case SUBSCRIBE_DEFLATE_EACH ->
                "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n";
            default -> "";
        };
    }

    private CountedTraffic traffic(int index) {
        ByteBuf frame = frames.get(index % frames.size());
        if (!plan.kind().isSubscriber()) {
            return new RequesterTraffic(frame, tally, plan.depth());
        }
        SequenceCheck check = index < plan.checked() ? new SequenceCheck(tally) : null;
        boolean counts = plan.kind().isDeflated() && check == null; // and no more: to inflate all takes too long
        int phase = counts ? Integer.MAX_VALUE : index % plan.sampleEvery();
        SubscriberTraffic traffic = new SubscriberTraffic(frame, tally, clock, push, check, plan.sampleEvery(), phase);
        return plan.kind().isDeflated() && !counts ? new InflatedTraffic(traffic) : traffic;
    }

    @Override
    public void onOpen() {
        connecting--;
        if (++open == plan.connections()) {
            opened.complete(open);
        }
        connectMore();
    }

    @Override
    public void onClosed(boolean wasOpen, String how) {
        tally.closed(how);
        if (wasOpen) {
            open--;
        }
        opened.completeExceptionally(new IllegalStateException("a connection ended before all were open: " + how));
    }

    /** Counts anew for {@code durationMs} and tells what came. */
    public CompletableFuture<WindowReport> measure(long durationMs) {
        CompletableFuture<WindowReport> report = new CompletableFuture<>();
        loop.execute(() -> {
            tally.reset();
            long[] before =
                    traffics.stream().mapToLong(CountedTraffic::messages).toArray();
            double cpuBefore = ProcessUse.cpuSeconds(plan.serverPid());
            long startNs = System.nanoTime();
            loop.schedule(() -> end(startNs, cpuBefore, before, report), durationMs, TimeUnit.MILLISECONDS);
        });
        return report;
    }

    private void end(long startNs, double cpuBefore, long[] before, CompletableFuture<WindowReport> report) {
        double seconds = (System.nanoTime() - startNs) / 1e9;
        double cpu = ProcessUse.cpuSeconds(plan.serverPid()) - cpuBefore;
        report.complete(tally.report(seconds, cpu, ProcessUse.rssBytes(plan.serverPid()), open, spread(before)));
    }

    private Tally.Spread spread(long[] before) {
        long least = Long.MAX_VALUE;
        long most = 0;
        int reached = 0;
        for (int i = 0; i < before.length; i++) {
            long count = traffics.get(i).messages() - before[i];
            least = Math.min(least, count);
            most = Math.max(most, count);
            reached += count > 0 ? 1 : 0;
        }
        return new Tally.Spread(least, most, reached);
    }

    @Override
    public void close() {
        loop.parent().shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        frames.forEach(ByteBuf::release);
    }
}

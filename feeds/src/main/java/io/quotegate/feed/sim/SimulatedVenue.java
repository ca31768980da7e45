package io.quotegate.feed.sim;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.quotegate.feed.FeedClock;
import io.quotegate.feed.sim.replay.RecordingSummary;
import io.quotegate.feed.sim.venue.VenueModel;
import io.quotegate.text.FailureText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One simulated venue: a server on the loopback address that speaks as the venue does. {@link #start} and
 * {@link #close} block and are for any thread but an event loop; the venue itself runs on a single event loop.
 */
public final class SimulatedVenue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedVenue.class);
    private static final int MAX_HTTP_BYTES = 64 * 1024;
    private static final int MAX_REQUEST_LINE_BYTES = 64 * 1024; // a thousand streams may be named in a URL
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int MAX_CHUNK_BYTES = 8 * 1024;
    private static final int REPLAY_UNSENT_BYTES = 256 * 1024;
    private static final long CLOSE_WITHIN_SECONDS = 5;

    private final Simulation simulation;
    private final @Nullable EventLoopGroup ownGroup;
    private final ControlApi control;

    private @Nullable Channel server;
    private @Nullable Channel restServer;
    private boolean closed;

    private SimulatedVenue(Simulation simulation, @Nullable EventLoopGroup ownGroup) {
        this.simulation = simulation;
        this.ownGroup = ownGroup;
        control = new ControlApi(simulation);
    }

    /**
     * Starts a venue on a thread of its own.
     *
     * @throws IOException if a port is taken, or the recording cannot be played
     */
    public static SimulatedVenue start(SimulatorOptions options) throws IOException {
        return start(options, VenueModels.of(options.venue()));
    }

    static SimulatedVenue start(SimulatorOptions options, VenueModel model) throws IOException {
        String thread = "sim-" + options.venue().wireName();
        EventLoopGroup group =
                new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(thread, true), NioIoHandler.newFactory());
        try {
            return start(options, model, group.next(), NioServerSocketChannel::new, group);
        } catch (IOException | RuntimeException e) {
            group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw e;
        }
    }

    /**
     * Starts a venue on one of the event loops of {@code group}, which stays the caller's.
     *
     * @param servers makes server sockets of the group's transport
     * @throws IOException if a port is taken, or the recording cannot be played
     */
    public static SimulatedVenue start(
            SimulatorOptions options, EventLoopGroup group, ChannelFactory<? extends ServerChannel> servers)
            throws IOException {
        return start(options, VenueModels.of(options.venue()), group.next(), servers, null);
    }

    private static SimulatedVenue start(
            SimulatorOptions options,
            VenueModel model,
            EventLoop loop,
            ChannelFactory<? extends ServerChannel> servers,
            @Nullable EventLoopGroup ownGroup)
            throws IOException {
        FeedClock clock = FeedClock.system();
        Path replay = options.replay();
        RecordingSummary recording =
                replay == null ? null : RecordingSummary.scan(replay, model.recordings(), clock.epochNs());
        Simulation simulation = new Simulation(options, model, recording, loop, clock);
        SimulatedVenue venue = new SimulatedVenue(simulation, ownGroup);
        try {
            venue.bind(servers);
        } catch (IOException e) {
            venue.close();
            throw e;
        }
        loop.submit(simulation::start).syncUninterruptibly();
        LOG.info(
                "{}: simulated on port {}, REST on port {}",
                options.venue().wireName(),
                venue.port(),
                venue.restPort());
        return venue;
    }

    private void bind(ChannelFactory<? extends ServerChannel> servers) throws IOException {
        SimulatorOptions options = simulation.options();
        Integer restPort = options.restPort();
        Set<VenueHttpHandler.Service> atPort = restPort == null
                ? EnumSet.allOf(VenueHttpHandler.Service.class)
                : EnumSet.of(VenueHttpHandler.Service.WEBSOCKET);
        server = bind(servers, options.port(), atPort);
        if (restPort != null) {
            restServer = bind(servers, restPort, EnumSet.of(VenueHttpHandler.Service.REST));
        }
    }

    private Channel bind(
            ChannelFactory<? extends ServerChannel> servers, int port, Set<VenueHttpHandler.Service> services)
            throws IOException {
        int unsentBytes = simulation.waitsForClients()
                ? REPLAY_UNSENT_BYTES
                : simulation.model().limits().maxUnsentBytes();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        ChannelFuture bound = new ServerBootstrap()
                .group(simulation.loop())
                .channelFactory(servers)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(unsentBytes / 2, unsentBytes))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel, services);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "port " + port + ": cannot be opened: " + FailureText.of(bound.cause()), bound.cause());
        }
        return bound.channel();
    }

    private void accept(Channel channel, Set<VenueHttpHandler.Service> services) {
        channel.pipeline()
                .addLast(new HttpServerCodec(MAX_REQUEST_LINE_BYTES, MAX_HEADER_BYTES, MAX_CHUNK_BYTES))
                .addLast(new HttpObjectAggregator(MAX_HTTP_BYTES))
                .addLast(new VenueHttpHandler(simulation, control, services));
    }

    /** Where WebSocket is served. */
    public int port() {
        return port(server);
    }

    /** Where REST and the control interface are served; the same as {@link #port()} unless another was asked for. */
    public int restPort() {
        return restServer == null ? port() : port(restServer);
    }

    /** What is inside, to be touched on its loop only. */
    Simulation simulation() {
        return simulation;
    }

    private static int port(@Nullable Channel bound) {
        if (bound == null) {
            throw new IllegalStateException("not bound");
        }
        return ((InetSocketAddress) bound.localAddress()).getPort();
    }

    /** Says goodbye to all clients and frees the ports. Waits for it, but not for long. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        closeServer(server);
        closeServer(restServer);
        if (!simulation.loop().isShuttingDown()) {
            simulation.loop().submit(simulation::stop).awaitUninterruptibly(CLOSE_WITHIN_SECONDS, TimeUnit.SECONDS);
        }
        if (ownGroup != null) {
            ownGroup.shutdownGracefully(0, 1, TimeUnit.SECONDS)
                    .awaitUninterruptibly(CLOSE_WITHIN_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static void closeServer(@Nullable Channel channel) {
        if (channel != null) {
            channel.close().awaitUninterruptibly(CLOSE_WITHIN_SECONDS, TimeUnit.SECONDS);
        }
    }
}

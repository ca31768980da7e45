package io.quotegate.app;

import static java.util.Objects.requireNonNull;

import io.grpc.protobuf.services.HealthStatusManager;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.quotegate.codec.json.JsonMessageEncoder;
import io.quotegate.codec.json.JsonRequestDecoder;
import io.quotegate.codec.proto.ProtoMessageEncoder;
import io.quotegate.codec.proto.ProtoRequestDecoder;
import io.quotegate.codec.websocket.MessageInflater;
import io.quotegate.config.GatewayConfig;
import io.quotegate.config.LoopKind;
import io.quotegate.feed.FeedLoop;
import io.quotegate.feed.Feeds;
import io.quotegate.gateway.exchange.FirstTaker;
import io.quotegate.gateway.exchange.SelectiveRouter;
import io.quotegate.gateway.fanout.EventLoopFanout;
import io.quotegate.gateway.fanout.MessageWriter;
import io.quotegate.gateway.grpc.GrpcServer;
import io.quotegate.gateway.grpc.ServiceRegistry;
import io.quotegate.gateway.http.ConversionRoutes;
import io.quotegate.gateway.http.EventStreams;
import io.quotegate.gateway.http.FileRoutes;
import io.quotegate.gateway.http.GameRoutes;
import io.quotegate.gateway.http.HistoryRoutes;
import io.quotegate.gateway.http.HttpExchanges;
import io.quotegate.gateway.http.HttpHandler;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.IndicatorRoutes;
import io.quotegate.gateway.http.QuoteRoutes;
import io.quotegate.gateway.http.RouteAnswers;
import io.quotegate.gateway.http.StatusRoutes;
import io.quotegate.gateway.http2.Http2Server;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.operation.RequestDecoders;
import io.quotegate.gateway.operation.Services;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.gateway.session.ConnectionSweeper;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Limits;
import io.quotegate.gateway.websocket.WebSocketUpgrade;
import io.quotegate.market.Instruments;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;
import io.quotegate.service.game.GameService;
import io.quotegate.service.game.RecentWinners;
import io.quotegate.service.game.WinnerBook;
import io.quotegate.service.history.History;
import io.quotegate.service.indicators.CandleSink;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.service.recording.Recorder;
import io.quotegate.service.recording.RecordingListener;
import io.quotegate.store.Store;
import io.quotegate.text.ByteScratch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole gateway in one process: venues, ring, port. Made and started by one thread; {@link #close()} may come from
 * any.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final long GOODBYE_MS = 2_000;
    private static final long POLL_MS = 10;
    private static final int BLOCKING_THREADS = 4;

    private final GatewayConfig config;
    private final NetTransport transport;
    private final EventLoops eventLoops;
    private final ExecutorService blocking;
    private final ExecutorService keeping;
    private final HistoryKeeper keeper;
    private final Feeds feeds;
    private final History history;
    private final Map<EventLoop, LoopContext> loops = new IdentityHashMap<>();
    private final @Nullable Recorder recorder; // null where nothing is recorded
    private final Channel server;

    private Gateway(GatewayConfig config, NetTransport transport, Extras extras) throws IOException {
        this.config = config;
        this.transport = transport;
        eventLoops = new EventLoops(config.server(), transport);
        blocking = Executors.newFixedThreadPool(BLOCKING_THREADS, NamedThreads.of("blocking"));
        Instruments instruments = Instruments.of(config.pairs());
        TopOfBook topOfBook = new TopOfBook(instruments.count());
        QuoteRing ring = QuoteRing.ofCapacity(config.fanout().ringQuotes());
        QuotePublisher publisher = new QuotePublisher(ring, topOfBook);
        FeedLoop feedLoop = new FeedLoop(eventLoops.feed(), transport.clients());
        feeds = FeedAssembly.assemble(config, instruments, feedLoop, blocking, publisher);
        ConnectionMetrics metrics = new ConnectionMetrics();
        Limits limits = limits(config);
        HistoryAssembly past = new HistoryAssembly(config, instruments);
        keeping = Executors.newSingleThreadExecutor(NamedThreads.of("store"));
        Store store = HistoryKeeper.open(config, keeping, blocking);
        WinnerBook winners = store == null ? new RecentWinners() : KeptWinners.of(store.winners(), keeping);
        GameService game = ServiceAssembly.game(extras.gamePause(), winners);
        Services services = ServiceAssembly.assemble(config, instruments, topOfBook, past.service(), game, blocking);
        keeper = HistoryKeeper.start(store, services, keeping);
        history = past.history(ring, blocking, loops, keeper);
        EventLoopFanout.Source source = new EventLoopFanout.Source(ring, publisher, topOfBook, instruments.count());
        for (EventLoop loop : eventLoops.servers()) {
            loops.put(loop, loopContext(loop, instruments, source, limits, metrics));
        }
        eventLoops.start(loop -> requireNonNull(loops.get(loop)).fanout()::poll);
        RecordingListener index = keeper.recordings(Path.of(config.files().directory()), blocking);
        recorder = ServiceAssembly.recorder(config.files(), instruments, ring, index);
        RuntimeStatus status = new RuntimeStatus(instruments, topOfBook, feeds, metrics, history);
        keeper.register(status.registry());
        HealthStatusManager health = new HealthStatusManager();
        HealthReport.start(eventLoops.servers().iterator().next(), health, status);
        server = listen(pipelines(limits, services, status, CallAssembly.assemble(services, health, extras.calls())));
    }

    /**
     * Listens and begins to connect to the venues.
     *
     * @throws IOException if the port cannot be listened on
     */
    public static Gateway start(GatewayConfig config) throws IOException {
        return start(config, Extras.NONE);
    }

    /**
     * The same, with what the caller adds.
     *
     * @throws IOException if the port cannot be listened on
     */
    public static Gateway start(GatewayConfig config, Extras extras) throws IOException {
        NetTransport transport = NetTransport.of(config.server().transport());
        Gateway gateway = new Gateway(config, transport, extras);
        gateway.history.start();
        gateway.feeds.start();
        if (gateway.recorder != null) {
            gateway.recorder.start();
        }
        LOG.info(
                "listening on {} with {} event loops that {}, on {}",
                gateway.address(),
                config.server().eventLoops(),
                config.server().loop().wireName(),
                transport.name());
        return gateway;
    }

    private static Limits limits(GatewayConfig config) {
        return new Limits(
                config.limits().frameBytes(),
                config.limits().jsonDepth(),
                config.limits().messageTimeout(),
                config.server().heartbeat(),
                config.fanout().latestLimitBytes(),
                config.fanout().pendingLimitBytes());
    }

    private LoopContext loopContext(
            EventLoop loop,
            Instruments instruments,
            EventLoopFanout.Source source,
            Limits limits,
            ConnectionMetrics metrics) {
        JsonMessageEncoder json = new JsonMessageEncoder(instruments);
        MessageWriter writer = new MessageWriter(json, new ProtoMessageEncoder(instruments));
        EventLoopFanout fanout = new EventLoopFanout(
                loop,
                source,
                writer,
                limits,
                config.fanout().flushInterval(),
                config.server().loop() == LoopKind.SPIN,
                metrics);
        ConnectionSweeper sweeper = new ConnectionSweeper();
        long shortestNs =
                Math.min(limits.heartbeat().toNanos(), limits.messageTimeout().toNanos());
        sweeper.start(loop, shortestNs);
        return new LoopContext(
                fanout,
                writer,
                json,
                QuoteService.scratch(),
                new ByteScratch(),
                MessageInflater.shared(),
                sweeper,
                metrics,
                limits,
                loop);
    }

    private Pipelines pipelines(Limits limits, Services services, RuntimeStatus status, ServiceRegistry callable) {
        QuoteService quotes = services.quotes();
        RequestDecoders decoders =
                new RequestDecoders(new JsonRequestDecoder(limits.jsonDepth()), new ProtoRequestDecoder());
        HttpRoutes routes = new HttpRoutes();
        EventStreams eventStreams = new EventStreams(quotes);
        new StatusRoutes(quotes, status).addTo(routes);
        new QuoteRoutes(quotes).addTo(routes);
        new HistoryRoutes(services.history(), quotes.instruments()).addTo(routes);
        new ConversionRoutes(services.conversions(), quotes.newest()).addTo(routes);
        new GameRoutes(services.interactive()).addTo(routes);
        new IndicatorRoutes(services.indicators()).addTo(routes);
        eventStreams.addTo(routes);
        WebSocketUpgrade webSockets = new WebSocketUpgrade(services, decoders, config.debugEcho());
        SelectiveRouter calls =
                new FirstTaker(List.of(new GrpcServer(callable), new FileRoutes(services.interactive())));
        HttpHandler.Service http =
                new HttpHandler.Service(new RouteAnswers(routes), Pipelines.door(webSockets), eventStreams, calls);
        Http2Server http2 = new Http2Server(Pipelines.router(calls, new HttpExchanges(http)));
        return new Pipelines(loops, limits, services, decoders, http, http2);
    }

    private Channel listen(Pipelines pipelines) throws IOException {
        ChannelFuture bound = transport
                .listener(eventLoops.serverGroup(), config.fanout().latestLimitBytes())
                .childHandler(pipelines)
                .bind(config.server().bind(), config.server().port())
                .awaitUninterruptibly();
        if (bound.isSuccess()) {
            return bound.channel();
        }
        Throwable why = bound.cause();
        shutDown();
        throw new IOException(
                "cannot listen on " + config.server().bind() + ':'
                        + config.server().port() + ": " + why.getMessage(),
                why);
    }

    /** Takes finished minutes. */
    public CandleSink minutes() {
        return keeper;
    }

    /** What is listened on, with the port that was found if any free one was asked for. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    /** Says goodbye to every client and ends; a few seconds at most. */
    @Override
    public void close() {
        keeper.keepLastPrices();
        server.close().awaitUninterruptibly();
        loops.forEach(
                (loop, context) -> loop.execute(() -> context.sweeper().endAll(DisconnectReason.SERVER_SHUTDOWN)));
        feeds.stop().awaitUninterruptibly();
        history.close();
        if (recorder != null) {
            recorder.close();
        }
        awaitGoodbyes();
        shutDown();
        LOG.info("stopped");
    }

    /** Waits until the clients are gone, or have had time to. */
    private void awaitGoodbyes() {
        long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GOODBYE_MS);
        while (System.nanoTime() < untilNs && connectionCount() > 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private int connectionCount() {
        int count = 0;
        for (Map.Entry<EventLoop, LoopContext> entry : loops.entrySet()) {
            count += entry.getKey()
                    .submit(() -> entry.getValue().sweeper().count())
                    .awaitUninterruptibly()
                    .getNow();
        }
        return count;
    }

    private void shutDown() {
        loops.forEach((loop, context) -> loop.execute(() -> {
            context.fanout().close();
            context.inflater().closeShared();
        }));
        keeper.close();
        keeping.shutdown();
        blocking.shutdown();
        eventLoops.shutDown(GOODBYE_MS);
    }
}

package io.quotegate.app;

import io.grpc.protobuf.services.HealthStatusManager;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.quotegate.auth.Tokens;
import io.quotegate.codec.json.JsonRequestDecoder;
import io.quotegate.codec.proto.ProtoRequestDecoder;
import io.quotegate.concurrent.RepeatedTask;
import io.quotegate.concurrent.Scheduler;
import io.quotegate.config.GatewayConfig;
import io.quotegate.config.ServerConfig;
import io.quotegate.fault.Faults;
import io.quotegate.gateway.grpc.ServiceRegistry;
import io.quotegate.gateway.http.HttpRouter;
import io.quotegate.gateway.http.SiteRules;
import io.quotegate.gateway.http.routes.MetricsRoute;
import io.quotegate.gateway.http.routes.RecordingRoutes;
import io.quotegate.gateway.loop.ServerLoops;
import io.quotegate.gateway.operation.RequestDecoders;
import io.quotegate.gateway.operation.Services;
import io.quotegate.gateway.session.AccessLog;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.gateway.session.CurrentLimits;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.admission.Admission;
import io.quotegate.gateway.session.admission.MemoryGauge;
import io.quotegate.gateway.session.admission.Networks;
import io.quotegate.memory.DirectMemory;
import io.quotegate.memory.Reserves;
import io.quotegate.monitoring.GatewayMetrics;
import io.quotegate.monitoring.HealthReport;
import io.quotegate.monitoring.RelayMetrics;
import io.quotegate.monitoring.ReloadStats;
import io.quotegate.monitoring.RuntimeStatus;
import io.quotegate.persistence.Origins;
import io.quotegate.persistence.Persistence;
import io.quotegate.service.game.GameService;
import io.quotegate.service.history.History;
import io.quotegate.service.indicators.CandleSink;
import io.quotegate.service.recording.Recorder;
import io.quotegate.service.recording.RecordingListener;
import io.quotegate.service.status.GatewayStatus;
import io.quotegate.text.FailureText;
import io.quotegate.tls.ServerTls;
import io.quotegate.transport.AcceptTail;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole gateway in one process: venues, ring, port. Made and started by one thread; {@link #close()} may come from
 * any.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final GatewayConfig config;
    private final DataLock data;
    private final Faults faults;
    private final GatewayThreads threads;
    private final Reserves reserves;
    private final MarketSource source;
    private final Persistence persistence;
    private final Services services;
    private final ServerLoops loops;
    private final ServerTls tls;
    private final Tokens tokens = new Tokens();
    private final History history;
    private final @Nullable Recorder recorder; // null where nothing is recorded
    private final RelayAssembly relay;
    private final Reload reload;
    private final RuntimeStatus status;
    private final Channel server;

    private Gateway(GatewayConfig config, GatewayOptions options) throws IOException {
        this.config = config;
        data = DataLock.take(config);
        faults = new Faults();
        threads = GatewayThreads.of(config.server(), faults);
        PairAssembly named = PairAssembly.of(config, threads, data::close);
        reserves = new Reserves(memory(config), config.server().eventLoops());
        Market market = Market.of(config, named.listings());
        source = MarketSource.of(config, market, threads, reserves.feed(), faults);
        Origins origins = source.known();
        persistence = Persistence.open(config.store(), origins, threads.forStore());
        HistoryAssembly past =
                new HistoryAssembly(config, market, source.feeds(), threads.restClient(), faults.at("history"));
        GameService game = ServiceAssembly.game(options.gamePause(), persistence.winners());
        services = ServiceAssembly.assemble(config, market, past.service(), game, threads.blocking());
        persistence.keepPrices(services.quotes());
        tls = new ServerTls(config.tls());
        CurrentLimits limits = new CurrentLimits(LoopAssembly.limits(config));
        AtomicReference<Double> memoryPart =
                new AtomicReference<>(config.limits().memory());
        MemoryGauge gauge =
                MemoryGauge.ofProcess(memoryPart::get, reserves.allocators(), PooledByteBufAllocator.DEFAULT);
        Admission admission = LoopAssembly.admission(config, gauge);
        ConnectionMetrics connections = new ConnectionMetrics();
        AccessLog accessLog = new AccessLog(config.log().access());
        loops = new LoopAssembly(
                        config,
                        market,
                        limits,
                        connections,
                        faults,
                        i -> options.buffers().apply(reserves.ofLoop(i)),
                        gauge,
                        accessLog)
                .start(threads.eventLoops());
        history = past.history(persistence, threads, loops, services);
        RecordingListener index = persistence.recordings(Path.of(config.files().directory()));
        recorder = ServiceAssembly.recorder(config.files(), market, origins, index, faults.at("recorder"));
        ReloadStats reloads = new ReloadStats();
        relay = new RelayAssembly(config, source, threads, faults);
        status = status(market, connections, reloads);
        HealthStatusManager health = new HealthStatusManager();
        HealthReport.start(threads.eventLoops().servers().get(0), health, status, faults.at("health"));
        startTls(options.looks());
        startTokens(options.looks());
        RequestDecoders decoders =
                new RequestDecoders(new JsonRequestDecoder(config.limits().jsonDepth()), new ProtoRequestDecoder());
        ServiceRegistry calls = CallAssembly.assemble(services, health, options.calls());
        begin();
        server = listen(pipelines(limits, admission, status, decoders, calls, options.scrapes()), options.buffers());
        reload = new Reload(
                config,
                List.of(
                        (running, next) -> tls.prepare(next.tls()),
                        (running, next) -> tokens.prepare(next.tokens()),
                        named.reload(market, source.feeds(), history, services, loops),
                        (running, next) -> () -> {
                            limits.change(LoopAssembly.limits(next));
                            decoders.json().maxDepth(next.limits().jsonDepth());
                            memoryPart.set(next.limits().memory());
                            admission.change(
                                    next.limits().connections(), next.limits().connectionsPerAddress());
                        },
                        (running, next) -> LogSetup.change(running.log(), next.log()),
                        (running, next) -> () -> accessLog.part(next.log().access())),
                reloads);
    }

    /** There is something to be served before anybody comes. */
    private void begin() {
        history.start();
        source.start();
        relay.start();
        if (recorder != null) {
            recorder.start();
        }
    }

    /** Speaks TLS from the start where that was asked for, and a moment later where nobody asked. */
    private void startTls(Duration looks) throws IOException {
        if (tls.canWait()) {
            threads.blocking().execute(tls::loadOrWarn);
        } else {
            try {
                tls.load();
            } catch (IOException | RuntimeException e) {
                shutDown();
                throw new IOException("cannot speak TLS: " + FailureText.of(e), e);
            }
        }
        RepeatedTask.start(threads.scheduler(), threads.blocking(), looks, looks, this::reloadCertificate);
    }

    private void startTokens(Duration looks) throws IOException {
        try {
            tokens.use(config.tokens());
        } catch (IOException e) {
            shutDown();
            throw new IOException("auth.tokens-file: " + FailureText.of(e), e);
        }
        RepeatedTask.start(threads.scheduler(), threads.blocking(), looks, looks, this::reloadTokens);
    }

    /** Takes up what changed of the file of tokens, for every connection. Blocks. */
    public void reloadTokens() {
        tokens.reload();
    }

    /** Takes up what changed of the files of TLS, for new connections. Blocks. */
    public void reloadCertificate() {
        tls.reload();
    }

    /**
     * Takes up what changed of the configuration, which {@code source} reads again, without ending a connection; where
     * anything of it is wrong, nothing. What became of it is logged. Blocks.
     *
     * @return whether nothing was wrong
     */
    public boolean reload(Supplier<GatewayConfig> source) {
        return reload.run(source);
    }

    private RuntimeStatus status(Market market, ConnectionMetrics connections, ReloadStats reloads) {
        Scheduler clock = threads.scheduler();
        GatewayMetrics metrics = new GatewayMetrics();
        source.addTo(metrics);
        metrics.addMarket(market.instruments(), market.topOfBook(), clock::epochUs);
        metrics.addConnections(connections, loops::pendingBytes);
        metrics.addTurns(threads.eventLoops().turns());
        metrics.addFaults(faults);
        metrics.addTls(tls.stats());
        metrics.addReloads(reloads);
        metrics.addTokens(tokens.stats());
        metrics.addHistory(history, services.indicators());
        metrics.addStore(persistence.stats());
        metrics.addRecorder(recorder == null ? null : recorder.stats());
        metrics.add(new RelayMetrics(relay.crowds(), relay.stats(), relay.restStats()));
        return new RuntimeStatus(
                market.instruments(), market.topOfBook(), source.venues(), metrics, faults, clock.epochUs());
    }

    /**
     * How direct memory is divided.
     *
     * @throws IllegalArgumentException if there is too little
     */
    public static DirectMemory memory(GatewayConfig config) {
        long rings = Market.bytes(config) + RelayAssembly.bytes(config);
        return DirectMemory.of(DirectMemory.ofProcess(), rings, config.server().eventLoops());
    }

    /**
     * Listens and begins to connect to the venues.
     *
     * @throws IOException if the port cannot be listened on, another gateway writes to the same place, or it cannot be told which
     *     pairs patterns stand for
     */
    public static Gateway start(GatewayConfig config) throws IOException {
        return start(config, GatewayOptions.DEFAULT);
    }

    /**
     * The same, with what the caller adds.
     *
     * @throws IOException if the port cannot be listened on, another gateway writes to the same place, or it cannot be told which
     *     pairs patterns stand for
     */
    public static Gateway start(GatewayConfig config, GatewayOptions options) throws IOException {
        LogSetup.apply(config.log());
        Gateway gateway = new Gateway(config, options);
        FileNameEncoding.warn();
        LOG.info(
                "listening on {} with {} event loops that {}, on {}",
                gateway.address(),
                config.server().eventLoops(),
                config.server().loop().wireName(),
                gateway.threads.transport().name());
        return gateway;
    }

    private Pipelines pipelines(
            CurrentLimits limits,
            Admission admission,
            GatewayStatus status,
            RequestDecoders decoders,
            ServiceRegistry callable,
            Duration scrapes) {
        ServerConfig server = config.server();
        HttpRouter router = HttpAssembly.assemble(
                services,
                status,
                new MetricsRoute(status, threads.blocking(), scrapes),
                new RecordingRoutes(recorder, System::nanoTime),
                relay::addTo,
                callable,
                decoders,
                SiteRules.of(server.hosts(), server.isLocal(), server.origins()),
                config.debugEcho(),
                threads.blocking());
        Networks proxies = new Networks(server.trustedProxies());
        return new Pipelines(loops.contexts(), limits, admission, proxies, services, decoders, router, tls, tokens);
    }

    private Channel listen(Pipelines pipelines, UnaryOperator<ByteBufAllocator> buffers) throws IOException {
        ChannelFuture bound = threads.transport()
                .listener(threads.eventLoops().serverGroup(), config.fanout().latestLimitBytes())
                .childOption(ChannelOption.ALLOCATOR, buffers.apply(PooledByteBufAllocator.DEFAULT))
                .childHandler(pipelines)
                .bind(config.server().bind(), config.server().port())
                .awaitUninterruptibly();
        if (bound.isSuccess()) {
            bound.channel().pipeline().addLast(new AcceptTail(faults.at("accept")));
            return bound.channel();
        }
        Throwable why = bound.cause();
        end();
        throw new IOException(
                "cannot listen on " + config.server().bind() + ':'
                        + config.server().port() + ": " + FailureText.of(why),
                why);
    }

    /** Takes finished minutes, as if they had been made of trades. */
    public CandleSink minutes() {
        return candle -> {
            services.indicators().onCandle(candle);
            persistence.onCandle(candle);
        };
    }

    /** By which clients resume. */
    String instance() {
        return services.quotes().instance();
    }

    /** What is listened on, with the port that was found if any free one was asked for. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    /** Says goodbye to every client and ends; a few seconds at most, and {@code server.drain}. */
    @Override
    public void close() {
        status.end();
        server.close().awaitUninterruptibly();
        Duration drain = config.server().drain();
        if (!drain.isZero()) {
            LOG.info("ending the connections within {}", drain);
            loops.drain(DisconnectReason.SERVER_SHUTDOWN, drain);
        }
        persistence.keepLastPrices();
        loops.endAll(DisconnectReason.SERVER_SHUTDOWN);
        end();
        LOG.info("stopped");
    }

    private void end() {
        if (recorder != null) {
            recorder.close(); // what leaving the venues does to quotes is served to nobody
        }
        source.stop();
        history.close();
        loops.awaitGoodbyes(GOODBYE);
        shutDown();
    }

    private void shutDown() {
        loops.close();
        source.close();
        relay.stop(GOODBYE.toMillis());
        persistence.close();
        threads.shutDown(GOODBYE.toMillis());
        reserves.close();
        data.close();
    }
}

package io.quotegate.app;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.quotegate.codec.json.JsonMessageEncoder;
import io.quotegate.codec.proto.ProtoMessageEncoder;
import io.quotegate.codec.sbe.SbeEncoder;
import io.quotegate.codec.websocket.MessageInflater;
import io.quotegate.config.GatewayConfig;
import io.quotegate.fault.Faults;
import io.quotegate.gateway.fanout.EventLoopFanout;
import io.quotegate.gateway.fanout.MessageWriter;
import io.quotegate.gateway.fanout.RingReader;
import io.quotegate.gateway.fanout.deflate.GroupStreams;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.loop.ServerLoops;
import io.quotegate.gateway.session.AccessLog;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.gateway.session.ConnectionSweeper;
import io.quotegate.gateway.session.CurrentLimits;
import io.quotegate.gateway.session.Limits;
import io.quotegate.gateway.session.admission.Admission;
import io.quotegate.gateway.session.admission.MemoryGauge;
import io.quotegate.gateway.session.admission.Shedding;
import io.quotegate.memory.DescriptorLimit;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.text.ByteScratch;
import io.quotegate.transport.EventLoops;
import io.quotegate.transport.LoopKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntFunction;

/** Puts together what the connections of each event loop share, and starts the loops. */
final class LoopAssembly {
    /** Who is ended with a gateway that is alone comes back when it has been started again. */
    private static final Duration RESTART = Duration.ofSeconds(1);
    /** However fast it ends, its clients come back over so long. */
    private static final Duration LEAST_RETURN = Duration.ofSeconds(4);
    /** The same where other gateways serve what it did: the sooner clients go there, the less of what they miss can be gone. */
    private static final Duration MOVE = Duration.ofSeconds(1);

    private final GatewayConfig config;
    private final Market market;
    private final CurrentLimits limits;
    private final ConnectionMetrics metrics;
    private final Faults faults;
    private final IntFunction<ByteBufAllocator> buffers;
    private final MemoryGauge memory;
    private final AccessLog accessLog;
    private final AtomicLongArray largestHeld;

    /** @param buffers of the fan-out of each loop, in turn */
    LoopAssembly(
            GatewayConfig config,
            Market market,
            CurrentLimits limits,
            ConnectionMetrics metrics,
            Faults faults,
            IntFunction<ByteBufAllocator> buffers,
            MemoryGauge memory,
            AccessLog accessLog) {
        this.config = config;
        this.market = market;
        this.limits = limits;
        this.metrics = metrics;
        this.faults = faults;
        this.buffers = buffers;
        this.memory = memory;
        this.accessLog = accessLog;
        largestHeld = new AtomicLongArray(config.server().eventLoops());
    }

    static Limits limits(GatewayConfig config) {
        boolean alone = !config.cluster().follows();
        return new Limits(
                config.limits().frameBytes(),
                config.limits().jsonDepth(),
                config.limits().messageTimeout(),
                config.server().heartbeat(),
                config.fanout().latestLimitBytes(),
                config.fanout().pendingLimitBytes(),
                config.limits().requestsPerSecond(),
                config.limits().subscriptions(),
                config.limits().maxStreamAge(),
                alone ? RESTART : Duration.ZERO,
                alone ? longer(LEAST_RETURN, config.server().drain()) : MOVE);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Who is let in, while there is memory by {@code gauge}. */
    static Admission admission(GatewayConfig config, MemoryGauge gauge) {
        return new Admission(
                config.limits().connections(),
                config.limits().connectionsPerAddress(),
                DescriptorLimit.ofProcess(),
                gauge);
    }

    ServerLoops start(EventLoops eventLoops) {
        List<LoopContext> contexts = new ArrayList<>();
        for (EventLoop loop : eventLoops.servers()) {
            contexts.add(context(loop, contexts.size()));
        }
        ServerLoops loops = new ServerLoops(contexts);
        eventLoops.start(loop -> loops.of(loop).fanout()::poll);
        return loops;
    }

    private LoopContext context(EventLoop loop, int index) {
        ByteBufAllocator pushes = buffers.apply(index);
        JsonMessageEncoder json = new JsonMessageEncoder(market.instruments());
        MessageWriter writer = new MessageWriter(
                json,
                new ProtoMessageEncoder(market.instruments()),
                new SbeEncoder(market.instruments()),
                new GroupStreams(config.fanout().deflateStreams(), metrics),
                pushes);
        EventLoopFanout fanout = new EventLoopFanout(
                loop,
                new RingReader.Source(
                        market.ring(),
                        market.publisher(),
                        market.topOfBook(),
                        new RingReader.BookSource(
                                market.books().ring(),
                                market.books().publisher(),
                                market.books().table()),
                        market.instruments().capacity()),
                writer,
                limits.get(),
                config.fanout().flushInterval(),
                config.server().loop() == LoopKind.SPIN,
                metrics,
                faults.at("fanout"));
        ConnectionSweeper sweeper = new ConnectionSweeper(faults.at("connections"));
        sweeper.heartbeat(config.server().heartbeat());
        long shortestNs = Math.min(
                config.server().heartbeat().toNanos(),
                config.limits().messageTimeout().toNanos());
        sweeper.shedBy(new Shedding(memory, largestHeld, index));
        sweeper.ageBy(() -> limits.get().maxStreamAge());
        sweeper.accessLog(accessLog);
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
}

package io.quotegate.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.protobuf.services.HealthStatusManager;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.quotegate.auth.Tokens;
import io.quotegate.codec.json.JsonRequestDecoder;
import io.quotegate.codec.proto.ProtoRequestDecoder;
import io.quotegate.fault.FaultGuard;
import io.quotegate.gateway.grpc.ServiceRegistry;
import io.quotegate.gateway.http.SiteRules;
import io.quotegate.gateway.http.routes.MetricsRoute;
import io.quotegate.gateway.http.routes.RecordingRoutes;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.operation.RequestDecoders;
import io.quotegate.gateway.operation.Services;
import io.quotegate.gateway.operation.TestServices;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Limits;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.gateway.session.Turn;
import io.quotegate.gateway.session.admission.Admission;
import io.quotegate.gateway.session.admission.MemoryGauge;
import io.quotegate.gateway.session.admission.Networks;
import io.quotegate.gateway.testkit.PacedChannel;
import io.quotegate.service.status.GatewayStatus;
import io.quotegate.tls.ServerTls;
import io.quotegate.tls.TlsSettings;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * The port as one client sees it, with its real pipelines and services and without a socket: whatever comes, it does not
 * fail, says no more than it should and gives back all that it took.
 */
final class Port {
    private static final int WATER_MARK = 64 * 1024;
    private static final int MOST_SAID = 8 * 1024 * 1024;

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true, true);
    private final PacedChannel channel = new PacedChannel(Long.MAX_VALUE, WATER_MARK);
    private final TestLoop loop;

    private Port(boolean withCalls) {
        this(withCalls, new TestLoop());
    }

    private Port(boolean withCalls, TestLoop loop) {
        this.loop = loop;
        FaultGuard guard = loop.context.sweeper().guard();
        loop.context.sweeper().turnBy(new Turn(guard, Turn.UNITS, Turn.UNITS_EACH));
        loop.publish(0, "63707.2");
        loop.turn();
        Services services = TestServices.of(loop, Path.of("none"), Runnable::run);
        RequestDecoders decoders = new RequestDecoders(
                new JsonRequestDecoder(loop.context.limits().jsonDepth()), new ProtoRequestDecoder());
        ServiceRegistry callable = withCalls
                ? CallAssembly.assemble(services, new HealthStatusManager(), List.of())
                : ServiceRegistry.of(List.of());
        channel.config().setAllocator(allocator);
        channel.freezeTime();
        channel.pipeline()
                .addLast(new Pipelines(
                        Map.of(channel.eventLoop(), loop.context),
                        loop.context.currentLimits(),
                        new Admission(1 << 20, 1 << 20, 1 << 20, MemoryGauge.PLENTY),
                        new Networks(List.of()),
                        services,
                        decoders,
                        HttpAssembly.assemble(
                                services,
                                quiet(),
                                new MetricsRoute(quiet(), Runnable::run, Duration.ZERO),
                                new RecordingRoutes(null, System::nanoTime),
                                relay -> {},
                                callable,
                                decoders,
                                SiteRules.of(List.of(), true, List.of()),
                                false,
                                Runnable::run),
                        new ServerTls(TlsSettings.OFF),
                        new Tokens()));
    }

    /**
     * What was said to a client that sent {@code pieces} and stayed a moment.
     *
     * @param said   every byte, one a character
     * @param closed whether the connection was ended before the client left
     */
    record Heard(String said, boolean closed) {}

    /** Sends {@code pieces}, one a read, and leaves. */
    static Heard hear(List<ByteBuf> pieces) {
        return new Port(false).talk(pieces);
    }

    /** The same where gRPC is served, too, which takes longer to put together. */
    static Heard hearWithCalls(List<ByteBuf> pieces) {
        return new Port(true).talk(pieces);
    }

    private Heard talk(List<ByteBuf> pieces) {
        StringBuilder said = new StringBuilder();
        for (ByteBuf piece : pieces) {
            if (channel.isOpen()) {
                channel.writeInbound(
                        allocator.buffer(Math.max(1, piece.readableBytes())).writeBytes(piece.duplicate()));
                turn();
                said.append(new String(channel.taken(), ISO_8859_1));
            }
        }
        loop.publish(0, "63707.3");
        turn();
        said.append(new String(channel.taken(), ISO_8859_1));
        boolean closed = !channel.isOpen();
        leave();
        assertThat(said.length()).isLessThan(MOST_SAID);
        return new Heard(said.toString(), closed);
    }

    /**
     * Bytes of buffers that are held for a client that sends {@code opening} and then {@code bytes}, for as long as it is
     * read, at most {@code pieces} of {@code pieceBytes}, and takes no answer.
     */
    static long heldBytes(Limits limits, byte[] opening, byte[] bytes, int pieceBytes, int pieces) {
        Port port = new Port(true, new TestLoop(limits));
        if (opening.length > 0) {
            port.channel.writeInbound(port.allocator.buffer(opening.length).writeBytes(opening));
            port.turn();
            port.channel.taken();
        }
        port.channel.takeOnly(0);
        int from = 0;
        for (int i = 0;
                i < pieces && from < bytes.length && port.channel.config().isAutoRead();
                i++) {
            int length = Math.min(pieceBytes, bytes.length - from);
            port.channel.writeInbound(port.allocator.buffer(length).writeBytes(bytes, from, length));
            port.turn();
            from += length;
        }
        long held = port.heldBytes();
        port.leave();
        return held;
    }

    /**
     * What was done in each turn of the event loop.
     *
     * @param requests how many were begun
     * @param answered bytes
     * @param waits    that were counted
     * @param open     whether the client was not ended
     */
    record Turns(List<Integer> requests, List<Integer> answered, long waits, boolean open) {}

    /** Sends {@code opening}, and then {@code requests} in one read, whose answers are taken at once; and leaves. */
    static Turns turns(byte[] opening, byte[] requests, int most) {
        Port port = new Port(true);
        if (opening.length > 0) {
            port.channel.writeInbound(port.allocator.buffer(opening.length).writeBytes(opening));
            port.turn();
            port.channel.taken();
        }
        return port.countTurns(requests, most);
    }

    /**
     * Most bytes of buffers that are held for a client that sends {@code opening}, and then in each of so many turns what
     * {@code requests} has for it, if it is read at all, and takes its answers at once.
     */
    static long mostHeldOfAGreedyOne(byte[] opening, IntFunction<byte[]> requests, int turns) {
        Port port = new Port(true);
        if (opening.length > 0) {
            port.channel.writeInbound(port.allocator.buffer(opening.length).writeBytes(opening));
            port.turn();
            port.channel.taken();
        }
        long most = 0;
        int reads = 0;
        for (int i = 0; i < turns; i++) {
            if (port.channel.config().isAutoRead()) {
                byte[] bytes = requests.apply(reads);
                port.channel.writeInbound(port.allocator.buffer(bytes.length).writeBytes(bytes));
                reads++;
            }
            port.nextTurn();
            port.channel.taken();
            most = Math.max(most, port.heldBytes());
        }
        assertThat(port.channel.isOpen()).as("still open").isTrue();
        assertThat(reads).as("reads").isGreaterThan(1);
        port.leave();
        return most;
    }

    private long heldBytes() {
        return allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
    }

    private Turns countTurns(byte[] bytes, int most) {
        ConnectionMetrics metrics = loop.context.metrics();
        List<Integer> requests = new ArrayList<>();
        List<Integer> answered = new ArrayList<>();
        long before = metrics.requests.sum();
        channel.writeInbound(allocator.buffer(bytes.length).writeBytes(bytes));
        channel.runPendingTasks();
        requests.add((int) (metrics.requests.sum() - before));
        answered.add(channel.taken().length);
        while (loop.context.sweeper().hasWaiting()) {
            assertThat(requests.size()).as("turns").isLessThan(most);
            before = metrics.requests.sum();
            nextTurn();
            requests.add((int) (metrics.requests.sum() - before));
            answered.add(channel.taken().length);
        }
        Turns turns = new Turns(requests, answered, metrics.waitsForTurn.sum(), channel.isOpen());
        leave();
        return turns;
    }

    private void turn() {
        channel.runPendingTasks();
        while (loop.context.sweeper().hasWaiting()) {
            nextTurn();
        }
        loop.turn();
    }

    /** What waited for it goes on. */
    private void nextTurn() {
        channel.advanceTimeBy(1, TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    private void leave() {
        channel.advanceTimeBy(1, TimeUnit.HOURS);
        channel.runScheduledPendingTasks();
        channel.finishAndReleaseAll();
        loop.turn();
        loop.close();
        for (Protocol protocol : Protocol.values()) {
            assertThat(loop.context.metrics().disconnects(protocol, DisconnectReason.INTERNAL_ERROR))
                    .as("%s failed", protocol)
                    .isZero();
            assertThat(loop.context.metrics().open(protocol))
                    .as("%s open", protocol)
                    .isZero();
        }
        assertThat(loop.context.sweeper().count()).as("connections").isZero();
        assertThat(heldBytes()).as("bytes not given back").isZero();
    }

    /** A gateway of which there is nothing to say. */
    private static GatewayStatus quiet() {
        return (GatewayStatus) Proxy.newProxyInstance(
                Port.class.getClassLoader(), new Class<?>[] {GatewayStatus.class}, (self, method, given) -> {
                    if (method.getReturnType() == boolean.class) {
                        return false;
                    }
                    if (method.getReturnType() == List.class) {
                        return List.of();
                    }
                    return method.getReturnType() == String.class ? "none" : (Object) 7L;
                });
    }
}

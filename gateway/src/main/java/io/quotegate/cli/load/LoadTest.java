package io.quotegate.cli.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.quotegate.cli.wire.WireConnection;
import io.quotegate.text.FailureText;
import io.quotegate.transport.ClientTransport;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests at a fixed rate whether or not answers come (open loop), and measures each from the moment it was due.
 * Started by one thread; everything else happens on one event loop.
 */
public final class LoadTest implements PendingRequests.Listener {
    private static final long CONNECT_S = 10;
    private static final long LAST_ANSWERS_S = 5;
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int MAX_BURST = 64;

    private final LoadPlan plan;
    private final LongConsumer progress;
    private final Histogram latency = new Histogram(3);
    private final LoadProtocol protocol;
    private final @Nullable SslContext tls;
    private final List<PendingRequests> connections = new ArrayList<>();
    private final CountDownLatch ready;
    private final CountDownLatch done = new CountDownLatch(1);

    private @Nullable EventLoop loop;
    private @Nullable String failure;
    private long startNs;
    private long sent;
    private long answered;
    private long errors;
    private long endNs;

    /**
     * Not begun yet.
     *
     * @param progress hears now and then how many requests were sent
     * @throws IOException if what TLS is to believe cannot be used
     */
    public LoadTest(LoadPlan plan, LongConsumer progress) throws IOException {
        this.tls = plan.tls() == null ? null : plan.tls().netty();
        this.plan = plan;
        this.protocol = LoadProtocol.of(plan.target());
        this.progress = progress;
        this.ready = new CountDownLatch(plan.connections());
    }

    /**
     * Connects, sends everything, waits for the last answers.
     *
     * @throws IOException if a connection cannot be made
     */
    public LoadResult run() throws IOException, InterruptedException {
        EventLoopGroup group = ClientTransport.group();
        ByteBuf request = protocol.request(plan);
        try {
            EventLoop only = group.next();
            loop = only;
            connect(only, request);
            Instant began = Instant.now();
            only.execute(this::begin);
            done.await();
            double seconds = (endNs - startNs) / 1e9;
            return new LoadResult(plan, began, sent, answered, errors, seconds, latency);
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(2, TimeUnit.SECONDS);
            request.release();
        }
    }

    private void connect(EventLoop only, ByteBuf request) throws IOException, InterruptedException {
        for (int i = 0; i < plan.connections(); i++) {
            PendingRequests requests = new PendingRequests(request, this);
            connections.add(requests);
            open(only, requests);
        }
        boolean inTime = ready.await(CONNECT_S, TimeUnit.SECONDS);
        String why = only.submit(() -> failure == null ? "" : failure)
                .syncUninterruptibly()
                .getNow();
        if (!inTime || !why.isEmpty()) {
            throw new IOException(
                    "cannot load " + plan.target() + ": " + (why.isEmpty() ? "no answer to the handshake" : why));
        }
    }

    private void open(EventLoop only, PendingRequests requests) {
        new Bootstrap()
                .group(only)
                .channelFactory(ClientTransport.channels())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (tls != null) {
                            channel.pipeline()
                                    .addLast(tls.newHandler(
                                            channel.alloc(),
                                            plan.target().getHost(),
                                            plan.target().getPort()));
                        }
                        protocol.install(channel.pipeline(), plan, requests, new Ends(requests));
                    }
                })
                .connect(plan.target().getHost(), plan.target().getPort())
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        onFailure(0, "cannot connect: " + FailureText.of(connected.cause()));
                    }
                });
    }

    private void begin() {
        startNs = System.nanoTime();
        sendDue();
    }

    /** Sends every request that is due, and comes back when the next one is. */
    private void sendDue() {
        long nowNs = System.nanoTime();
        int burst = 0;
        while (sent < plan.requests() && dueNs(sent) <= nowNs && burst++ < MAX_BURST) {
            connections.get((int) (sent % connections.size())).send(dueNs(sent));
            sent++;
        }
        progress.accept(sent);
        if (sent == plan.requests()) {
            awaitLastAnswers(System.nanoTime() + TimeUnit.SECONDS.toNanos(LAST_ANSWERS_S));
        } else {
            schedule(this::sendDue, Math.max(0, dueNs(sent) - System.nanoTime()));
        }
    }

    private long dueNs(long request) {
        return startNs + (long) (request * (1e9 / plan.rate()));
    }

    private void awaitLastAnswers(long untilNs) {
        int missing = connections.stream().mapToInt(PendingRequests::unanswered).sum();
        if (missing == 0 || System.nanoTime() >= untilNs) {
            errors += missing;
            endNs = Math.max(System.nanoTime() - POLL_NS, dueNs(sent));
            done.countDown();
        } else {
            schedule(() -> awaitLastAnswers(untilNs), POLL_NS);
        }
    }

    private void schedule(Runnable task, long delayNs) {
        if (loop != null) {
            loop.schedule(task, delayNs, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void onAnswer(long dueNs) {
        answered++;
        latency.recordValue(Math.max(0, System.nanoTime() - dueNs));
    }

    @Override
    public void onFailure(int requests, String why) {
        errors += requests;
        if (startNs == 0) {
            failure = why;
            while (ready.getCount() > 0) {
                ready.countDown();
            }
        } else if (requests == 0) {
            errors++;
        }
    }

    /** Where a connection begins and ends. */
    private final class Ends implements WireConnection.Listener {
        private final PendingRequests requests;

        Ends(PendingRequests requests) {
            this.requests = requests;
        }

        @Override
        public void onOpen() {
            ready.countDown();
        }

        @Override
        public void onClosed(boolean wasOpen, String how) {
            int lost = requests.lose();
            if (!wasOpen || lost > 0) {
                onFailure(lost, "connection ended: " + how);
            }
        }
    }
}

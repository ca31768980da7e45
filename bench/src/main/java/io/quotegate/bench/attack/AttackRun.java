package io.quotegate.bench.attack;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.quotegate.transport.ClientTransport;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** The connections of an attack, on one event loop. */
final class AttackRun {
    private static final int STEP_MS = 10;
    private static final int MOST_A_STEP = 50; // connections begun, so that the attacker is not busy with that alone
    private static final int AGAIN_MS = 1_000;
    private static final int CONNECT_TIMEOUT_MS = 5_000;

    private final AttackPlan plan;
    private final EventLoop loop;
    private final Bootstrap bootstrap;

    private int wanted; // neither open nor being made
    private int open;
    private long opened;
    private long ended;
    private long failed;
    private long sent;
    private long received;

    AttackRun(AttackPlan plan) {
        this.plan = plan;
        loop = ClientTransport.group().next();
        bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(ClientTransport.channels())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new AttackConnection(plan.attack(), AttackRun.this));
                    }
                });
    }

    void start() {
        loop.execute(() -> wanted = plan.connections());
        loop.scheduleAtFixedRate(this::connect, STEP_MS, STEP_MS, TimeUnit.MILLISECONDS);
    }

    private void connect() {
        for (int i = 0; i < MOST_A_STEP && wanted > 0; i++) {
            wanted--;
            bootstrap
                    .connect(new InetSocketAddress(plan.address(), plan.port()))
                    .addListener((ChannelFutureListener) made -> {
                        if (!made.isSuccess()) {
                            failed++;
                            comeBack();
                        }
                    });
        }
    }

    void onOpen() {
        open++;
        opened++;
    }

    void onEnd() {
        open--;
        ended++;
        comeBack();
    }

    private void comeBack() {
        loop.schedule(() -> wanted++, AGAIN_MS, TimeUnit.MILLISECONDS);
    }

    void onSent(int bytes) {
        sent += bytes;
    }

    void onReceived(int bytes) {
        received += bytes;
    }

    /** What was done so far. Any thread but the event loop's. */
    AttackReport report() {
        return loop.submit(() -> new AttackReport(open, opened, ended, failed, sent, received))
                .awaitUninterruptibly()
                .getNow();
    }
}

package io.quotegate.bench.wire.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import io.quotegate.bench.wire.process.ProcessUse;
import io.quotegate.bench.wire.server.ControlInput;
import io.quotegate.bench.wire.server.ControlOutput;
import io.quotegate.transport.ClientTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The process of handshakes. Its input is a line of {@link HandshakePlan} as JSON, answered by {@code open}, then lines
 * {@code measure MILLISECONDS}, each answered by {@code window} and a {@link HandshakeReport}. It ends when its input
 * does. Everything happens on one event loop.
 */
public final class HandshakeMain {
    /** Connections that were closed keep their ports for a minute: they come from many addresses. */
    private static final int ADDRESSES = 200;

    private static final int FIRST_ADDRESS = 2;

    private final ObjectMapper json = new ObjectMapper();
    private final EventLoop loop = ClientTransport.group().next();
    private final CountingTrust trust = new CountingTrust();

    private @Nullable HandshakePlan plan;
    private @Nullable SslContext tls;
    private int address;
    private long connections;
    private long failed;

    private HandshakeMain() {}

    public static void main(String[] arguments) throws IOException {
        ControlInput.run(new HandshakeMain()::onCommand);
    }

    private void onCommand(String command) throws IOException {
        if (plan == null) {
            HandshakePlan given = json.readValue(command, HandshakePlan.class);
            plan = given;
            tls = given.kind() == HandshakePlan.Kind.PLAIN ? null : trust.context();
            for (int i = 0; i < given.connections(); i++) {
                loop.execute(() -> connect(given));
            }
            System.out.println("open " + given.connections());
        } else if (command.startsWith("measure ")) {
            HandshakePlan given = plan;
            long ms = Long.parseLong(command.substring("measure ".length()));
            loop.execute(() -> measure(given, ms));
        }
    }

    private void measure(HandshakePlan given, long ms) {
        long connectionsBefore = connections;
        long fullBefore = trust.shown();
        long failedBefore = failed;
        double cpuBefore = ProcessUse.cpuSeconds(given.serverPid());
        long beganNs = System.nanoTime();
        loop.schedule(
                () -> ControlOutput.tell(
                        "window",
                        new HandshakeReport(
                                (System.nanoTime() - beganNs) / 1e9,
                                connections - connectionsBefore,
                                trust.shown() - fullBefore,
                                failed - failedBefore,
                                ProcessUse.cpuSeconds(given.serverPid()) - cpuBefore)),
                ms,
                TimeUnit.MILLISECONDS);
    }

    private void connect(HandshakePlan given) {
        address = (address + 1) % ADDRESSES;
        Bootstrap client = new Bootstrap()
                .group(loop)
                .channelFactory(ClientTransport.channels())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        addTls(channel, given);
                        channel.pipeline().addLast(new Asking(given));
                    }
                });
        if (Epoll.isAvailable()) {
            client.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
        }
        InetSocketAddress from = new InetSocketAddress("127.0.0." + (FIRST_ADDRESS + address), 0);
        client.connect(new InetSocketAddress("127.0.0.1", given.port()), from);
    }

    /** A client that is told whom it speaks with looks for a ticket of an earlier session. */
    private void addTls(Channel channel, HandshakePlan given) {
        if (tls != null) {
            channel.pipeline()
                    .addLast(
                            given.kind() == HandshakePlan.Kind.RESUMED
                                    ? tls.newHandler(channel.alloc(), "localhost", given.port())
                                    : tls.newHandler(channel.alloc()));
        }
    }

    /** Asks once, closes when it is answered, and has another connection made. */
    private final class Asking extends ChannelInboundHandlerAdapter {
        private final HandshakePlan given;
        private boolean answered;

        Asking(HandshakePlan given) {
            this.given = given;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(given.question().bytes());
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (!answered && message instanceof ByteBuf first) {
                answered = given.question().isAnswer(first);
                connections += answered ? 1 : 0;
                ctx.close();
            }
            ReferenceCountUtil.release(message);
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext ctx) {
            if (!answered) {
                failed++;
            }
            loop.execute(() -> connect(given));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}

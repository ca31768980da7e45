package io.quotegate.bench.attack;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/** One connection of an attack. Confined to its event loop. */
final class AttackConnection extends ChannelInboundHandlerAdapter {
    private static final long SLOW_EVERY_MS = 2_000;

    private final Attack.Way way;
    private final Script script;
    private final AttackRun run;

    AttackConnection(Attack attack, AttackRun run) {
        this.way = attack.way();
        this.script = attack.script();
        this.run = run;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        run.onOpen();
        ctx.channel().config().setAutoRead(way == Attack.Way.BUSY || way == Attack.Way.SLOW);
        write(ctx, script.opening());
        ctx.flush();
        switch (way) {
            case GREEDY, BUSY -> pump(ctx);
            case ONCE -> {
                write(ctx, script.next());
                ctx.flush();
            }
            case SLOW -> ctx.executor().schedule(() -> trickle(ctx), SLOW_EVERY_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void write(ChannelHandlerContext ctx, byte[] bytes) {
        if (bytes.length > 0) {
            run.onSent(bytes.length);
            ctx.write(Unpooled.wrappedBuffer(bytes), ctx.voidPromise());
        }
    }

    /** One turn of it; the other connections have theirs. */
    private void pump(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive() && ctx.channel().isWritable()) {
            write(ctx, script.next());
            ctx.flush();
            if (ctx.channel().isWritable()) {
                ctx.executor().schedule(() -> pump(ctx), 1, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void trickle(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive()) {
            write(ctx, script.next());
            ctx.flush();
            ctx.executor().schedule(() -> trickle(ctx), SLOW_EVERY_MS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (way == Attack.Way.GREEDY || way == Attack.Way.BUSY) {
            pump(ctx);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        run.onReceived(bytes.readableBytes());
        bytes.release();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        run.onEnd();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close(); // a reset is what it may expect
    }
}

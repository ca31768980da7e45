package io.quotegate.bench.wire.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.quotegate.cli.wire.Traffic;
import io.quotegate.cli.wire.WireConnection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection of a load over HTTP/1.1, whose answers have status 200 and say how long they are. Confined to its event
 * loop.
 */
final class HttpConnection extends ByteToMessageDecoder {
    private static final ByteBuf HEAD_END =
            Unpooled.unreleasableBuffer(Unpooled.directBuffer().writeBytes("\r\n\r\n".getBytes(US_ASCII)));
    private static final Pattern HEAD = Pattern.compile(
            "HTTP/1\\.1 200 .*\r\ncontent-length: *(\\d+)\r\n.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Traffic traffic;
    private final WireConnection.Listener listener;

    private boolean open;
    private String end = "lost";

    HttpConnection(Traffic traffic, WireConnection.Listener listener) {
        this.traffic = traffic;
        this.listener = listener;
    }

    /** All that is said to have {@code path}. */
    static byte[] request(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(US_ASCII);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        open = true;
        listener.onOpen();
        traffic.onOpen(ctx.channel());
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int length = ByteBufUtil.indexOf(HEAD_END, in) - in.readerIndex() + HEAD_END.readableBytes();
        if (length < HEAD_END.readableBytes()) {
            return;
        }
        Matcher head = HEAD.matcher(in.toString(in.readerIndex(), length, US_ASCII));
        if (!head.matches()) {
            throw new IllegalArgumentException("answer: " + in.toString(US_ASCII));
        }
        int body = Integer.parseInt(head.group(1));
        if (in.readableBytes() >= length + body) {
            traffic.onMessage(in, in.readerIndex() + length, body);
            in.skipBytes(length + body);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        super.channelReadComplete(ctx);
        traffic.onReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        super.channelInactive(ctx);
        listener.onClosed(open, end);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        end = String.valueOf(cause.getMessage());
        ctx.close();
    }
}

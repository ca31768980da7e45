package io.quotegate.cli.load;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quotegate.cli.wire.WireConnection;
import io.quotegate.text.FailureText;

/** Takes the answers of one HTTP/1.1 connection. Confined to its event loop. */
final class HttpAnswers extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final PendingRequests requests;
    private final WireConnection.Listener listener;

    private String end = "lost";

    HttpAnswers(PendingRequests requests, WireConnection.Listener listener) {
        this.requests = requests;
        this.listener = listener;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        listener.onOpen();
        requests.onOpen(ctx.channel());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
        requests.onAnswer(response.status().equals(HttpResponseStatus.OK));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        listener.onClosed(true, end);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        end = FailureText.of(cause);
        ctx.close();
    }
}

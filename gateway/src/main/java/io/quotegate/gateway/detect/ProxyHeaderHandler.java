package io.quotegate.gateway.detect;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Takes the header by which a proxy says for whom it speaks, before anything else is looked at, and gives its place to
 * the detection of what is spoken. The header has as long as detection, and a bounded number of bytes. Where it names no
 * address of a network ({@code UNKNOWN}, {@code LOCAL}, a socket of UNIX) the proxy speaks for itself. Confined to its
 * event loop.
 *
 * @see <a href="https://www.haproxy.org/download/2.6/doc/proxy-protocol.txt">The PROXY protocol, §2</a>
 */
public final class ProxyHeaderHandler extends ChannelInboundHandlerAdapter {
    /** Of what a header of version 2 says beside addresses; load balancers of clouds say a few hundred bytes. */
    private static final int MOST_MORE_BYTES = 2048;

    private final Connection connection;
    private final DetectionDeadline deadline;
    private final ClientListener listener;

    /** Hears for whom a proxy speaks. */
    public interface ClientListener {
        /** What follows is said by a client at {@code address}; null for the proxy itself. Adds what goes on. */
        void onClient(@Nullable InetSocketAddress address);
    }

    private ProxyHeaderHandler(Connection connection, ClientListener listener) {
        this.connection = connection;
        deadline = new DetectionDeadline(connection);
        this.listener = listener;
    }

    /** Adds what reads the header to {@code pipeline}, before its tail. */
    public static void install(ChannelPipeline pipeline, Connection connection, ClientListener listener) {
        String tail = pipeline.lastContext().name();
        pipeline.addBefore(tail, "proxy-header", new HAProxyMessageDecoder(MOST_MORE_BYTES))
                .addBefore(tail, "proxy", new ProxyHeaderHandler(connection, listener));
    }

    DetectionDeadline deadline() {
        return deadline;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline.begin();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof HAProxyMessage header && !connection.isEnding()) {
                listener.onClient(client(header));
                ctx.pipeline().remove(this);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private static @Nullable InetSocketAddress client(HAProxyMessage header) {
        AddressFamily family = header.proxiedProtocol().addressFamily();
        boolean isOfNetwork = family == AddressFamily.AF_IPv4 || family == AddressFamily.AF_IPv6;
        if (header.command() == HAProxyCommand.LOCAL || !isOfNetwork) {
            return null;
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(header.sourceAddress());
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), header.sourcePort());
        } catch (UnknownHostException e) {
            throw new HAProxyProtocolException("source address: " + header.sourceAddress(), e);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof HAProxyProtocolException) {
            connection.end(DisconnectReason.PROXY_HEADER);
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }
}

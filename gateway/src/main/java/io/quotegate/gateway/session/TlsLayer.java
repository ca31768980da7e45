package io.quotegate.gateway.session;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLException;

/** What a connection's end has to know of TLS, where it is spoken. Confined to the connection's event loop. */
final class TlsLayer {
    private TlsLayer() {}

    /** Says no more; a client over TLS is told first that nothing was cut off. */
    static void shutDownOutput(DuplexChannel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            channel.shutdownOutput();
        } else {
            tls.closeOutbound().addListener(told -> channel.shutdownOutput());
        }
    }

    /** Which version is spoken; {@code none} for plain text. */
    static String version(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        return tls == null ? "none" : tls.engine().getSession().getProtocol();
    }

    /** Whether {@code cause} is the peer's: no TLS that could be understood. */
    static boolean isFailure(Throwable cause) {
        return cause instanceof DecoderException && cause.getCause() instanceof SSLException;
    }
}

package io.quotegate.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.codec.websocket.WebSocketReader;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.socket.ClientSocket;
import io.quotegate.text.ByteScratch;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The venue's end of one connection, without a socket: what {@link FeedConnection} says and is told. */
final class VenueSocket {
    private static final URI PLACE = URI.create("ws://localhost/ws");

    private final HeardFrames said = new HeardFrames(WebSocketReader.Role.SERVER);
    private final FeedConnection connection;
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Held held = new Held();

    VenueSocket(ConnectionOwner owner, ConnectionSink sink, FeedClock clock) {
        this(Route.direct(PLACE), owner, sink, clock);
    }

    VenueSocket(Route route, ConnectionOwner owner, ConnectionSink sink, FeedClock clock) {
        WebSocketClientHandshaker handshaker =
                WebSocketClientHandshakerFactory.newHandshaker(PLACE, WebSocketVersion.V13, null, false, null);
        connection = new FeedConnection(
                route,
                owner,
                sink,
                clock,
                itself -> new ClientSocket(itself, clock::epochNs, handshaker, new ByteScratch()));
    }

    FeedConnection connection() {
        return connection;
    }

    /** The TCP connection stands; our request to shake hands is on its way. */
    VenueSocket connect() {
        channel.pipeline().addLast(new HttpClientCodec(), new HttpObjectAggregator(8192), connection.socket());
        channel.pipeline().fireChannelActive();
        return settle();
    }

    VenueSocket shakeHands() {
        return shakeHands("");
    }

    /** With {@code headers}, each line ended, beside those there must be. */
    VenueSocket shakeHands(String headers) {
        ByteBuf request = requireNonNull(channel.readOutbound());
        String head = request.toString(US_ASCII);
        request.release();
        int keyAt = head.toLowerCase(Locale.ROOT).indexOf("sec-websocket-key: ") + 19;
        return bytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + WebSocketFrames.accept(head.substring(keyAt, head.indexOf('\r', keyAt)))
                + "\r\n" + headers + "\r\n");
    }

    VenueSocket open() {
        return connect().shakeHands();
    }

    /** Sends bytes as they stand. */
    VenueSocket bytes(String text) {
        return read(Unpooled.copiedBuffer(text, US_ASCII));
    }

    VenueSocket text(String message) {
        return frame(WebSocketFrames.FIN | WebSocketFrames.TEXT, message.getBytes(UTF_8));
    }

    VenueSocket frame(int firstByte, byte[] payload) {
        return read(Unpooled.wrappedBuffer(frameBytes(firstByte, payload)));
    }

    static byte[] frameBytes(int firstByte, byte[] payload) {
        ByteBuf frame = Unpooled.buffer();
        WebSocketFrames.header(frame, firstByte, payload.length);
        frame.writeBytes(payload);
        byte[] bytes = new byte[frame.readableBytes()];
        frame.readBytes(bytes);
        return bytes;
    }

    VenueSocket read(ByteBuf in) {
        channel.writeInbound(in);
        return settle();
    }

    /** The network breaks. */
    VenueSocket breakOff() {
        channel.close();
        return settle();
    }

    VenueSocket fail(Throwable cause) {
        channel.pipeline().fireExceptionCaught(cause);
        return settle();
    }

    /** The socket takes nothing until {@link #letWrites}. */
    void holdWrites() {
        channel.pipeline().addFirst("held", held);
    }

    int heldWrites() {
        return held.writes.size();
    }

    /** It takes again. */
    void letWrites() {
        channel.pipeline().remove("held");
        settle();
    }

    /** Keeps what is written from the socket. */
    private static final class Held extends ChannelOutboundHandlerAdapter {
        private final List<Runnable> writes = new ArrayList<>();

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            writes.add(() -> context.writeAndFlush(message, promise));
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            List.copyOf(writes).forEach(Runnable::run);
            writes.clear();
        }
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** What our side has said since the last call, message by message. */
    List<String> said() {
        return said.of(channel);
    }

    void release() {
        said.close();
        channel.finishAndReleaseAll();
    }

    private VenueSocket settle() {
        channel.runPendingTasks();
        return this;
    }
}

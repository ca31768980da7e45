package io.quotegate.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.gateway.auth.Callers;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.ConnectionTail;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.gateway.session.ProtocolSession;
import io.quotegate.gateway.testkit.PacedChannel;
import io.quotegate.market.Candle;
import io.quotegate.text.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One client of a fan-out, on a connection of its own. Confined to the test's thread. */
final class FanoutClient extends ChannelInboundHandlerAdapter implements ProtocolSession {
    private static final long UNBOUNDED = Long.MAX_VALUE / 2;

    final PacedChannel channel;
    final Connection connection;
    final Subscriber subscriber;

    private final HandTurnedFanout all;
    private final WireFormat format;
    private final ReceivedPushes received;
    private @Nullable DisconnectReason endedFor;

    FanoutClient(HandTurnedFanout all, WireFormat format) {
        this.all = all;
        this.format = format;
        received = new ReceivedPushes(format);
        channel = new PacedChannel(UNBOUNDED, all.waterMark);
        connection =
                new Connection(channel, all.sweeper, all.metrics, HandTurnedFanout.PENDING_BYTES, Callers.anybody());
        subscriber = all.fanout.subscriber(connection);
        channel.pipeline().addLast(this, new ConnectionTail(connection));
        connection.speak(Protocol.FRAMES, this);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        connection.resume();
        subscriber.catchUp();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        all.fanout.remove(subscriber);
        ctx.fireChannelInactive();
    }

    @Override
    public void onTime(long nowNs) {}

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        endedFor = reason;
        return Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void stopReading() {}

    WireFormat format() {
        return format;
    }

    /** Subscribes, as a request on this connection would. */
    void subscribe(PushChannel push, DeliveryMode mode, int... pairs) {
        switch (push) {
            case CANDLES -> subscribeCandles(mode, List.of(), pairs);
            default -> all.fanout.subscribe(subscriber, push, HandTurnedFanout.ids(pairs), mode, format);
        }
        connection.flush();
    }

    /** Subscribes to what is pushed no more than once in {@code intervalMs}. */
    void subscribeEvery(int intervalMs, PushChannel push, DeliveryMode mode, int... pairs) {
        Subscriber part = all.fanout.part(subscriber, format, intervalMs);
        all.fanout.subscribe(part, push, HandTurnedFanout.ids(pairs), mode, format);
        connection.flush();
    }

    void subscribeCandles(DeliveryMode mode, List<Candle> newest, int... pairs) {
        all.fanout.subscribeCandles(
                subscriber, HandTurnedFanout.ids(pairs), taker -> taker.accept(newest), mode, format);
        connection.flush();
    }

    /** Subscribes to books, in this client's format. */
    void subscribeBooks(int depth, DeliveryMode mode, int... pairs) {
        all.fanout.subscribeBooks(
                subscriber, HandTurnedFanout.ids(pairs), depth, mode, format, HandTurnedFanout.ids(pairs));
        connection.flush();
    }

    /** Goes on where a client was that {@code missed} something. */
    void resume(PushChannel push, DeliveryMode mode, Missed missed, int... pairs) {
        all.fanout.resumption().replay(subscriber, push, HandTurnedFanout.ids(pairs), missed, mode, format);
        connection.flush();
    }

    /** What the id of the last event says that had one. */
    long lastNumber() {
        return received.lastNumber();
    }

    void unsubscribe(PushChannel push, int... pairs) {
        all.fanout.unsubscribe(subscriber, push, HandTurnedFanout.ids(pairs));
    }

    /** Says something in its place among the pushes, as the answer to a request would. Not to a call. */
    void answer() {
        ByteWriter payload = all.writer.payload();
        all.writer.encoder(format).pong(payload, null);
        all.writer.write(connection, subscriber.formatAlone(format, payload.length()), payload);
        connection.flush();
    }

    /** Takes nothing any more. */
    void freeze() {
        channel.takeOnly(0);
    }

    /** Takes {@code bytes} more and then nothing. */
    void take(long bytes) {
        channel.takeMore(bytes);
    }

    /** Takes everything again. */
    void thaw() {
        channel.takeOnly(0);
        channel.takeMore(UNBOUNDED);
    }

    /** The messages it has received since it was asked last, as they are. */
    List<byte[]> messages() {
        return received.messages(channel.taken());
    }

    /** The pushes it has received since it was asked last. */
    List<ReceivedPushes.Push> pushes() {
        return received.take(channel.taken());
    }

    /** The same, as text. */
    List<String> heard() {
        List<String> lines = new ArrayList<>();
        pushes().forEach(push -> lines.add(push.toString()));
        return lines;
    }

    /** Why it was ended; null while it is not. */
    @Nullable
    DisconnectReason endedFor() {
        return endedFor;
    }

    /** How many messages of those that were looked at referred to others, or might have. */
    int compressedMessages() {
        return received.compressedMessages();
    }

    /** Their bytes, without headers. */
    int compressedBytes() {
        return received.compressedBytes();
    }

    /** The test is over. */
    void close() {
        leave();
        received.close();
    }

    /** Closes its end. */
    void leave() {
        channel.close();
    }
}

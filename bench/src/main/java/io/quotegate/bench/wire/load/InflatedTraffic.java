package io.quotegate.bench.wire.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.quotegate.codec.websocket.WebSocketFrames;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What comes over a WebSocket compressed, inflated for a subscriber, whether its messages refer to those before them or not.
 * Confined to its event loop.
 */
final class InflatedTraffic implements CountedTraffic {
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};
    private static final int MOST_BYTES = 64 * 1024;

    private final SubscriberTraffic subscriber;
    private final Inflater inflater = new Inflater(true);
    private final byte[] out = new byte[MOST_BYTES];
    private final ByteBuf inflated = Unpooled.wrappedBuffer(out);

    private byte[] in = new byte[1024];

    InflatedTraffic(SubscriberTraffic subscriber) {
        this.subscriber = subscriber;
    }

    @Override
    public void onOpen(Channel channel) {
        subscriber.onOpen(channel);
        channel.closeFuture().addListener(closed -> inflater.end());
    }

    @Override
    public void onMessage(ByteBuf bytes, int at, int length) {
        int first = bytes.getByte(at - WebSocketFrames.headerLength(length)); // a server's frames have no masks
        if ((first & WebSocketFrames.COMPRESSED) == 0) {
            subscriber.onMessage(bytes, at, length);
        } else {
            subscriber.take(inflated, 0, inflate(bytes, at, length), length);
        }
    }

    private int inflate(ByteBuf bytes, int at, int length) {
        if (in.length < length + TAIL.length) {
            in = Arrays.copyOf(in, 2 * length + TAIL.length);
        }
        bytes.getBytes(at, in, 0, length);
        System.arraycopy(TAIL, 0, in, length, TAIL.length);
        inflater.setInput(in, 0, length + TAIL.length);
        try {
            return inflater.inflate(out);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("a message that does not inflate", e);
        }
    }

    @Override
    public void onReadComplete() {
        subscriber.onReadComplete();
    }

    @Override
    public long messages() {
        return subscriber.messages();
    }
}

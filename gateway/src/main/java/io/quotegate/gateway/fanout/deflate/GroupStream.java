package io.quotegate.gateway.fanout.deflate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.quotegate.codec.websocket.MessageDeflater;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.text.ByteWriter;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one group of subscribers, compressed once for all of them, each with what came before it since the
 * stream was begun. A distance in them reaches back over messages of this stream only, so whoever has had all of these
 * since then, and nothing else that was compressed, reads them: such a member is in step ({@link StreamMember}). The others
 * are sent the same messages as they are, which no window takes in, until the stream begins anew, which is right for
 * everybody. Confined to its event loop; {@link #close()} frees native memory.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7692#section-7.2.2">RFC 7692 §7.2.2</a>
 */
public final class GroupStream implements AutoCloseable {
    /** What a beginning costs each member that was in step, in messages that another gets as they are. */
    private static final int BEGINNING = 2;
    /** Nobody is sent more as they are. */
    private static final int MOST_PLAIN = 64;

    private final ConnectionMetrics metrics;
    private final ByteWriter packed = new ByteWriter(512);
    private final ByteWriter framed = new ByteWriter(1024);

    private @Nullable MessageDeflater deflater; // made with the first message
    private int membersInStep;
    private int messages; // of the batch
    private int plainBytes; // of the batch, had it not been compressed
    private long plainSent; // messages, to members that wait for a beginning
    private int plainFor; // messages, since the first of them waits
    private boolean whole; // the batch before was handed out

    GroupStream(ConnectionMetrics metrics) {
        this.metrics = metrics;
    }

    void count(int moreInStep) {
        membersInStep += moreInStep;
    }

    /** How many are in step. */
    public int membersInStep() {
        return membersInStep;
    }

    /** A batch follows; whether with it the stream begins anew, so that all members are in step who are sent it. */
    public boolean beginBatch() {
        boolean anew = !whole || plainSent >= (long) BEGINNING * membersInStep || plainFor >= MOST_PLAIN;
        whole = false;
        messages = 0;
        plainBytes = 0;
        framed.clear();
        if (deflater == null) {
            deflater = MessageDeflater.withContextTakeover();
        }
        if (anew) {
            deflater.begin();
            plainSent = 0;
            plainFor = 0;
            metrics.deflateBeginnings.increment();
        }
        return anew;
    }

    /** Compresses the message of one frame, {@code in[from..to)}. */
    public void append(byte[] in, int from, int to) {
        if (deflater == null) {
            throw new IllegalStateException("message before a batch");
        }
        int payload = from + WebSocketFrames.headerLength(in, from);
        deflater.deflateNext(in, payload, to, packed.clear());
        int first = WebSocketFrames.FIN | WebSocketFrames.COMPRESSED | WebSocketFrames.opcode(in, from);
        WebSocketFrames.header(framed, first, packed.length());
        framed.put(packed.array(), 0, packed.length());
        messages++;
        plainBytes += to - from;
    }

    /** What was appended of the batch; to be released. */
    public ByteBuf bytes(ByteBufAllocator allocator) {
        ByteBuf bytes = allocator.directBuffer(framed.length());
        framed.copyTo(bytes);
        return bytes;
    }

    /**
     * The batch was handed out, to members that are in step as it is.
     *
     * @param plain how many members took it uncompressed
     */
    public void endBatch(int plain) {
        whole = true;
        plainSent += (long) plain * messages;
        plainFor += plainSent > 0 ? messages : 0;
        metrics.deflateSavedBytes.add((long) membersInStep * Math.max(0, plainBytes - framed.length()));
    }

    @Override
    public void close() {
        if (deflater != null) {
            deflater.close();
            deflater = null;
            whole = false;
        }
    }
}

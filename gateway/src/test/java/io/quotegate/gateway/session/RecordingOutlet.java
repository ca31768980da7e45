package io.quotegate.gateway.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client that notes what it is sent, and takes as much of it as a test wants it to. */
public final class RecordingOutlet implements Outlet, Peer {
    public static final int PENDING_LIMIT = 10_000;

    private final List<byte[]> taken = new ArrayList<>();
    private final List<byte[]> putOff = new ArrayList<>();

    /** Everything may be done at once. */
    private static final Work ANY = new Work() {
        @Override
        public void spend(int messages, int bytes) {}

        @Override
        public boolean mayInflate() {
            return true;
        }
    };

    public boolean writable = true;
    public int flushes;
    public int faults;
    public @Nullable RuntimeException failure; // of the next write
    public @Nullable DisconnectReason reason;
    public @Nullable String lastWords;

    private static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes).release();
        return bytes;
    }

    /** What was written since this was asked last, a write each. */
    public List<byte[]> take() {
        List<byte[]> all = List.copyOf(taken);
        taken.clear();
        return all;
    }

    /** The same as text. */
    public List<String> text() {
        return take().stream().map(bytes -> new String(bytes, UTF_8)).toList();
    }

    /** What waits until it takes bytes again, as text. */
    public List<String> waiting() {
        return putOff.stream().map(bytes -> new String(bytes, UTF_8)).toList();
    }

    @Override
    public Peer peer() {
        return this;
    }

    @Override
    public SocketAddress address() {
        return InetSocketAddress.createUnresolved("client", 1);
    }

    @Override
    public ByteBufAllocator alloc() {
        return UnpooledByteBufAllocator.DEFAULT;
    }

    @Override
    public void write(ByteBuf bytes) {
        byte[] copy = bytes(bytes);
        RuntimeException next = failure;
        if (next != null) {
            failure = null;
            throw next;
        }
        taken.add(copy);
    }

    @Override
    public void writeFirst(ByteBuf bytes) {
        write(bytes);
    }

    @Override
    public void putOff(ByteBuf bytes) {
        putOff.add(bytes(bytes));
    }

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public Work work() {
        return ANY;
    }

    @Override
    public boolean admitsRequest(int perSecond) {
        return true;
    }

    @Override
    public boolean isWritable() {
        return writable && reason == null;
    }

    @Override
    public long unsentBytes() {
        return putOff.stream().mapToLong(bytes -> bytes.length).sum();
    }

    @Override
    public int pendingLimit() {
        return PENDING_LIMIT;
    }

    @Override
    public void heard(boolean midMessage) {}

    @Override
    public long quietNs(long nowNs) {
        return 0;
    }

    @Override
    public long incompleteNs(long nowNs) {
        return 0;
    }

    @Override
    public void count(Throwable fault) {
        faults++;
    }

    @Override
    public void fail(Throwable fault) {
        count(fault);
        reason = DisconnectReason.INTERNAL_ERROR;
    }

    @Override
    public boolean isEnding() {
        return reason != null;
    }

    @Override
    public void end(DisconnectReason because) {
        if (reason == null) {
            reason = because;
        }
    }

    @Override
    public void end(DisconnectReason because, ByteBuf words) {
        if (reason == null) {
            reason = because;
            lastWords = words.toString(UTF_8);
        }
        words.release();
    }
}

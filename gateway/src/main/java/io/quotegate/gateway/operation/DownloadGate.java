package io.quotegate.gateway.operation;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import java.util.ArrayDeque;

/**
 * In front of a client: holds back answers and pushes while the content of a file is sent, and lets them go behind it.
 * A subscriber sees a client that takes nothing meanwhile. Confined to its event loop.
 */
final class DownloadGate implements Outlet {
    private final Outlet outlet;
    private final ArrayDeque<ByteBuf> held = new ArrayDeque<>();
    private long heldBytes;
    private boolean holding;

    DownloadGate(Outlet outlet) {
        this.outlet = outlet;
    }

    boolean isHolding() {
        return holding;
    }

    /** Where content goes. */
    Outlet client() {
        return outlet;
    }

    /** From now on only content goes to the client. */
    void hold() {
        holding = true;
    }

    /** What was held back goes to the client. */
    void letGo() {
        holding = false;
        for (ByteBuf bytes = held.poll(); bytes != null; bytes = held.poll()) {
            outlet.write(bytes);
        }
        heldBytes = 0;
        outlet.flush();
    }

    /** The client is gone. */
    void close() {
        held.forEach(ByteBuf::release);
        held.clear();
    }

    @Override
    public ByteBufAllocator alloc() {
        return outlet.alloc();
    }

    @Override
    public void write(ByteBuf bytes) {
        if (!holding) {
            outlet.write(bytes);
        } else if (admits(bytes.readableBytes())) { // answers too: requests are read on meanwhile
            hold(bytes);
        } else {
            bytes.release();
        }
    }

    private void hold(ByteBuf bytes) {
        heldBytes += bytes.readableBytes();
        held.add(bytes);
    }

    @Override
    public void writeAndFlush(ByteBuf bytes) {
        if (holding) {
            write(bytes);
        } else {
            outlet.writeAndFlush(bytes);
        }
    }

    @Override
    public void writeFirst(ByteBuf bytes) {
        if (holding) {
            write(bytes);
        } else {
            outlet.writeFirst(bytes);
        }
    }

    @Override
    public void putOff(ByteBuf bytes) {
        if (holding) {
            hold(bytes);
        } else {
            outlet.putOff(bytes);
        }
    }

    @Override
    public void flush() {
        outlet.flush();
    }

    @Override
    public boolean isWritable() {
        return !holding && outlet.isWritable();
    }

    /** While a file is sent, what waits behind its content, which is bounded by what the client takes. */
    @Override
    public long unsentBytes() {
        return holding ? heldBytes : outlet.unsentBytes();
    }

    @Override
    public int pendingLimit() {
        return outlet.pendingLimit();
    }

    @Override
    public void heard(boolean midMessage) {
        outlet.heard(midMessage);
    }

    @Override
    public long quietNs(long nowNs) {
        return outlet.quietNs(nowNs);
    }

    @Override
    public long incompleteNs(long nowNs) {
        return outlet.incompleteNs(nowNs);
    }

    @Override
    public boolean isEnding() {
        return outlet.isEnding();
    }

    @Override
    public void end(DisconnectReason because) {
        outlet.end(because);
    }

    @Override
    public void end(DisconnectReason because, ByteBuf lastWords) {
        outlet.end(because, lastWords);
    }
}

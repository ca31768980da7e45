package io.quotegate.gateway.operation;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.gateway.session.Peer;
import java.util.ArrayDeque;

/**
 * Stands before a client for as long as the content of a file is sent to it: holds back answers and pushes, to let them
 * go behind it. A subscriber sees a client that takes nothing meanwhile. Owns what it holds. Confined to its event loop.
 */
final class DownloadGate implements Outlet {
    private final Outlet client;
    private final ArrayDeque<ByteBuf> held = new ArrayDeque<>();
    private long heldBytes;

    DownloadGate(Outlet client) {
        this.client = client;
    }

    /** Where content goes. */
    Outlet client() {
        return client;
    }

    /** Writes what was held back to the client. */
    void letGo() {
        for (ByteBuf bytes = held.poll(); bytes != null; bytes = held.poll()) {
            client.write(bytes);
        }
        heldBytes = 0;
        client.flush();
    }

    /** The client is gone. */
    void close() {
        held.forEach(ByteBuf::release);
        held.clear();
    }

    @Override
    public boolean admitsRequest(int perSecond) {
        return client.admitsRequest(perSecond);
    }

    @Override
    public Peer peer() {
        return client.peer();
    }

    @Override
    public Work work() {
        return client.work();
    }

    @Override
    public ByteBufAllocator alloc() {
        return client.alloc();
    }

    @Override
    public void write(ByteBuf bytes) {
        if (admits(bytes.readableBytes())) { // answers too: requests are read on meanwhile
            putOff(bytes);
        } else {
            bytes.release();
        }
    }

    @Override
    public void writeAndFlush(ByteBuf bytes) {
        write(bytes);
    }

    @Override
    public void writeFirst(ByteBuf bytes) {
        write(bytes);
    }

    @Override
    public void putOff(ByteBuf bytes) {
        heldBytes += bytes.readableBytes();
        held.add(bytes);
    }

    @Override
    public void flush() {
        client.flush();
    }

    @Override
    public boolean isWritable() {
        return false;
    }

    /** What waits behind the content, which is bounded by what the client takes. */
    @Override
    public long unsentBytes() {
        return heldBytes;
    }

    @Override
    public int pendingLimit() {
        return client.pendingLimit();
    }

    @Override
    public void heard(boolean midMessage) {
        client.heard(midMessage);
    }

    @Override
    public long quietNs(long nowNs) {
        return client.quietNs(nowNs);
    }

    @Override
    public long incompleteNs(long nowNs) {
        return client.incompleteNs(nowNs);
    }

    @Override
    public void count(Throwable fault) {
        client.count(fault);
    }

    @Override
    public void fail(Throwable fault) {
        client.fail(fault);
    }

    @Override
    public boolean isEnding() {
        return client.isEnding();
    }

    @Override
    public void end(DisconnectReason because) {
        client.end(because);
    }

    @Override
    public void end(DisconnectReason because, ByteBuf lastWords) {
        client.end(because, lastWords);
    }
}

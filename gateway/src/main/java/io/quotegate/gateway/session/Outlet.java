package io.quotegate.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The way to one client: a connection, or one stream of a connection that carries many. Buffers it is given it takes
 * over and releases. Confined to its event loop.
 */
public interface Outlet {
    /** Whose connection it is, or is a stream of. */
    Peer peer();

    /** Where buffers for it come from. */
    ByteBufAllocator alloc();

    /** Writes whole messages without flushing, behind what waits already. */
    void write(ByteBuf bytes);

    /** The same, and flushes. */
    default void writeAndFlush(ByteBuf bytes) {
        write(bytes);
        flush();
    }

    /** Writes without flushing, before what was {@linkplain #putOff put off}. */
    void writeFirst(ByteBuf bytes);

    /** Lets whole messages wait until the client takes bytes again. */
    void putOff(ByteBuf bytes);

    /** Sends what was written. */
    void flush();

    /** Whether what is written now goes on its way; otherwise it waits, or is lost because this is ending. */
    boolean isWritable();

    /** Bytes written that have not been taken. */
    long unsentBytes();

    /** Of the bytes that have not been taken those that count against the limit. */
    default long heldBytes() {
        return unsentBytes();
    }

    /** Most bytes that may wait for the client to take them. */
    int pendingLimit();

    /**
     * Whether {@code more} bytes may wait with those that do already. If not, the client is a slow consumer, and ended as
     * one. The one rule for all that is sent to clients who cannot be made to ask for less, as {@code queueOutbound} is in
     * nats-server.
     */
    default boolean admits(int more) {
        boolean admitted = heldBytes() + more <= pendingLimit();
        if (!admitted) {
            end(DisconnectReason.SLOW_CONSUMER);
        }
        return admitted;
    }

    /** Sends whole messages if the client takes them now, and otherwise nothing. {@code shared} stays the caller's. */
    default boolean offer(ByteBuf shared) {
        boolean taken = isWritable();
        if (taken) {
            writeAndFlush(shared.retainedDuplicate());
        }
        return taken;
    }

    /**
     * Sends whole messages that must not be left out: now, or when the client takes them, unless too much waits then.
     * {@code shared} stays the caller's, for other clients too.
     */
    default void push(ByteBuf shared) {
        if (!offer(shared) && !isEnding() && admits(shared.readableBytes())) {
            putOff(shared.retainedDuplicate());
        }
    }

    /** What is done for the client, of which its connection may have so much at a time. */
    interface Work {
        /** Notes work in this turn of the event loop: see {@link Outlet#spend}. */
        void spend(int messages, int bytes);

        /** See {@link Outlet#mayInflate}. */
        boolean mayInflate();
    }

    /** What is done over its connection. */
    Work work();

    /**
     * Notes work for the client in this turn of the event loop. What is pushed does not count.
     *
     * @param messages that are looked at, or answers that are made; 0 for more of one that was counted
     * @param bytes    of them
     */
    default void spend(int messages, int bytes) {
        work().spend(messages, bytes);
    }

    /**
     * Whether a piece of a long message of the client's may be inflated now. If not, {@link #takesAnswers()} is false until it
     * may, and it is asked again then, as if the client had taken something.
     */
    default boolean mayInflate() {
        return work().mayInflate();
    }

    /**
     * Whether another message of the client's is to be read and answered now: not while more waits for the client than may,
     * and not when its connection has used its part of the turn. If not, and the connection lives on, it is asked again
     * when it is otherwise, as if the client had taken something.
     */
    default boolean takesAnswers() {
        if (heldBytes() > pendingLimit()) {
            flush();
        }
        return heldBytes() <= pendingLimit();
    }

    /**
     * Whether one more request of the connection is carried out, of which there may be so many in a second. If not, it is
     * to be refused.
     */
    boolean admitsRequest(int perSecond);

    /** Notes that bytes came, and whether they left a message incomplete. */
    void heard(boolean midMessage);

    /** How long nothing was sent; 0 while something waits to be: a client that takes nothing would not hear more. */
    long quietNs(long nowNs);

    /** How long a message has been incomplete; 0 when none is. */
    long incompleteNs(long nowNs);

    /**
     * Something of ours failed amid a write, so that nothing can be said any more that makes sense: closes at once the
     * connection, and all that it carries.
     */
    void fail(Throwable fault);

    /** Counts {@code fault}, which is ours. */
    void count(Throwable fault);

    /**
     * Does {@code step} for the client where nobody above would see it fail, neither a pipeline nor whoever asked: what it
     * throws is counted, and the client is told by {@code ending}, or closed at once where that throws too. Never throws.
     */
    default void attempt(Runnable step, Consumer<DisconnectReason> ending) {
        try {
            step.run();
        } catch (Throwable fault) {
            count(fault);
            try {
                ending.accept(DisconnectReason.INTERNAL_ERROR);
            } catch (Throwable again) {
                fail(again);
            }
        }
    }

    /**
     * {@linkplain #attempt Attempts} {@code step} on {@code loop}, which is the client's, with what {@code coming} brings.
     * Where that is a failure, the step is one that failed. Any thread.
     */
    default <T> void whenThere(
            CompletableFuture<T> coming, Executor loop, Consumer<T> step, Consumer<DisconnectReason> ending) {
        coming.whenCompleteAsync(
                (value, failure) -> attempt(
                        () -> {
                            if (failure != null) {
                                throw new CompletionException(failure);
                            }
                            step.accept(value);
                        },
                        ending),
                loop);
    }

    /** Whether it is over, or about to be. */
    boolean isEnding();

    /** Says goodbye for {@code because} and closes. The first reason given stands. */
    void end(DisconnectReason because);

    /** Sends {@code lastWords} and closes. */
    void end(DisconnectReason because, ByteBuf lastWords);
}

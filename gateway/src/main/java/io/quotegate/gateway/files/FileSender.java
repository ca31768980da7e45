package io.quotegate.gateway.files;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.concurrent.Future;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.service.files.OpenFile;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a part of a file to one client: reads a few pieces ahead on the blocking pool, and sends them as the client
 * takes them and as it is its turn. Every piece is read and the file looked at again before it is sent, so a file that
 * changes never arrives whole; that is why the kernel is not asked to send it by itself. Confined to its event loop.
 */
final class FileSender {
    private static final Logger LOG = LoggerFactory.getLogger(FileSender.class);
    /** Most bytes in one piece. */
    private static final int PIECE_BYTES = 64 * 1024;

    private static final int PIECES_AHEAD = 2;
    private static final long STALLED_S = 60;

    private final LoopDownloads downloads;
    private final OpenFile file;
    private final long to;
    private final Download.Sink sink;
    private final Runnable onEnd;
    private final ArrayDeque<ByteBuf> ready = new ArrayDeque<>();

    private long next; // to be read
    private long sent;
    private long sentWhenWatched; // when it was last looked at whether the client takes anything
    private boolean reading;
    private boolean waiting; // for its turn
    private boolean closed;
    private @Nullable Future<?> watch;

    /**
     * Takes {@code file} over.
     *
     * @param onEnd run when it is closed
     */
    FileSender(LoopDownloads downloads, OpenFile file, FilePart part, Download.Sink sink, Runnable onEnd) {
        this.downloads = downloads;
        this.file = file;
        this.sink = sink;
        this.onEnd = onEnd;
        to = part.to();
        next = part.from();
        sent = part.from();
    }

    void start() {
        watch = downloads
                .loop()
                .scheduleAtFixedRate(() -> attempt(this::watch), STALLED_S, STALLED_S, TimeUnit.SECONDS);
        if (sent == to) {
            finish();
        } else {
            readAhead();
        }
    }

    /** Does {@code step} of it, which breaks it off if it fails, and nothing else. */
    private void attempt(Runnable step) {
        sink.client().attempt(step, this::breakOff);
    }

    private void watch() {
        if (sent == sentWhenWatched) {
            fail(DisconnectReason.SLOW_CONSUMER);
        }
        sentWhenWatched = sent;
    }

    private void readAhead() {
        if (reading || closed || next == to || ready.size() >= PIECES_AHEAD) {
            return;
        }
        int length = (int) Math.min(PIECE_BYTES, to - next);
        ByteBuf piece = PooledByteBufAllocator.DEFAULT.directBuffer(length, length);
        long at = next;
        try {
            downloads.blocking().execute(() -> read(piece, at, length));
            reading = true;
            next += length;
        } catch (RejectedExecutionException e) { // the gateway stops
            fail(DisconnectReason.SERVER_SHUTDOWN);
        } finally {
            if (!reading) {
                piece.release();
            }
        }
    }

    /** On the blocking pool. */
    private void read(ByteBuf piece, long at, int length) {
        Throwable failure = null;
        try {
            file.read(at, piece.internalNioBuffer(0, length));
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
        Throwable known = failure;
        try {
            downloads.loop().execute(() -> attempt(() -> onRead(piece.writerIndex(length), known)));
        } catch (RejectedExecutionException e) { // the gateway stops
            piece.release();
        }
    }

    private void onRead(ByteBuf piece, @Nullable Throwable failure) {
        reading = false;
        if (closed) {
            piece.release();
            LoopDownloads.close(file);
        } else if (failure != null) {
            piece.release();
            LOG.debug("{} is not sent on: {}", file.entry().name(), failure.toString());
            fail(failure instanceof IOException ? DisconnectReason.FILE_CHANGED : DisconnectReason.INTERNAL_ERROR);
        } else {
            ready.add(piece);
            readAhead();
            awaitTurn();
        }
    }

    /** The client takes bytes again. */
    void onWritable() {
        awaitTurn();
    }

    private void awaitTurn() {
        if (!waiting && !ready.isEmpty() && sink.isReady()) {
            waiting = true;
            downloads.await(this);
        }
    }

    /** It is its turn; returns how many bytes it has used it for. */
    int sendOne() {
        waiting = false;
        long sentBefore = sent;
        attempt(this::sendPiece);
        return (int) (sent - sentBefore);
    }

    private void sendPiece() {
        if (closed || ready.isEmpty() || !sink.isReady()) {
            return;
        }
        ByteBuf piece = ready.remove();
        sent += piece.readableBytes();
        sink.content(piece);
        if (sent == to && !closed) {
            finish();
        } else {
            readAhead();
            awaitTurn();
        }
    }

    private void finish() {
        close();
        sink.onSent();
    }

    private void fail(DisconnectReason reason) {
        if (!closed) {
            breakOff(reason);
        }
    }

    private void breakOff(DisconnectReason reason) {
        close();
        sink.onBroken(reason);
    }

    /** Sends nothing more. */
    void close() {
        if (!closed) {
            closed = true;
            onEnd.run();
            if (watch != null) {
                watch.cancel(false);
            }
            ready.forEach(ByteBuf::release);
            ready.clear();
            if (!reading) {
                LoopDownloads.close(file);
            }
        }
    }
}

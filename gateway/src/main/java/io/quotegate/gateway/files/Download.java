package io.quotegate.gateway.files;

import io.netty.buffer.ByteBuf;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.service.files.OpenFile;
import org.jspecify.annotations.Nullable;

/** One file on its way to one client, from when it is asked for. Confined to its event loop. */
public final class Download {
    private final LoopDownloads loop;
    private final Sink sink;

    private final Runnable onEnd;

    private @Nullable FileSender sender; // null until there is something to send
    private boolean closed;
    private boolean over;

    /** @param onEnd run once, when it is over: nothing is held for it any more */
    Download(LoopDownloads loop, Sink sink, Runnable onEnd) {
        this.loop = loop;
        this.sink = sink;
        this.onEnd = onEnd;
    }

    /** The way to the client, as its protocol has it. On its event loop; not called any more when it is closed. */
    public interface Sink {
        /** Whom it is to. */
        Outlet client();

        /** Nothing is sent, because of {@code refusal}. */
        void onRefused(Refusal refusal);

        /**
         * The file is open, and stays the caller's: writes what is told before the content.
         *
         * @return what of it is to be sent; null if nothing is, because everything is said
         */
        @Nullable
        FilePart onOpened(OpenFile file);

        /** Whether the client takes more now; if not, {@link Download#onWritable} is to be called when it does. */
        boolean isReady();

        /** Sends a piece, which it takes over. */
        void content(ByteBuf piece);

        /** All was sent. */
        void onSent();

        /** Nothing more will come, and what came may be wrong. */
        void onBroken(DisconnectReason reason);
    }

    /** There is what was asked for, or not. */
    void onAnswer(Outcome<OpenFile> opened) {
        opened.onAnswer(this::onOpened).onRefusal(this::onRefused);
    }

    private void onRefused(Refusal refusal) {
        end();
        if (!closed) {
            sink.onRefused(refusal);
        }
    }

    /** It cannot go on. */
    void onBroken(DisconnectReason reason) {
        if (!closed) {
            close();
            sink.onBroken(reason);
        }
    }

    private void end() {
        if (!over) {
            over = true;
            onEnd.run();
        }
    }

    private void onOpened(OpenFile file) {
        FilePart part = null;
        try {
            part = closed ? null : sink.onOpened(file);
        } finally { // also where that fails
            if (part == null || closed) { // what was written may have ended the connection
                LoopDownloads.close(file);
                end();
            }
        }
        if (part != null && !closed) {
            sender = new FileSender(loop, file, part, sink, this::end);
            sender.start();
        }
    }

    /** The client takes bytes again. */
    public void onWritable() {
        if (sender != null) {
            sender.onWritable();
        }
    }

    /** The client is gone. */
    public void close() {
        closed = true;
        if (sender != null) {
            sender.close();
        }
        end();
    }
}

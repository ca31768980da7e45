package io.quotegate.gateway.files;

import io.netty.channel.EventLoop;
import io.quotegate.api.FileEntry;
import io.quotegate.api.Outcome;
import io.quotegate.gateway.loop.PerLoop;
import io.quotegate.service.files.FileCatalogue;
import io.quotegate.service.files.OpenFile;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The downloads of one event loop. They take turns, and in one turn of the loop send so much together and no more: the
 * loop sees to its sockets and its quotes in between. Confined to the event loop.
 */
public final class LoopDownloads {
    private static final Logger LOG = LoggerFactory.getLogger(LoopDownloads.class);
    /** Most that is sent in one turn of the loop, unless one piece is longer. */
    private static final int TURN_BYTES = 128 * 1024;

    private final FileCatalogue catalogue;
    private final EventLoop loop;
    private final Executor blocking;
    private final ArrayDeque<FileSender> waiting = new ArrayDeque<>();
    private boolean scheduled;

    LoopDownloads(FileCatalogue catalogue, EventLoop loop, Executor blocking) {
        this.catalogue = catalogue;
        this.loop = loop;
        this.blocking = blocking;
    }

    /**
     * Those of each event loop.
     *
     * @param blocking runs what reads the disk
     */
    public static PerLoop<LoopDownloads> of(FileCatalogue catalogue, Executor blocking) {
        return new PerLoop<>(loop -> new LoopDownloads(catalogue, loop.eventLoop(), blocking));
    }

    /** Hands all files that are offered to {@code consumer}, later. */
    public void list(Consumer<Outcome<List<FileEntry>>> consumer) {
        catalogue.list().thenAcceptAsync(consumer, loop);
    }

    /**
     * Begins to send the file called {@code name}, or the first of {@code others} where there is none; {@code sink}
     * hears of it later.
     */
    public Download begin(String name, List<String> others, Download.Sink sink) {
        return begin(catalogue.open(name, others), sink);
    }

    /** Begins to send the files called {@code names} as one ZIP; {@code sink} hears of it later. */
    public Download beginArchive(List<String> names, Download.Sink sink) {
        return begin(catalogue.archive(names), sink);
    }

    private Download begin(CompletableFuture<Outcome<OpenFile>> opening, Download.Sink sink) {
        Download download = new Download(this, sink);
        opening.thenAcceptAsync(opened -> opened.onAnswer(download::onOpened).onRefusal(download::onRefused), loop);
        return download;
    }

    EventLoop loop() {
        return loop;
    }

    Executor blocking() {
        return blocking;
    }

    /** Lets {@code sender} send a piece when it is its turn. */
    void await(FileSender sender) {
        waiting.add(sender);
        schedule();
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            loop.schedule(this::turn, 1, TimeUnit.NANOSECONDS); // a task would run within this turn still
        }
    }

    private void turn() {
        scheduled = false;
        int sent = 0;
        while (sent < TURN_BYTES && !waiting.isEmpty()) {
            sent += waiting.remove().sendOne();
        }
        if (!waiting.isEmpty()) {
            schedule();
        }
    }

    /** Closes {@code file}, which waits for nothing: it was only read from. */
    static void close(OpenFile file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.debug("{} was not closed well: {}", file.entry().name(), e.toString());
        }
    }
}

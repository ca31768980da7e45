package io.quotegate.gateway.files;

import io.netty.channel.EventLoop;
import io.quotegate.api.FileEntry;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.gateway.loop.PerLoop;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.NextTurn;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.gateway.session.Peer;
import io.quotegate.gateway.session.admission.AddressCounts;
import io.quotegate.service.files.FileCatalogue;
import io.quotegate.service.files.OpenFile;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
    private final DownloadShares shares;
    private final ArrayDeque<FileSender> waiting = new ArrayDeque<>();
    private final NextTurn next = new NextTurn(this::turn);

    /** @param addresses how many downloads each address has, on whatever event loop */
    LoopDownloads(FileCatalogue catalogue, EventLoop loop, Executor blocking, AddressCounts addresses) {
        this.catalogue = catalogue;
        this.loop = loop;
        this.blocking = blocking;
        shares = new DownloadShares(addresses);
    }

    /**
     * Those of each event loop.
     *
     * @param blocking runs what reads the disk
     */
    public static PerLoop<LoopDownloads> of(FileCatalogue catalogue, Executor blocking) {
        AddressCounts addresses = new AddressCounts(DownloadShares.MOST_OF_ADDRESS);
        return new PerLoop<>(loop -> new LoopDownloads(catalogue, loop.eventLoop(), blocking, addresses));
    }

    /** Hands all files that are offered to {@code consumer}, later; {@code client} is told by {@code ending} if it fails. */
    public void list(Outlet client, Consumer<Outcome<List<FileEntry>>> consumer, Consumer<DisconnectReason> ending) {
        client.whenThere(catalogue.list(), loop, consumer, ending);
    }

    /**
     * Begins to send the file called {@code name}, or the first of {@code others} where there is none; {@code sink} hears of
     * it later.
     */
    public Download begin(String name, List<String> others, Download.Sink sink) {
        return begin(() -> catalogue.open(name, others), sink);
    }

    /** Begins to send the files called {@code names} as one ZIP; {@code sink} hears of it later. */
    public Download beginArchive(List<String> names, Download.Sink sink) {
        return begin(() -> catalogue.archive(names), sink);
    }

    private Download begin(Supplier<CompletableFuture<Outcome<OpenFile>>> opening, Download.Sink sink) {
        Peer client = sink.client().peer();
        Refusal tooMany = shares.take(client);
        Download download = new Download(this, sink, tooMany == null ? () -> shares.giveBack(client) : () -> {});
        CompletableFuture<Outcome<OpenFile>> answer =
                tooMany == null ? opening.get() : CompletableFuture.completedFuture(Outcome.refused(tooMany));
        sink.client().whenThere(answer, loop, download::onAnswer, download::onBroken);
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
        next.await(loop);
    }

    private void turn() {
        int sent = 0;
        while (sent < TURN_BYTES && !waiting.isEmpty()) {
            sent += waiting.remove().sendOne();
        }
        if (!waiting.isEmpty()) {
            next.await(loop);
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

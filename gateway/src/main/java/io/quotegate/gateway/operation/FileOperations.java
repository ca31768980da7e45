package io.quotegate.gateway.operation;

import io.quotegate.api.ClientRequest;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.FileEntry;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.gateway.fanout.Subscriber;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.files.Download;
import io.quotegate.gateway.files.LoopDownloads;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.loop.PerLoop;
import io.quotegate.gateway.session.Outlet;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files on one streaming connection: the list, and content, one file after another. Confined to its event loop. */
final class FileOperations {
    private final Answers answers;
    private final LoopContext loop;
    private final PerLoop<LoopDownloads> downloads;
    private final Subscriber subscriber;

    private @Nullable ContentStream content; // of the download under way
    private @Nullable Download download;
    private boolean listing;
    private boolean closed;

    FileOperations(Answers answers, LoopContext loop, PerLoop<LoopDownloads> downloads, Subscriber subscriber) {
        this.answers = answers;
        this.loop = loop;
        this.downloads = downloads;
        this.subscriber = subscriber;
    }

    void list(ClientRequest.Files request) {
        if (listing) {
            answers.refuse(
                    request.id(),
                    new Refusal(ErrorCode.LIMIT, "files: the list that was asked for before is being read"));
            return;
        }
        listing = true;
        WireFormat format = answers.format();
        Outlet client = answers.outlet();
        downloads.on(loop).list(client, outcome -> onList(request.id(), format, outcome), client::end);
    }

    private void onList(@Nullable String id, WireFormat format, Outcome<List<FileEntry>> outcome) {
        listing = false;
        if (!closed) {
            answers.in(format)
                    .write(id, outcome, files -> answers.encoder().files().list(answers.payload(), id, files));
            answers.outlet().flush();
        }
    }

    void download(ClientRequest.File request) {
        Refusal refusal = refusal();
        if (refusal != null) {
            answers.refuse(request.id(), refusal);
            return;
        }
        WireFormat format = answers.format();
        Outlet client = answers.outlet();
        begin(request.names().iterator(), request.id(), request.offset(), format, client);
    }

    /** Begins the next of {@code names}, and each of the others when the one before it is done with. */
    private void begin(Iterator<String> names, @Nullable String id, long offset, WireFormat format, Outlet client) {
        content = null;
        download = null;
        if (names.hasNext() && !closed && !client.isEnding()) {
            Runnable next = () -> begin(names, id, 0, format, client);
            ContentStream stream = new ContentStream(id, offset, format, answers, client, subscriber, next);
            content = stream;
            download = downloads.on(loop).begin(names.next(), List.of(), stream);
        }
    }

    private @Nullable Refusal refusal() {
        if (isDownloading()) {
            return Refusal.badRequest("file: a download is under way on this connection");
        }
        if (answers.format() == WireFormat.LINE_JSON) {
            return new Refusal(ErrorCode.UNSUPPORTED, "file (expected: frames or WebSocket)");
        }
        return subscriber.wantsEveryQuote() ? Refusal.badRequest("file: not beside a subscription of mode all") : null;
    }

    /** Whether a file was asked for and has not been sent. */
    boolean isDownloading() {
        return content != null;
    }

    /** Whether something that was asked for is still to be answered. */
    boolean owes() {
        return listing || isDownloading();
    }

    /** Whether nothing but content may be sent now. */
    boolean isSendingContent() {
        return content != null && content.isSending();
    }

    /** The client takes bytes again. */
    void onWritable() {
        if (download != null) {
            download.onWritable();
        }
    }

    /** The client is gone. */
    void close() {
        closed = true;
        if (download != null) {
            download.close();
        }
        if (content != null) {
            content.close();
        }
    }
}

package io.quotegate.gateway.http.files;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import io.quotegate.api.FileEntry;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.codec.json.FileJson;
import io.quotegate.gateway.files.Download;
import io.quotegate.gateway.files.FilePart;
import io.quotegate.gateway.files.LoopDownloads;
import io.quotegate.gateway.http.AnswerListener;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpProblem;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.service.files.OpenFile;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The answer to one request for the list of files, or for a file or a part of it. Confined to its event loop. */
final class FileAnswer implements AnswerListener, Download.Sink {
    private final HttpStream stream;
    private final LoopDownloads downloads;
    private final RequestHead request;

    private String asked = "";
    private @Nullable Download download;
    private boolean sending; // content, of which some is still to come
    private boolean closed;

    FileAnswer(HttpStream stream, LoopDownloads downloads, RequestHead request) {
        this.stream = stream;
        this.downloads = downloads;
        this.request = request;
    }

    /** Begins to answer with the list. */
    FileAnswer list() {
        downloads.list(stream, this::onList, stream::breakOff);
        return this;
    }

    private void onList(Outcome<List<FileEntry>> outcome) {
        if (!closed) {
            outcome.onRefusal(this::onRefused).onAnswer(files -> {
                ByteWriter body = stream.loop().writer().payload();
                FileJson.array(body.ascii("{\"files\":"), files);
                body.put('}');
                HttpAnswer.JSON.send(stream, body);
                stream.flush();
            });
        }
    }

    /** Begins to answer with the file called {@code name}. */
    FileAnswer open(String name) {
        asked = name;
        List<String> packed = Stream.of("gz", "zst")
                .map(ending -> name + '.' + ending)
                .filter(other -> ContentTypes.accepts(request, String.valueOf(ContentTypes.coding(other))))
                .toList();
        download = downloads.begin(name, packed, this);
        return this;
    }

    /** Begins to answer with the files called {@code names} as one ZIP. */
    FileAnswer archive(List<String> names) {
        download = downloads.beginArchive(names, this);
        return this;
    }

    @Override
    public void onWritable() {
        if (download != null) {
            download.onWritable();
        }
    }

    /** Content that is cut must not look whole. */
    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        if (sending) {
            stream.cancel(reason);
        }
        return Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void onEnding() {
        onClosed(false);
    }

    @Override
    public void onClosed(boolean complete) {
        closed = true;
        if (download != null) {
            download.close();
        }
    }

    // Download.Sink

    @Override
    public Outlet client() {
        return stream;
    }

    @Override
    public @Nullable FilePart onOpened(OpenFile file) {
        FileHead head = FileHead.of(request, asked, file);
        HttpProblem problem = head.problem();
        if (problem != null) {
            problem.send(stream, head.known());
            stream.flush();
            return null;
        }
        if (!head.hasContent() || request.method().equals(HttpMethod.HEAD)) {
            stream.respond(head.response(), Unpooled.EMPTY_BUFFER);
            stream.flush();
            return null;
        }
        sending = true;
        stream.respond(head.response());
        stream.flush();
        return new FilePart(head.range().from(), head.range().to());
    }

    @Override
    public void onRefused(Refusal refusal) {
        if (!closed) {
            HttpProblem.of(refusal).send(stream);
            stream.flush();
        }
    }

    @Override
    public boolean isReady() {
        return stream.isWritable();
    }

    @Override
    public void content(ByteBuf piece) {
        stream.writeAndFlush(piece);
    }

    @Override
    public void onSent() {
        sending = false;
        stream.finish();
        stream.flush();
    }

    @Override
    public void onBroken(DisconnectReason reason) {
        stream.breakOff(reason);
    }
}

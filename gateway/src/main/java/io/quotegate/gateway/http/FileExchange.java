package io.quotegate.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.FileEntry;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.codec.json.FileJson;
import io.quotegate.gateway.exchange.Exchange;
import io.quotegate.gateway.exchange.ExchangeHandler;
import io.quotegate.gateway.files.Download;
import io.quotegate.gateway.files.FilePart;
import io.quotegate.gateway.files.LoopDownloads;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.service.files.OpenFile;
import io.quotegate.text.ByteWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One request for the list of files, or for a file or a part of it. Its body is thrown away. Confined to its event
 * loop.
 */
final class FileExchange implements ExchangeHandler, Download.Sink {
    private static final int TIMED_OUT = 408;
    private static final int TOO_LARGE = 413;

    private final Exchange exchange;
    private final LoopDownloads downloads;
    private final Http2Headers request;
    private final String method;
    private final @Nullable String escapedName; // null for the list

    private @Nullable Download download;
    private long bodyBytes;
    private boolean begun; // to be answered
    private boolean closed;

    FileExchange(Exchange exchange, LoopDownloads downloads, Http2Headers request, @Nullable String escapedName) {
        this.exchange = exchange;
        this.downloads = downloads;
        this.request = request;
        this.escapedName = escapedName;
        method = String.valueOf(request.method());
        exchange.heard(true); // until the body is whole
    }

    @Override
    public void onBody(ByteBuf piece) {
        bodyBytes += piece.readableBytes();
        exchange.consumed(piece.readableBytes());
        int limit = exchange.loop().limits().frameBytes();
        if (bodyBytes > limit) {
            giveUp(TOO_LARGE, ErrorCode.TOO_LARGE, "body longer than " + limit + " bytes");
        }
    }

    @Override
    public void onTime(long nowNs) {
        if (exchange.incompleteNs(nowNs)
                > exchange.loop().limits().messageTimeout().toNanos()) {
            giveUp(TIMED_OUT, ErrorCode.BAD_REQUEST, "request not ended in time");
        }
    }

    /** Answers without waiting for the body's end. */
    private void giveUp(int status, ErrorCode code, String detail) {
        if (!begun) {
            begun = true;
            ByteWriter body = payload();
            write(HttpAnswer.problem(body, status, code, detail), body);
        }
    }

    @Override
    public void onBodyEnd() {
        exchange.heard(false);
        if (begun) {
            return;
        }
        begun = true;
        ByteWriter body = payload();
        HttpAnswer wrong = FileRoutes.wrongMethod(method, body);
        if (wrong != null) {
            write(wrong, body);
        } else if (escapedName == null) {
            downloads.list(this::onList);
        } else {
            open(escapedName);
        }
    }

    private void onList(Outcome<List<FileEntry>> outcome) {
        outcome.onRefusal(this::refuse).onAnswer(files -> {
            ByteWriter body = payload();
            FileJson.array(body.ascii("{\"files\":"), files);
            body.put('}');
            write(HttpAnswer.JSON, body);
        });
    }

    private void open(String escaped) {
        String name;
        try {
            name = URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            refuse(Refusal.badRequest("malformed path"));
            return;
        }
        List<String> packed = Stream.of("gz", "zst")
                .map(ending -> name + '.' + ending)
                .filter(other -> FileRoutes.accepts(request, String.valueOf(ContentTypes.coding(other))))
                .toList();
        download = downloads.begin(name, packed, this);
    }

    @Override
    public @Nullable FilePart onOpened(OpenFile file) {
        FileHead head = FileHead.of(request, file);
        if (head.isUnsatisfiable()) {
            exchange.respond(new DefaultHttp2Headers(false, 8)
                    .status("416")
                    .set(
                            HttpHeaderNames.CONTENT_RANGE,
                            "bytes */" + file.entry().sizeBytes())
                    .set(HttpHeaderNames.CONTENT_LENGTH, "0")
                    .set(HttpHeaderNames.DATE, HttpResponder.DateHeader.now()));
            end();
            return null;
        }
        if (head.fresh() || method.equals(HttpMethod.HEAD.name())) {
            exchange.respond(head.fields(), Unpooled.EMPTY_BUFFER);
            exchange.flush();
            return null;
        }
        exchange.respond(head.fields());
        exchange.flush();
        return new FilePart(head.range().from(), head.range().to());
    }

    @Override
    public void onRefused(Refusal refusal) {
        refuse(refusal);
    }

    private ByteWriter payload() {
        return exchange.loop().writer().payload();
    }

    private void refuse(Refusal refusal) {
        ByteWriter body = payload();
        write(HttpAnswer.problem(body, refusal), body);
    }

    private void write(HttpAnswer answer, ByteWriter body) {
        if (!closed) {
            ExchangeAnswers.write(exchange, method, answer, body);
            exchange.flush();
        }
    }

    private void end() {
        exchange.finish();
        exchange.flush();
    }

    @Override
    public void onWritable() {
        if (download != null) {
            download.onWritable();
        }
    }

    @Override
    public void onClosed(boolean complete) {
        closed = true;
        if (download != null) {
            download.close();
        }
    }

    @Override
    public boolean isReady() {
        return exchange.isWritable();
    }

    @Override
    public void content(ByteBuf piece) {
        exchange.writeAndFlush(piece);
    }

    @Override
    public void onSent() {
        end();
    }

    @Override
    public void onBroken(DisconnectReason reason) {
        exchange.cancel(reason);
    }
}

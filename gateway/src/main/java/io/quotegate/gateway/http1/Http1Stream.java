package io.quotegate.gateway.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quotegate.gateway.auth.Caller;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.ResponseHead;
import io.quotegate.gateway.http.ServedRequest;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.text.ByteWriter;
import org.jspecify.annotations.Nullable;

/**
 * One request of HTTP/1.1 and its answer. An answer that is whole before it is flushed, or whose head says how long it
 * is, has a length, and the connection lives on; any other ends with the connection. Confined to its event loop.
 */
final class Http1Stream implements HttpStream {
    private static final int WINDOW_BYTES = 64 * 1024;

    private final Http1Handler owner;
    private final Connection connection;
    private final AnswerOutput output;
    private final ServedRequest served = new ServedRequest(this);

    private @Nullable String webSocketKey; // until it is used
    private ByteBuf lastWords = Unpooled.EMPTY_BUFFER;
    private boolean upgraded; // and there is no HTTP any more
    private boolean finished;
    private boolean closed;
    private int unread; // bytes of the body that were not looked at

    Http1Stream(Http1Handler owner, Http1Request request) {
        this.owner = owner;
        connection = owner.connection();
        output = new AnswerOutput(connection, request);
        webSocketKey = request.webSocketKey();
    }

    ServedRequest served() {
        return served;
    }

    @Override
    public Caller caller() {
        return served.caller();
    }

    /** Whether all of the answer is written. */
    boolean isFinished() {
        return finished;
    }

    /** Whether the connection is over when the answer is. */
    boolean endsConnection() {
        return endsFor() != null;
    }

    /** Whether another protocol was granted. */
    boolean isUpgraded() {
        return upgraded;
    }

    /** A piece of the body came, which stays the caller's. */
    void onBody(ByteBuf piece) {
        if (finished || upgraded) {
            return;
        }
        unread += piece.readableBytes();
        if (unread > loop().limits().frameBytes() + WINDOW_BYTES) {
            end(DisconnectReason.TOO_LARGE);
        } else {
            served.onBody(piece);
        }
    }

    void onBodyEnd() {
        if (!finished && !upgraded) {
            served.onBodyEnd();
        }
    }

    /**
     * Answers what is wrong, and ends the connection.
     *
     * @param special in place of the problem; null for the problem
     */
    void refuse(RequestCheck wrong, @Nullable ResponseHead special) {
        served.ending(wrong.reason());
        if (special == null) {
            wrong.problem().send(this, wrong.fields());
        } else {
            respond(special, Unpooled.EMPTY_BUFFER);
        }
    }

    /** It is over, whoever ended it. */
    void close() {
        if (!closed) {
            closed = true;
            output.release();
            served.closed(finished);
        }
    }

    // HttpStream

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public LoopContext loop() {
        return owner.loop();
    }

    /** A call counts by itself; anything else is what the connection speaks from now on. */
    @Override
    public void speak(Protocol protocol) {
        if (protocol == Protocol.GRPC) {
            served.count(protocol);
        } else {
            connection.speak(protocol, owner);
        }
    }

    @Override
    public void respond(ResponseHead newHead) {
        if (served.answer()) {
            output.head(served.shared(newHead));
        }
    }

    @Override
    public void respond(ResponseHead newHead, ByteBuf body) {
        if (!served.answer()) {
            body.release();
            return;
        }
        output.head(served.shared(newHead));
        spend(1, body.readableBytes());
        say(body);
    }

    /** Into one buffer, where it is not long. */
    @Override
    public void respond(ResponseHead newHead, ByteWriter body) {
        if (!AnswerOutput.isCopied(body.length())) {
            HttpStream.super.respond(newHead, body);
        } else if (served.answer()) {
            output.head(served.shared(newHead), body);
            spend(1, body.length());
            finish();
        }
    }

    @Override
    public Outlet upgrade(Protocol protocol, HttpFields fields) {
        String key = webSocketKey;
        if (key == null || !served.answer()) {
            throw new IllegalStateException("upgrade (expected: asked for, and not answered)");
        }
        upgraded = true;
        webSocketKey = null;
        connection.write(ResponseWriter.informational(
                alloc(), HttpResponseStatus.SWITCHING_PROTOCOLS, WebSocketHandshake.opening(key), fields));
        connection.speak(protocol, owner);
        connection.heard(true); // until the request is whole
        return connection;
    }

    @Override
    public void finish() {
        if (finished || closed) {
            return;
        }
        finished = true;
        DisconnectReason because = endsFor();
        if (!output.isStreaming()) {
            output.sendWhole(because != null);
        }
        if (because != null) {
            connection.end(because, lastWords);
        }
        owner.onAnswered();
    }

    @Override
    public void finish(HttpFields trailers) {
        finish(); // nothing that is served over HTTP/1.1 has trailers behind a body
    }

    /** What the connection ends for behind the answer; null if it lives on. */
    private @Nullable DisconnectReason endsFor() {
        if (served.reason() != null) {
            return served.reason();
        }
        if (owner.isDraining()) {
            return DisconnectReason.SERVER_SHUTDOWN;
        }
        return output.leavesConnection() ? null : DisconnectReason.COMPLETED;
    }

    @Override
    public boolean carriesTrailers() {
        return false;
    }

    @Override
    public void cancel(DisconnectReason because) {
        served.ending(because);
        connection.end(because, Unpooled.EMPTY_BUFFER);
    }

    @Override
    public void breakOff(DisconnectReason because) {
        served.breakOff(because);
    }

    @Override
    public void consumed(int bytes) {
        if (!upgraded) {
            unread -= bytes;
        }
    }

    // Outlet

    @Override
    public ByteBufAllocator alloc() {
        return connection.alloc();
    }

    @Override
    public void write(ByteBuf bytes) {
        if (finished || closed) {
            bytes.release();
        } else if (output.isStreaming() && served.reason() != null) {
            lastWords = output.join(lastWords, bytes);
        } else {
            output.write(bytes);
        }
    }

    @Override
    public void putOff(ByteBuf bytes) {
        if (output.isStreaming() && served.reason() == null && !finished && !closed) {
            connection.putOff(bytes);
        } else {
            write(bytes);
        }
    }

    /** What was not written whole by now is streamed. */
    @Override
    public void flush() {
        if (!finished && !closed && served.reason() == null) {
            output.stream();
        }
        owner.flush();
    }

    @Override
    public boolean isWritable() {
        return !isEnding() && connection.isWritable();
    }

    @Override
    public long unsentBytes() {
        return connection.unsentBytes() + output.heldBytes();
    }

    @Override
    public void heard(boolean midMessage) {
        // Whether the request is whole is what the connection is watched for.
    }

    @Override
    public long quietNs(long nowNs) {
        return connection.quietNs(nowNs);
    }

    @Override
    public long incompleteNs(long nowNs) {
        return 0;
    }

    @Override
    public boolean isEnding() {
        return served.reason() != null || finished || closed || connection.isEnding();
    }

    @Override
    public void end(DisconnectReason because) {
        if (upgraded) {
            connection.end(because);
        } else if (!isEnding()) {
            say(served.end(because));
        }
    }

    @Override
    public void end(DisconnectReason because, ByteBuf words) {
        if (upgraded) {
            connection.end(because, words);
        } else if (isEnding()) {
            words.release();
        } else {
            say(served.end(because, words));
        }
    }

    private void say(ByteBuf last) {
        write(last);
        finish();
    }

    /** What is to be sent before the connection ends for {@code because}. */
    ByteBuf farewell(DisconnectReason because) {
        if (upgraded) {
            return served.end(because);
        }
        end(because);
        return Unpooled.EMPTY_BUFFER;
    }
}

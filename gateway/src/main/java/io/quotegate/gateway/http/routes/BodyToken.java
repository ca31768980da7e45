package io.quotegate.gateway.http.routes;

import io.netty.buffer.ByteBuf;
import io.quotegate.codec.json.RightJson;
import io.quotegate.gateway.http.AnswerListener;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.StreamListener;
import io.quotegate.gateway.http.WholeRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Function;

/** Reads the body in which a page shows a token, {@code {"token":".."}}. Confined to the event loop of its stream. */
final class BodyToken implements StreamListener {
    /** What is longer is no token. */
    private static final int MOST_BYTES = 1024;

    private final WholeRequest whole;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /** @param answering begins to answer who has shown a token, which is empty for none */
    BodyToken(HttpStream stream, Function<String, AnswerListener> answering) {
        whole = new WholeRequest(stream, () -> answering.apply(RightJson.token(body.toByteArray())));
    }

    @Override
    public void onBody(ByteBuf piece) {
        int more = Math.min(piece.readableBytes(), MOST_BYTES - body.size());
        try {
            piece.getBytes(piece.readerIndex(), body, more);
        } catch (IOException e) {
            throw new IllegalStateException("an array cannot fail to be written", e);
        }
        whole.onBody(piece);
    }

    @Override
    public void onBodyEnd() {
        whole.onBodyEnd();
    }

    @Override
    public void onTime(long nowNs) {
        whole.onTime(nowNs);
    }

    @Override
    public boolean owes() {
        return whole.owes();
    }

    @Override
    public void onClosed(boolean complete) {
        whole.onClosed(complete);
    }
}

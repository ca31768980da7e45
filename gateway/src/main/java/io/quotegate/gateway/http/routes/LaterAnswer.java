package io.quotegate.gateway.http.routes;

import io.quotegate.gateway.http.AnswerListener;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.text.ByteWriter;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** An answer of what is known later. Confined to the event loop of its stream. */
final class LaterAnswer<T> implements AnswerListener {
    private final HttpStream stream;
    private final BiFunction<ByteWriter, T, HttpAnswer> text;
    private boolean closed;

    private LaterAnswer(HttpStream stream, BiFunction<ByteWriter, T, HttpAnswer> text) {
        this.stream = stream;
        this.text = text;
    }

    /** Answers {@code stream} with what {@code text} writes of the value, when there is one. */
    static <T> LaterAnswer<T> of(
            HttpStream stream, CompletableFuture<T> coming, BiFunction<ByteWriter, T, HttpAnswer> text) {
        LaterAnswer<T> answer = new LaterAnswer<>(stream, text);
        stream.whenThere(coming, answer::send);
        return answer;
    }

    private void send(T value) {
        if (!closed) {
            ByteWriter body = stream.loop().writer().payload();
            text.apply(body, value).send(stream, body);
            stream.flush();
        }
    }

    @Override
    public void onClosed(boolean complete) {
        closed = true;
    }
}

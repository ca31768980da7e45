package io.quotegate.feed.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitedBodyTest {
    private final LimitedBody body = new LimitedBody(5);
    private final CompletableFuture<byte[]> whole = body.getBody().toCompletableFuture();
    private boolean cancelled;

    @BeforeEach
    void subscribe() {
        body.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long count) {}

            @Override
            public void cancel() {
                cancelled = true;
            }
        });
    }

    private static List<ByteBuffer> buffers(String... texts) {
        return List.of(texts).stream()
                .map(text -> ByteBuffer.wrap(text.getBytes(UTF_8)))
                .toList();
    }

    @Test
    void gathersWhatComesInPieces() {
        body.onNext(buffers("a", "bc"));
        body.onNext(buffers("de"));
        assertThat(whole).isNotDone();
        body.onComplete();
        assertThat(whole).isCompletedWithValueMatching(bytes -> new String(bytes, UTF_8).equals("abcde"));
        assertThat(cancelled).isFalse();
    }

    @Test
    void failsOnceAndAsksForNoMoreWhereItIsTooLong() {
        body.onNext(buffers("abc"));
        body.onNext(buffers("def"));
        assertThat(cancelled).isTrue();
        assertThat(whole).isCompletedExceptionally();
        cancelled = false;
        body.onNext(buffers("ghi"));
        body.onComplete();
        assertThat(cancelled).isFalse();
        assertThat(whole).isCompletedExceptionally();
    }

    @Test
    void passesOnThatItFailed() {
        body.onError(new IOException("reset"));
        assertThat(whole).isCompletedExceptionally();
    }
}

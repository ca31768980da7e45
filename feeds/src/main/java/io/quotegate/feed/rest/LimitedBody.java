package io.quotegate.feed.rest;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Gathers an answer's body, and fails where it is longer than it may be. Confined to the client that reads it. */
final class LimitedBody implements HttpResponse.BodySubscriber<byte[]> {
    private final HttpResponse.BodySubscriber<byte[]> whole = HttpResponse.BodySubscribers.ofByteArray();
    private final long maxBytes;

    private Flow.@Nullable Subscription subscription;
    private long bytes;
    private boolean failed;

    LimitedBody(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription itsSubscription) {
        subscription = itsSubscription;
        whole.onSubscribe(itsSubscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            bytes += buffer.remaining();
        }
        if (bytes <= maxBytes) {
            whole.onNext(buffers);
        } else if (!failed && subscription != null) {
            failed = true;
            subscription.cancel();
            whole.onError(new IOException("body: longer than " + maxBytes + " bytes"));
        }
    }

    @Override
    public void onError(Throwable cause) {
        whole.onError(cause);
    }

    @Override
    public void onComplete() {
        if (!failed) {
            whole.onComplete();
        }
    }
}

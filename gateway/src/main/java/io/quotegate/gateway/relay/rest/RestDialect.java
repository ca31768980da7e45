package io.quotegate.gateway.relay.rest;

import io.quotegate.gateway.http.RequestHead;
import io.quotegate.time.RateLimit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What relaying a venue's REST must know of it. Any thread. */
public interface RestDialect {
    /** What {@code request} is answered without the venue; null where the venue is asked. */
    @Nullable
    RestReply own(RequestHead request);

    /** The same question to streams; null where none answers it. */
    @Nullable
    TopicQuestion topic(RequestHead request);

    /** The venue answered {@code target}, or did not, which was asked at one moment and heard of at another. */
    void onAnswer(String target, @Nullable RestReply reply, long sentNs, long receivedNs);

    /** What the question costs, which the venue is asked. */
    RestRule rule(RequestHead request);

    /** What all questions together are spent from; null where each path has a budget of its own. */
    @Nullable
    RateLimit weight();

    /** What of its head the venue has to know; never a key. */
    Map<String, String> headers(RequestHead request);

    /** What the venue answers who asks for too much. */
    RestReply exhausted();

    /** What the venue answers when it cannot. */
    RestReply away();

    /** The name of the field that tells how much is used; null for none. */
    @Nullable
    String usedWeightField();
}

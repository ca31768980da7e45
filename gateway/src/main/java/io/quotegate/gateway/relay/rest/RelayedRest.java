package io.quotegate.gateway.relay.rest;

import io.quotegate.gateway.http.AnswerListener;
import io.quotegate.gateway.http.HttpEndpoint;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http.StreamListener;
import io.quotegate.gateway.http.WholeRequest;
import io.quotegate.gateway.relay.RefusalListener;
import io.quotegate.ring.verbatim.Recollection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Answers as a venue's REST does. Any thread. */
public final class RelayedRest implements HttpEndpoint {

    private static final byte[] NOTHING = {};

    private final SharedQuestions questions;
    private final StreamKnowledge streams;
    private final RefusalListener refusals;

    public RelayedRest(SharedQuestions questions, StreamKnowledge streams, RefusalListener refusals) {
        this.questions = questions;
        this.streams = streams;
        this.refusals = refusals;
    }

    @Override
    public StreamListener open(HttpStream stream, RequestHead request, String parameter) {
        return new WholeRequest(stream, () -> answer(stream, request));
    }

    private AnswerListener answer(HttpStream stream, RequestHead request) {
        RestDialect dialect = questions.dialect();
        questions.stats().requests.increment();
        RestReply own = dialect.own(request);
        Waiting waiting = new Waiting(stream);
        if (own != null) {
            if (own.isOk()) {
                questions.stats().known.increment();
            } else {
                questions.stats().refused.increment();
                refusals.refused(request.method() + " " + request.path(), String.valueOf(own.status()));
            }
            waiting.send(own);
            return AnswerListener.NONE;
        }
        TopicQuestion topic = dialect.topic(request);
        RestRule rule = dialect.rule(request);
        CompletableFuture<RestReply> answer = topic == null
                ? questions.ask(request.target(), dialect.headers(request), rule)
                : streams.recall(topic.source(), topic.names(), topic.levels())
                        .thenCompose(recollection -> answer(request.target(), rule, topic, recollection));
        stream.whenThere(answer.exceptionally(failure -> dialect.away()), reply -> {
            waiting.send(reply);
            stream.flush();
        });
        return waiting;
    }

    /** What streams tell; where that is not enough, what the venue answers, which may be enough for the next. */
    private CompletableFuture<RestReply> answer(
            String target, RestRule rule, TopicQuestion topic, Recollection recollection) {
        if (recollection.isKnown()) {
            questions.stats().known.increment();
            return CompletableFuture.completedFuture(RestReply.of(topic.before(), recollection.told(), topic.after()));
        }
        CompletableFuture<RestReply> answer = questions.ask(target, Map.of(), rule);
        String asking = recollection.asking();
        TopicQuestion.Whole whole = topic.whole();
        if (asking != null && whole != null) {
            CompletableFuture<RestReply> all =
                    whole.target().equals(target) ? answer : questions.askIdly(whole.target(), whole.rule());
            all.whenComplete((reply, failure) -> streams.learn(
                    topic.source(),
                    asking,
                    failure == null && reply.isOk() ? reply.bytes() : NOTHING,
                    TopicQuestion.WHOLE_LEVELS));
        }
        return answer;
    }

    /** A client that waits for its answer. Confined to its event loop. */
    private final class Waiting implements AnswerListener {
        private final HttpStream stream;

        private boolean closed;

        Waiting(HttpStream stream) {
            this.stream = stream;
        }

        void send(RestReply reply) {
            if (closed) {
                return;
            }
            reply.sendTo(
                    stream,
                    questions.dialect().usedWeightField(),
                    questions.stats().usedWeight.get());
        }

        @Override
        public void onClosed(boolean complete) {
            closed = true;
        }
    }
}

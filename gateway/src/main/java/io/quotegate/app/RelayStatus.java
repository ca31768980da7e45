package io.quotegate.app;

import io.quotegate.feed.relay.RelayStats;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpCall;
import io.quotegate.gateway.relay.rest.RestStats;
import io.quotegate.text.ByteWriter;
import java.util.Map;

/**
 * What the relay does, as {@code /v1/relay} tells it. Any thread.
 *
 * @param sources WebSockets to venues, by name
 * @param rest    by venue
 */
record RelayStatus(Map<String, RelayStats> sources, Map<String, RestStats> rest) {
    /** Writes it. */
    HttpAnswer answer(HttpCall call) {
        ByteWriter body = call.body().ascii("{\"sources\":[");
        boolean first = true;
        for (Map.Entry<String, RelayStats> source : sources.entrySet()) {
            RelayStats stats = source.getValue();
            body.ascii(first ? "" : ",").ascii("{\"source\":").jsonString(source.getKey());
            member(body, "connections", stats.connections.sum());
            member(body, "streams", stats.topics.sum());
            member(body, "connects", stats.connects.sum());
            member(body, "requests", stats.requests.sum());
            member(body, "messages", stats.messages.sum());
            member(body, "refused", stats.refused.sum());
            body.put('}');
            first = false;
        }
        body.ascii("],\"rest\":[");
        first = true;
        for (Map.Entry<String, RestStats> venue : rest.entrySet()) {
            RestStats stats = venue.getValue();
            body.ascii(first ? "" : ",").ascii("{\"venue\":").jsonString(venue.getKey());
            member(body, "requests", stats.requests.sum());
            member(body, "kept", stats.hits.sum());
            member(body, "shared", stats.shared.sum());
            member(body, "questions", stats.questions.sum());
            member(body, "weight", stats.weight.sum());
            member(body, "usedWeight", stats.usedWeight.get());
            member(body, "limited", stats.exhausted.sum());
            member(body, "refused", stats.refused.sum());
            member(body, "failures", stats.failures.sum());
            member(body, "keptBytes", stats.keptBytes.get());
            body.put('}');
            first = false;
        }
        body.ascii("]}");
        return HttpAnswer.JSON;
    }

    private static void member(ByteWriter body, String name, long value) {
        body.ascii(",\"").ascii(name).ascii("\":").number(value);
    }
}

package io.quotegate.app;

import io.quotegate.feed.relay.RelayStats;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpCall;
import io.quotegate.gateway.relay.RelayCrowd;
import io.quotegate.gateway.relay.rest.RestStats;
import io.quotegate.market.Venue;
import io.quotegate.text.ByteWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What the relay does, as {@code /v1/relay} tells it. Any thread.
 *
 * @param crowds  clients, by venue
 * @param sources WebSockets to venues, by name
 * @param rest    by venue
 */
record RelayStatus(Map<Venue, RelayCrowd> crowds, Map<String, RelayStats> sources, Map<String, RestStats> rest) {
    /** Writes it. */
    HttpAnswer answer(HttpCall call) {
        Map<String, RelayCrowd> byName = new TreeMap<>();
        crowds.forEach((venue, crowd) -> byName.put(venue.wireName(), crowd));
        ByteWriter body = call.body().ascii("{\"clients\":");
        array(body, "venue", byName, RelayStatus::crowd);
        body.ascii(",\"sources\":");
        array(body, "source", sources, RelayStatus::source);
        body.ascii(",\"rest\":");
        array(body, "venue", rest, RelayStatus::venue);
        body.put('}');
        return HttpAnswer.JSON;
    }

    private static <S> void array(ByteWriter body, String name, Map<String, S> all, BiConsumer<ByteWriter, S> members) {
        String separator = "";
        body.put('[');
        for (Map.Entry<String, S> each : all.entrySet()) {
            body.ascii(separator).ascii("{\"").ascii(name).ascii("\":").jsonString(each.getKey());
            members.accept(body, each.getValue());
            body.put('}');
            separator = ",";
        }
        body.put(']');
    }

    private static void crowd(ByteWriter body, RelayCrowd crowd) {
        member(body, "clients", crowd.clients());
        member(body, "subscriptions", crowd.subscriptions());
        member(body, "refused", crowd.refused().sum());
    }

    private static void source(ByteWriter body, RelayStats stats) {
        member(body, "connections", stats.connections.sum());
        member(body, "streams", stats.topics.sum());
        member(body, "overheard", stats.overheard.sum());
        member(body, "connects", stats.connects.sum());
        member(body, "requests", stats.requests.sum());
        member(body, "messages", stats.messages.sum());
        member(body, "refused", stats.refused.sum());
    }

    private static void venue(ByteWriter body, RestStats stats) {
        member(body, "requests", stats.requests.sum());
        member(body, "known", stats.known.sum());
        member(body, "kept", stats.hits.sum());
        member(body, "shared", stats.shared.sum());
        member(body, "questions", stats.questions.sum());
        member(body, "weight", stats.weight.sum());
        member(body, "usedWeight", stats.usedWeight.get());
        if (stats.weightLeft() >= 0) {
            member(body, "weightLeft", stats.weightLeft());
        }
        member(body, "limited", stats.exhausted.sum());
        member(body, "refused", stats.refused.sum());
        member(body, "failures", stats.failures.sum());
        member(body, "keptBytes", stats.keptBytes.get());
    }

    private static void member(ByteWriter body, String name, long value) {
        body.ascii(",\"").ascii(name).ascii("\":").number(value);
    }
}

package io.quotegate.bench.wire.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2LongHashMap;

/**
 * What one subscriber to every quote of all pairs had of them, by which it goes on elsewhere; looks whether each follows the
 * one before. Confined to its event loop.
 */
final class HadQuotes {
    private static final long NONE = -1;

    private final Long2LongHashMap seqs = new Long2LongHashMap(NONE);
    private final QuotePush push;
    private final List<String> pairs = new ArrayList<>();
    private String instance = "";
    private long lastNs;
    private long longestNs;
    private long wrong;

    /** @param push may be shared by all of the event loop */
    HadQuotes(QuotePush push) {
        this.push = push;
    }

    /** The request, by which it goes on if it had something. */
    String subscribe() {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("op", "subscribe").put("channel", "quotes").put("mode", "all");
        request.putArray("pairs").add("*");
        if (!instance.isEmpty()) {
            ObjectNode resume = request.putObject("resume").put("instance", instance);
            ObjectNode had = resume.putObject("seq");
            for (String pair : pairs) {
                long seq = seqs.get(QuotePush.pairHash(pair));
                if (seq != NONE) {
                    had.put(pair, seq);
                }
            }
        }
        return request.toString();
    }

    /** Takes the answer, and tells whether it goes on where it was. */
    boolean onSubscribed(JsonNode answer) {
        boolean recovered = answer.path("recovered").asBoolean();
        if (!recovered) {
            seqs.clear();
        }
        instance = answer.path("instance").asText();
        pairs.clear();
        answer.path("data").path("pairs").forEach(pair -> pairs.add(pair.asText()));
        return recovered;
    }

    void onQuote(ByteBuf bytes, int at, int length, long nowNs) {
        if (!push.read(bytes, at, length)) {
            return;
        }
        long before = seqs.put(push.pairHash(), push.seq());
        if (before != NONE && push.seq() != before + 1 && push.seq() != before) { // the same may be said again as stale
            wrong++;
        }
        longestNs = lastNs == 0 ? 0 : Math.max(longestNs, nowNs - lastNs);
        lastNs = nowNs;
    }

    /** The longest time without a quote is looked for from now on. */
    void begin() {
        longestNs = 0;
    }

    long longestNs() {
        return longestNs;
    }

    /** Quotes that did not follow the one before. */
    long wrong() {
        return wrong;
    }
}

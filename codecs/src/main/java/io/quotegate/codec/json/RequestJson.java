package io.quotegate.codec.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;

/**
 * What reads the JSON of requests, no deeper than so. Immutable: any thread.
 *
 * @param maxDepth how deep arrays and objects may nest
 */
record RequestJson(int maxDepth, JsonFactory factory) {
    /** What the members of most requests are called. */
    private static final String[] NAMES = {
        "op",
        "id",
        "pair",
        "pairs",
        "channel",
        "mode",
        "from",
        "to",
        "amount",
        "interval",
        "limit",
        "window",
        "status",
        "data",
        "room",
        "user",
        "text",
        "name",
        "names",
        "offset",
        "number",
        "partial",
        "format",
        "depth"
    };

    static RequestJson by(int maxDepth) {
        return new RequestJson(
                maxDepth,
                Utf8Json.factory(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(maxDepth)
                                .maxTokenCount(JsonRequestDecoder.MOST_VALUES)
                                .maxStringLength(Integer.MAX_VALUE), // bounded by the size of a message
                        NAMES));
    }
}

package io.quotegate.feed.rest;

import java.util.Map;

/**
 * What is asked for. Immutable: any thread.
 *
 * @param target    path and query behind the route's own
 * @param headers   beside those that every question has
 * @param mostBytes of the answer, packed or not
 */
record RestQuestion(String target, Map<String, String> headers, int mostBytes) {
    /** What is wrong with an answer that is longer. */
    String tooLong() {
        return "body: longer than " + mostBytes + " bytes";
    }
}

package io.quotegate.codec.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;

/**
 * What all that peers send as JSON is read with: it is UTF-8, whatever its first bytes look like. Any thread.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8259#section-8.1">RFC 8259 §8.1</a>
 */
public final class Utf8Json {
    private Utf8Json() {}

    /** A factory to be built, with limits where they are others than usual. */
    public static JsonFactoryBuilder factory() {
        return new JsonFactoryBuilder().disable(JsonFactory.Feature.CHARSET_DETECTION);
    }
}

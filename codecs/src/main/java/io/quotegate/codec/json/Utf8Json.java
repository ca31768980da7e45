package io.quotegate.codec.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;

/**
 * What all that peers send as JSON is read with: it is UTF-8, whatever its first bytes look like, and
 * what its members are called is forgotten with it. Any thread.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8259#section-8.1">RFC 8259 §8.1</a>
 */
public final class Utf8Json {
    private static final int BYTES_OF_CHARACTER = 3; // at most, of one of Java's

    private Utf8Json() {}

    /**
     * A factory that remembers no names but {@code names}, and refuses any longer than 64 characters.
     *
     * @param names that most texts have
     */
    public static JsonFactory factory(String... names) {
        return factory(StreamReadConstraints.builder(), names);
    }

    /** The same with {@code limits} where they are others than usual. */
    public static JsonFactory factory(StreamReadConstraints.Builder limits, String... names) {
        JsonFactoryBuilder builder = new JsonFactoryBuilder()
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(limits.maxNameLength(ForgetfulFactory.LONGEST_NAME * BYTES_OF_CHARACTER)
                        .build());
        return new ForgetfulFactory(builder, names);
    }
}

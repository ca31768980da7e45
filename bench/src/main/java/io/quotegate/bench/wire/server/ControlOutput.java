package io.quotegate.bench.wire.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The standard output of a child: answers to its parent, one a line. Any thread. */
public final class ControlOutput {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ControlOutput() {}

    /** Answers {@code word} and {@code value} as JSON; {@code failed} and why where it cannot be told. */
    public static void tell(String word, Object value) {
        try {
            System.out.println(word + ' ' + JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            System.out.println("failed " + e.getMessage());
        }
    }
}

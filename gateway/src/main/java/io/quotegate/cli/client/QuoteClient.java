package io.quotegate.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** A client of the gateway for the command line: blocking, one thread. Quotes and books are JSON as the gateway sends them. */
public interface QuoteClient extends AutoCloseable {
    /**
     * The newest quote of a pair.
     *
     * @throws RefusedException if the gateway answers with an error
     */
    JsonNode get(String pair) throws IOException;

    /** The newest quotes of all pairs that have one. */
    Iterable<JsonNode> all() throws IOException;

    /**
     * Hands every quote of {@code pairs} to {@code consumer}, those first that came since {@code watched} if the gateway has
     * them; returns when the gateway closes the connection.
     *
     * @param watched what came over connections before, which what comes over this is added to
     * @throws RefusedException if the gateway answers with an error
     */
    void watch(List<String> pairs, Watched watched, Consumer<JsonNode> consumer) throws IOException;

    /**
     * Hands the book of {@code pair}, its best {@code depth} levels, to {@code consumer}: a snapshot, then what changes of
     * it, or another snapshot. Returns when the gateway closes the connection.
     *
     * @throws RefusedException if the gateway answers with an error
     */
    void watchBook(String pair, int depth, Consumer<JsonNode> consumer) throws IOException;

    @Override
    void close() throws IOException;
}

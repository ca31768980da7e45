package io.quotegate.codec.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.codec.PairBytes;
import io.quotegate.market.Instruments;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What answers and pushes in JSON begin with. Any thread, each with its own writer. */
final class JsonEvents {
    private JsonEvents() {}

    /** Begins the object of an answer; its other members and the brace are to follow. */
    static ByteWriter event(ByteWriter out, String name, @Nullable String id) {
        out.ascii("{\"event\":\"").ascii(name).put('"');
        return id(out, id);
    }

    /** Appends the member that echoes {@code id}, a JSON value as {@link JsonId} makes it; nothing for null. */
    static ByteWriter id(ByteWriter out, @Nullable String id) {
        return id == null ? out : out.ascii(",\"id\":").utf8(id);
    }

    /** The members {@code pair} and {@code venue} of what is told of a pair on a venue, with {@code next} behind them. */
    static PairBytes openings(Instruments instruments, String next) {
        return new PairBytes(instruments, (pair, venue) -> {
            String opening = "\"pair\":\"" + pair.symbol() + "\",\"venue\":\"" + venue.wireName() + '"' + next;
            return opening.getBytes(UTF_8);
        });
    }

    /** Appends {@code [value,...]}. */
    static <T> void array(ByteWriter out, List<T> values, BiConsumer<ByteWriter, T> writer) {
        out.put('[');
        for (int i = 0; i < values.size(); i++) {
            out.ascii(i == 0 ? "" : ",");
            writer.accept(out, values.get(i));
        }
        out.put(']');
    }
}

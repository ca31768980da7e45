package io.quotegate.cli.screen;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.print.Cells;
import java.util.concurrent.TimeUnit;

/**
 * A message, and when it came. Immutable; any thread.
 *
 * @param atMs by our clock
 */
record Arrival(JsonNode message, long atMs) {
    private static final long MINUTE_MS = TimeUnit.MINUTES.toMillis(1);

    /** Whether it says so of itself. */
    boolean is(String member) {
        return message.path(member).asBoolean();
    }

    /** Since the gateway received it, by our clock; if the clocks disagree, since it came here. */
    String age(long nowMs) {
        long receivedMs =
                TimeUnit.MICROSECONDS.toMillis(message.path("receiveTime").asLong(Long.MAX_VALUE));
        long ageMs = Math.max(0, Math.max(nowMs - atMs, nowMs - receivedMs));
        return ageMs < MINUTE_MS ? ageMs / 1000 + " s" : Cells.age(ageMs);
    }
}

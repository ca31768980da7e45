package io.quotegate.cli.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What stands in the cells of tables, for people: a member of an answer as text, an age, a time. Any thread. */
public final class Cells {
    /** What stands for a value that is not known. */
    public static final String UNKNOWN = "-";

    private static final long SECOND_MS = Duration.ofSeconds(1).toMillis();
    private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();
    private static final long HOUR_MS = Duration.ofHours(1).toMillis();
    private static final long DAY_MS = Duration.ofDays(1).toMillis();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private Cells() {}

    /** The member as it was sent. */
    public static String text(JsonNode object, String member) {
        JsonNode value = object.path(member);
        return value.isValueNode() && !value.isNull() ? value.asText() : UNKNOWN;
    }

    /** A member that is milliseconds, as an age. */
    public static String age(JsonNode object, String member) {
        JsonNode value = object.path(member);
        return value.isNumber() ? age(value.asLong()) : UNKNOWN;
    }

    /** As precise as a person wants it: {@code 12 ms}, {@code 3.4 s}, {@code 5 min}, {@code 7 h}, {@code 20 d}. */
    public static String age(long ageMs) {
        if (ageMs < SECOND_MS) {
            return ageMs + " ms";
        }
        if (ageMs < MINUTE_MS) {
            return String.format(Locale.ROOT, "%.1f s", Math.floorDiv(ageMs, 100) / 10.0);
        }
        if (ageMs < HOUR_MS) {
            return ageMs / MINUTE_MS + " min";
        }
        return ageMs < DAY_MS ? ageMs / HOUR_MS + " h" : ageMs / DAY_MS + " d";
    }

    /** A member that is microseconds since the epoch, as day and time where the user is. */
    public static String time(JsonNode object, String member) {
        return time(object, member, TIME);
    }

    /** The same as the time of day, to the millisecond. */
    public static String clock(JsonNode object, String member) {
        return time(object, member, CLOCK);
    }

    private static String time(JsonNode object, String member, DateTimeFormatter format) {
        JsonNode value = object.path(member);
        return value.isNumber() ? format.format(Instant.EPOCH.plus(value.asLong(), ChronoUnit.MICROS)) : UNKNOWN;
    }
}

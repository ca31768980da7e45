package io.quotegate.service.recording;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How recordings are called, complete and not. Any thread. */
final class RecordingNames {
    /** Microseconds of what one recording covers. */
    static final long HOUR_US = TimeUnit.HOURS.toMicros(1);

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ENDING = ".csv.gz";
    private static final String UNFINISHED = ".part";
    private static final String ASIDE = ".old";
    private static final Pattern COMPLETE =
            Pattern.compile("(quotes|trades)_[A-Z0-9-]+_[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}Z(_[0-9]+)?\\.csv\\.gz");

    private RecordingNames() {}

    /** Of the hour that began {@code hour} hours after the epoch. */
    static String of(RecordingKind kind, String pair, long hour) {
        return kind.prefix() + pair + '_' + HOUR.format(Instant.ofEpochSecond(TimeUnit.HOURS.toSeconds(hour)));
    }

    /** What a recording called {@code name} holds. */
    static RecordingKind kind(String name) {
        return name.startsWith(RecordingKind.TRADES.prefix()) ? RecordingKind.TRADES : RecordingKind.QUOTES;
    }

    /** Whether {@code name} is that of a recording, and not of something else that is offered. */
    static boolean isComplete(String name) {
        return COMPLETE.matcher(name).matches();
    }

    /** A recording that is being written: hidden, so that it is not offered. */
    static Path unfinished(Path directory, String name) {
        return directory.resolve('.' + name + UNFINISHED);
    }

    static boolean isUnfinished(String name) {
        return name.endsWith(UNFINISHED) && isOurs(name);
    }

    /** An unfinished recording while it is copied to be completed. */
    static Path aside(Path unfinished) {
        return unfinished.resolveSibling(unfinished.getFileName() + ASIDE);
    }

    static boolean isAside(String name) {
        return name.endsWith(UNFINISHED + ASIDE) && isOurs(name);
    }

    /** What {@link #aside} was made of. */
    static Path ofAside(Path aside) {
        String name = aside.getFileName().toString();
        return aside.resolveSibling(name.substring(0, name.length() - ASIDE.length()));
    }

    private static boolean isOurs(String hidden) {
        return Stream.of(RecordingKind.values()).anyMatch(kind -> hidden.startsWith('.' + kind.prefix()));
    }

    /** What an unfinished recording will be called. */
    static String ofUnfinished(String name) {
        return name.substring(1, name.length() - UNFINISHED.length());
    }

    /** A name that is free: an hour is begun anew where the gateway was started in its middle. */
    static Path complete(Path directory, String name) {
        Path path = directory.resolve(name + ENDING);
        for (int i = 2; Files.exists(path); i++) {
            path = directory.resolve(name + '_' + i + ENDING);
        }
        return path;
    }
}

package io.quotegate.service.recording;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
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
    private static final String ASIDE = UNFINISHED + ".old"; // as other versions left it
    private static final String MENDED = ".mend";
    private static final String DAMAGED = ".damaged";
    private static final Pattern COMPLETE = Pattern.compile(
            "(quotes|trades)_[\\p{L}\\p{M}\\p{N}-&&[^\\p{Ll}]]+_[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}Z(_[0-9]+)?\\.csv\\.gz");

    /** A hidden name, with or without a number. */
    private static final Pattern OF_UNFINISHED = Pattern.compile("^\\.(.*T[0-9]{2}Z)(_[0-9]+)?\\.part");

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

    /** A free name for a recording that is being written: hidden, so that it is not offered. */
    static Path unfinished(Path directory, String name) {
        return free(directory, '.' + name, UNFINISHED);
    }

    static boolean isUnfinished(String name) {
        return (name.endsWith(UNFINISHED) || name.endsWith(ASIDE)) && isOurs(name);
    }

    /** The whole lines of an unfinished recording while they are copied; it is worth nothing without that one. */
    static Path mended(Path directory, String name) {
        return directory.resolve('.' + name + MENDED);
    }

    static boolean isMended(String name) {
        return name.endsWith(MENDED) && isOurs(name);
    }

    /** A free name for what cannot be read to its end: kept, for a person to look at. */
    static Path damaged(Path directory, String name) {
        return free(directory, '.' + name, DAMAGED);
    }

    private static boolean isOurs(String hidden) {
        return Stream.of(RecordingKind.values()).anyMatch(kind -> hidden.startsWith('.' + kind.prefix()));
    }

    /** What an unfinished recording will be called. */
    static String ofUnfinished(String name) {
        Matcher matcher = OF_UNFINISHED.matcher(name);
        return matcher.find() ? matcher.group(1) : name.substring(1, name.indexOf(UNFINISHED));
    }

    /** A name that is free: an hour is begun anew where the gateway was started in its middle. */
    static Path complete(Path directory, String name) {
        return free(directory, name, ENDING);
    }

    private static Path free(Path directory, String name, String ending) {
        Path path = directory.resolve(name + ending);
        for (int i = 2; Files.exists(path); i++) {
            path = directory.resolve(name + '_' + i + ending);
        }
        return path;
    }
}

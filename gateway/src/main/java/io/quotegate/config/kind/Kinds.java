package io.quotegate.config.kind;

import io.quotegate.feed.listing.PairPattern;
import io.quotegate.market.PairListing;
import io.quotegate.text.DurationText;
import io.quotegate.text.PathText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of values there are. What they return is immutable: any thread. */
public final class Kinds {
    // No leading zeros, which YAML would read as octal.
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,11}");
    private static final Pattern ORIGIN =
            Pattern.compile("\\*|[A-Za-z][A-Za-z0-9+.-]*://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");
    private static final Pattern PART = Pattern.compile("[0-9](\\.[0-9]{1,6})?");
    private static final Pattern WITH_UNIT = Pattern.compile('(' + NUMBER.pattern() + ")([A-Za-z]+)");

    private static final String DURATION_FORMAT = ", as <n>(us|ms|s|m|h|d)";
    private static final String SIZE_FORMAT = ", as <n>(B|KiB|MiB|GiB)";
    private static final Map<String, Long> SIZE_UNITS =
            Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    private Kinds() {}

    /** Anything but nothing. */
    public static ScalarKind<String> text(String expected) {
        return new ScalarKind<>(expected, text -> text, text -> !text.isBlank());
    }

    /** What names a file or a directory, if this machine can have one of that name. */
    public static ScalarKind<String> path(String expected) {
        return new ScalarKind<>(expected, text -> text, text -> PathText.parse(text) != null);
    }

    /** Yes or no. */
    public static ScalarKind<Boolean> flag() {
        return choice(List.of(true, false), String::valueOf);
    }

    /** One of {@code values}, spelled as {@code spelling} says. */
    public static <T> ScalarKind<T> choice(List<T> values, Function<T, String> spelling) {
        Map<String, T> bySpelling = values.stream().collect(Collectors.toMap(spelling, Function.identity()));
        String expected = values.stream().map(spelling).collect(Collectors.joining(", "));
        expected = expected.replaceFirst(", (?!.*, )", " or ");
        return new ScalarKind<>(expected, bySpelling::get, values::contains);
    }

    /** A whole number. */
    public static ScalarKind<Integer> integer(int min, int max) {
        return new ScalarKind<>(min + ".." + max, Kinds::parseInt, value -> value >= min && value <= max);
    }

    /** A whole number, or {@code word} for the one that {@code meaning} finds out. */
    public static ScalarKind<Integer> integerOr(String word, IntSupplier meaning, int min, int max) {
        ScalarKind<Integer> number = integer(min, max);
        return new ScalarKind<>(
                number.expected() + " or " + word,
                text -> text.equals(word) ? Integer.valueOf(meaning.getAsInt()) : parseInt(text),
                number.range());
    }

    /** A part of something. */
    public static ScalarKind<Double> part(double min, double max) {
        return new ScalarKind<>(
                min + ".." + max,
                text -> PART.matcher(text).matches() ? Double.valueOf(text) : null,
                value -> value >= min && value <= max);
    }

    /** A span of time between two others. */
    public static ScalarKind<Duration> duration(String min, String max) {
        Duration least = known(parseDuration(min), min);
        Duration most = known(parseDuration(max), max);
        return new ScalarKind<>(
                min + ".." + max + DURATION_FORMAT,
                Kinds::parseDuration,
                value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
    }

    /** A number of bytes between two others. */
    public static ScalarKind<Integer> size(String min, String max) {
        int least = known(parseSize(min), min);
        int most = known(parseSize(max), max);
        return new ScalarKind<>(
                min + ".." + max + SIZE_FORMAT, Kinds::parseSize, value -> value >= least && value <= most);
    }

    /**
     * A pair's house spelling, and what venues call it where that is something else, see {@link PairListing}; or a
     * {@link PairPattern}.
     */
    public static ScalarKind<String> pair() {
        return new ScalarKind<>(
                "BASE-QUOTE in upper case",
                text -> text,
                text -> PairListing.parse(text) != null || PairPattern.parse(text) != null);
    }

    /** A site as browsers name it in the field {@code Origin}, or * for all. */
    public static ScalarKind<String> origin() {
        return new ScalarKind<>(
                "scheme://host, perhaps with :port, or *",
                text -> text,
                text -> ORIGIN.matcher(text).matches());
    }

    public static <E> ListKind<E> listOf(ScalarKind<E> element, int min, int max) {
        return new ListKind<>(element, min, max);
    }

    private static @Nullable Integer parseInt(String text) {
        return NUMBER.matcher(text).matches() ? toInt(Long.parseLong(text)) : null;
    }

    private static @Nullable Integer parseSize(String text) {
        if (text.equals("0")) {
            return 0;
        }
        Matcher matcher = WITH_UNIT.matcher(text);
        Long unit = matcher.matches() ? SIZE_UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            return null;
        }
        long count = Long.parseLong(matcher.group(1));
        return count <= Integer.MAX_VALUE / unit ? Integer.valueOf((int) (count * unit)) : null;
    }

    private static @Nullable Duration parseDuration(String text) {
        try {
            return DurationText.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Integer toInt(long value) {
        return value <= Integer.MAX_VALUE ? Integer.valueOf((int) value) : null;
    }

    private static <T> T known(@Nullable T value, String text) {
        if (value == null) {
            throw new IllegalArgumentException("bound: " + text + " (expected: a value of this kind)");
        }
        return value;
    }
}

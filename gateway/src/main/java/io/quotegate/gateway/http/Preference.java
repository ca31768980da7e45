package io.quotegate.gateway.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much a client wants something, by a field such as {@code Accept} or {@code Accept-Encoding}. Any thread.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9110#section-12.4.2">RFC 9110 §12.4.2</a>
 */
public final class Preference {
    private static final Pattern WEIGHT = Pattern.compile("\\s*[qQ]\\s*=\\s*([01](?:\\.[0-9]{0,3})?)\\s*");

    private Preference() {}

    /** From 0 to 1, the weight of {@code wanted} in {@code field}; 0 if it does not stand there by its name. */
    public static double of(@Nullable CharSequence field, String wanted) {
        if (field == null) {
            return 0;
        }
        for (String element : field.toString().split(",", -1)) {
            String[] parts = element.split(";", -1);
            if (parts[0].strip().equalsIgnoreCase(wanted)) {
                return weight(parts);
            }
        }
        return 0;
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            Matcher weight = WEIGHT.matcher(parts[i]);
            if (weight.matches()) {
                return Double.parseDouble(weight.group(1));
            }
        }
        return 1;
    }
}

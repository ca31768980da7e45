package io.quotegate.gateway.http.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The colours of the page: whatever is written can be read, also on what flashes only when a price moves just then. */
class ThemeTest {
    private static final double ENOUGH = 4.5; // https://www.w3.org/TR/WCAG22/#contrast-minimum
    private static final Pattern COLOUR =
            Pattern.compile("--([a-z-]+): light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)");

    /** Light and dark, by the name of the colour. */
    private static Map<String, List<String>> colours() throws IOException {
        try (InputStream css =
                Objects.requireNonNull(ThemeTest.class.getResourceAsStream("/web/app/style/theme.css"))) {
            Map<String, List<String>> colours = new HashMap<>();
            COLOUR.matcher(new String(css.readAllBytes(), UTF_8))
                    .results()
                    .forEach(found -> colours.put(found.group(1), List.of(found.group(2), found.group(3))));
            return colours;
        }
    }

    private static double contrast(String one, String other) {
        double[] both = {luminance(one), luminance(other)};
        return (Math.max(both[0], both[1]) + 0.05) / (Math.min(both[0], both[1]) + 0.05);
    }

    private static double luminance(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int part) {
        double value = part / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ground", "panel", "raised", "selected", "up-flash", "down-flash"})
    void letsEverythingBeReadOn(String ground) throws IOException {
        Map<String, List<String>> colours = colours();
        List<String> grounds = Objects.requireNonNull(colours.get(ground));
        for (String text : List.of("text", "muted", "accent", "up", "down", "warn")) {
            List<String> texts = Objects.requireNonNull(colours.get(text));
            for (int scheme = 0; scheme < 2; scheme++) {
                assertThat(contrast(texts.get(scheme), grounds.get(scheme)))
                        .as("%s on %s, %s", text, ground, scheme == 0 ? "light" : "dark")
                        .isGreaterThanOrEqualTo(ENOUGH);
            }
        }
    }
}

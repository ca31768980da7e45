package io.quotegate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How long the document says that a ring as it is usually holds what a client missed. */
class BreakLengthTest {
    private static final int USUAL_RECORDS = 65_536;
    private static final Pattern ROW = Pattern.compile("\\| ([0-9,]+) \\| ([0-9.]+) s \\|");

    @Test
    void isWhatTheRingHoldsAtTheRate() throws IOException {
        String all = Files.readString(Path.of("../docs/OPERATIONS.md"));
        Matcher row = ROW.matcher(all.substring(all.indexOf("### How long a break may last")));
        int rows = 0;
        while (row.find()) {
            int rate = Integer.parseInt(row.group(1).replace(",", ""));
            assertThat(Double.parseDouble(row.group(2)))
                    .as("at %d a second", rate)
                    .isCloseTo((double) USUAL_RECORDS / rate, within(0.6));
            rows++;
        }
        assertThat(rows).isEqualTo(4);
        assertThat(Files.readString(Path.of("../docs/CONFIGURATION.md")))
                .contains("`fanout.ring-quotes` | `" + USUAL_RECORDS + '`');
    }
}

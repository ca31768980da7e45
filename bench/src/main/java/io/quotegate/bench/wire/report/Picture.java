package io.quotegate.bench.wire.report;

import java.util.Optional;

/**
 * A picture of a report.
 *
 * @param file name of its file, ending in {@code .svg}
 */
public record Picture(String file, String caption, Chart chart) {
    /** Its content; nothing on a machine where the JDK finds no fonts, without which it cannot measure words. */
    Optional<String> svg() {
        try {
            return Optional.of(chart.svg());
        } catch (InternalError | LinkageError e) {
            return Optional.empty();
        }
    }
}

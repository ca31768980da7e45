package io.quotegate.bench.wire.report;

/**
 * A picture of a report.
 *
 * @param file name of its file, ending in {@code .svg}
 * @param svg  its content
 */
public record Picture(String file, String caption, String svg) {}

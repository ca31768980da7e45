package io.quotegate.bench.wire.report;

import java.util.List;
import java.util.Locale;

/**
 * Horizontal bars, one a line, the figure behind each.
 *
 * @param axis     what is measured, with its unit
 * @param fallback what a pale bar means; empty if there is none
 */
public record BarChart(String title, String axis, String fallback, List<Bar> bars) {
    private static final int WIDTH = 820;
    private static final int TOP = 64;
    private static final int BOTTOM = 56;
    private static final int LEFT = 230;
    private static final int RIGHT = 110;
    private static final int LINE = 34;
    private static final int THICKNESS = 22;

    public BarChart {
        bars = List.copyOf(bars);
    }

    /** @param solid false for what is to be read with care */
    public record Bar(String label, double value, boolean solid) {}

    /** The picture. */
    public String svg() {
        int height = TOP + bars.size() * LINE + BOTTOM;
        Svg svg = new Svg(WIDTH, height);
        svg.label(20, 32, Svg.Anchor.START, 18, Svg.INK, title);
        Axis values = Axis.linear(bars.stream().mapToDouble(Bar::value).max().orElse(1));
        double span = WIDTH - LEFT - RIGHT;
        for (double tick : values.ticks()) {
            double x = LEFT + span * values.position(tick);
            svg.line(x, TOP - 6, x, height - BOTTOM, Svg.FAINT, 1);
            svg.label(x, height - BOTTOM + 18, Svg.Anchor.MIDDLE, 12, Svg.PALE_INK, Axis.label(tick));
        }
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double y = TOP + i * LINE;
            double width = span * values.position(bar.value());
            svg.bar(LEFT, y, width, THICKNESS, Svg.colour(bar.solid() ? 0 : 1), bar.solid());
            svg.label(LEFT - 10, y + 16, Svg.Anchor.END, 13, Svg.INK, bar.label());
            svg.label(LEFT + width + 8, y + 16, Svg.Anchor.START, 13, Svg.INK, figure(bar.value()));
        }
        svg.line(LEFT, TOP - 6, LEFT, height - BOTTOM, Svg.PALE_INK, 1);
        svg.label(LEFT + span / 2, height - 16, Svg.Anchor.MIDDLE, 13, Svg.INK, axis);
        if (!fallback.isEmpty()) {
            svg.bar(20, height - 30, 22, 14, Svg.colour(1), false);
            svg.label(50, height - 18, Svg.Anchor.START, 12, Svg.INK, fallback);
        }
        return svg.toString();
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, value < 1 ? "%.3f" : value < 100 ? "%.2f" : "%,.0f", value);
    }
}

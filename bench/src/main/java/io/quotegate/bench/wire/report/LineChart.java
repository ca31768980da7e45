package io.quotegate.bench.wire.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Curves over two axes, with a legend beside them.
 *
 * @param xAxis  what stands at the bottom, with its unit
 * @param yAxis  what stands on the left, with its unit
 * @param scales how both axes are spread
 */
public record LineChart(String title, String xAxis, String yAxis, Scales scales, List<Curve> curves) {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 470;
    private static final int TOP = 60;
    private static final int BOTTOM = 66;
    private static final int LEFT = 84;
    private static final int RIGHT = 230;

    public LineChart {
        curves = List.copyOf(curves);
    }

    /** How the axes are spread. */
    public enum Scales {
        /** From 0, evenly. */
        LINEAR,
        /** By powers of ten; the values at the bottom are those that occur. */
        LOGARITHMIC
    }

    /** A point of a curve. */
    public record Point(double x, double y) {}

    /**
     * A curve.
     *
     * @param colour number of its colour
     * @param solid  drawn through, or dashed
     */
    public record Curve(String name, int colour, boolean solid, List<Point> points) {
        public Curve {
            points = List.copyOf(points);
        }
    }

    /** The picture. */
    public String svg() {
        Svg svg = new Svg(WIDTH, HEIGHT);
        svg.label(20, 32, Svg.Anchor.START, 18, Svg.INK, title);
        if (curves.stream().allMatch(curve -> curve.points().isEmpty())) {
            svg.label(WIDTH / 2.0, HEIGHT / 2.0, Svg.Anchor.MIDDLE, 14, Svg.PALE_INK, "no figures");
            return svg.toString();
        }
        Axis x = xScale();
        Axis y = yScale();
        frame(svg, x, y);
        for (int i = 0; i < curves.size(); i++) {
            draw(svg, x, y, curves.get(i));
            legend(svg, curves.get(i), TOP + 14 + i * 24.0);
        }
        return svg.toString();
    }

    private Axis xScale() {
        if (scales == Scales.LINEAR) {
            return Axis.linear(points().mapToDouble(Point::x).max().orElse(1));
        }
        return Axis.at(points().map(Point::x).distinct().sorted().toList());
    }

    private Axis yScale() {
        double most = points().mapToDouble(Point::y).max().orElse(1);
        return scales == Scales.LINEAR
                ? Axis.linear(most)
                : Axis.logarithmic(points().mapToDouble(Point::y).min().orElse(1), most);
    }

    private Stream<Point> points() {
        return curves.stream().flatMap(curve -> curve.points().stream());
    }

    private void frame(Svg svg, Axis x, Axis y) {
        for (double tick : y.ticks()) {
            double at = top(y, tick);
            svg.line(LEFT, at, WIDTH - RIGHT, at, Svg.FAINT, 1);
            svg.label(LEFT - 8, at + 4, Svg.Anchor.END, 12, Svg.PALE_INK, Axis.label(tick));
        }
        for (double tick : x.ticks()) {
            double at = left(x, tick);
            svg.line(at, TOP, at, HEIGHT - BOTTOM, Svg.FAINT, 1);
            svg.label(at, HEIGHT - BOTTOM + 20, Svg.Anchor.MIDDLE, 12, Svg.PALE_INK, Axis.label(tick));
        }
        svg.line(LEFT, TOP, LEFT, HEIGHT - BOTTOM, Svg.PALE_INK, 1);
        svg.line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, Svg.PALE_INK, 1);
        svg.label((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 20, Svg.Anchor.MIDDLE, 13, Svg.INK, xAxis);
        svg.upright(22, (TOP + HEIGHT - BOTTOM) / 2.0, 13, Svg.INK, yAxis);
    }

    private static double left(Axis x, double value) {
        return LEFT + (WIDTH - RIGHT - LEFT) * x.position(value);
    }

    private static double top(Axis y, double value) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * y.position(value);
    }

    private static void draw(Svg svg, Axis x, Axis y, Curve curve) {
        StringBuilder path = new StringBuilder();
        String colour = Svg.colour(curve.colour());
        for (Point point : curve.points()) {
            double left = left(x, point.x());
            double top = top(y, point.y());
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", left, top));
            svg.dot(left, top, colour);
        }
        svg.path(path.toString().strip(), colour, curve.solid());
    }

    private static void legend(Svg svg, Curve curve, double y) {
        double x = WIDTH - RIGHT + 22.0;
        String colour = Svg.colour(curve.colour());
        svg.path(String.format(Locale.ROOT, "%.1f,%.1f %.1f,%.1f", x, y, x + 30, y), colour, curve.solid());
        svg.dot(x + 15, y, colour);
        svg.label(x + 38, y + 4, Svg.Anchor.START, 12, Svg.INK, curve.name());
    }
}

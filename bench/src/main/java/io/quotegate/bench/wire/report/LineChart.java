package io.quotegate.bench.wire.report;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Curves over two axes, with a legend beside them.
 *
 * @param xAxis  what stands at the bottom, with its unit
 * @param yAxis  what stands on the left, with its unit
 * @param scales how both axes are spread
 */
public record LineChart(String title, String xAxis, String yAxis, Scales scales, List<Curve> curves) implements Chart {
    private static final int LEGEND_SPARE = 40;
    private static final int WIDTH = 860;
    private static final int HEIGHT = 470;
    private static final double RADIUS = 3.2; // of a point
    private static final double MARGIN = 1.1; // beside the outermost values of a logarithmic axis

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

    @Override
    public String svg() {
        XYSeriesCollection data = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        renderer.setDrawOutlines(false);
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            XYSeries series = new XYSeries(i + curve.name()); // its key, which the legend does not show
            curve.points().forEach(point -> series.add(point.x(), point.y()));
            data.addSeries(series);
            renderer.setSeriesPaint(i, SvgChart.colour(curve.colour()));
            renderer.setSeriesStroke(i, curve.solid() ? new BasicStroke(2) : SvgChart.dashed(2));
            renderer.setSeriesShape(i, new Ellipse2D.Double(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS));
        }
        renderer.setLegendItemLabelGenerator((all, series) -> curves.get(series).name());
        boolean empty = points().findAny().isEmpty();
        XYPlot plot = new XYPlot(empty ? null : data, axis(xAxis, xTicks()), axis(yAxis, yTicks()), renderer);
        plot.setDomainGridlinePaint(SvgChart.FAINT);
        plot.setRangeGridlinePaint(SvgChart.FAINT);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        JFreeChart chart = SvgChart.of(title, plot);
        LegendTitle legend = new LegendTitle(plot);
        legend.setPosition(RectangleEdge.RIGHT);
        legend.setItemFont(SvgChart.font(12));
        legend.setMargin(0, 0, 0, LEGEND_SPARE); // what reads the picture may have a wider font
        chart.addLegend(legend);
        return SvgChart.svg(chart, WIDTH, HEIGHT);
    }

    private Stream<Point> points() {
        return curves.stream().flatMap(curve -> curve.points().stream());
    }

    /** An axis that is logarithmic if there are {@code ticks} to mark. */
    private static NumberAxis axis(String name, List<Double> ticks) {
        NumberAxis axis = ticks.isEmpty() ? new NumberAxis(name) : new LogAxis(name, ticks);
        SvgChart.style(axis);
        return axis;
    }

    private List<Double> xTicks() {
        return scales == Scales.LINEAR
                ? List.of()
                : points().map(Point::x).distinct().sorted().toList();
    }

    /** The powers of ten around the values. */
    private List<Double> yTicks() {
        if (scales == Scales.LINEAR || points().findAny().isEmpty()) {
            return List.of();
        }
        int from = (int) Math.floor(Math.log10(values().min().orElse(1)) + 1e-9);
        int to = (int) Math.ceil(Math.log10(values().max().orElse(1)) - 1e-9);
        List<Double> ticks = new ArrayList<>();
        for (int power = from; power <= Math.max(from + 1, to); power++) {
            ticks.add(Math.pow(10, power));
        }
        return ticks;
    }

    private DoubleStream values() {
        return points().mapToDouble(Point::y);
    }

    /** A logarithmic axis that is marked where it is told, with plain numbers. */
    private static final class LogAxis extends LogarithmicAxis {
        private static final long serialVersionUID = 1;

        private final ArrayList<NumberTick> ticks = new ArrayList<>();

        LogAxis(String name, List<Double> values) {
            super(name);
            values.forEach(value -> ticks.add(
                    new NumberTick(value, SvgChart.numbers().format(value), TextAnchor.CENTER, TextAnchor.CENTER, 0)));
            setRange(values.get(0) / MARGIN, values.get(values.size() - 1) * MARGIN);
        }

        @Override
        protected List<NumberTick> refreshTicksHorizontal(Graphics2D g, Rectangle2D area, RectangleEdge edge) {
            return anchored(TextAnchor.TOP_CENTER);
        }

        @Override
        protected List<NumberTick> refreshTicksVertical(Graphics2D g, Rectangle2D area, RectangleEdge edge) {
            return anchored(TextAnchor.CENTER_RIGHT);
        }

        private List<NumberTick> anchored(TextAnchor anchor) {
            return ticks.stream()
                    .map(tick -> new NumberTick(tick.getNumber(), tick.getText(), anchor, TextAnchor.CENTER, 0))
                    .toList();
        }
    }
}

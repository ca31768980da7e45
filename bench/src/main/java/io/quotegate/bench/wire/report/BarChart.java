package io.quotegate.bench.wire.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Paint;
import java.awt.Stroke;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * Horizontal bars, one a line, the figure behind each.
 *
 * @param axis     what is measured, with its unit
 * @param fallback what a pale bar means; empty if there is none
 */
public record BarChart(String title, String axis, String fallback, List<Bar> bars) implements Chart {
    private static final int WIDTH = 820;
    private static final int HEIGHT = 140; // without bars
    private static final int LINE = 34;
    private static final int PALE = 1; // number of the colour of pale bars
    private static final float LABELS = 0.35F; // of the width, for what bars are called
    private static final int OFFSET = 8; // of that from the bars
    private static final double FIGURES = 0.15; // of the axis, for the figure behind the longest

    public BarChart {
        bars = List.copyOf(bars);
    }

    /**
     * A bar.
     *
     * @param colour number of its colour; pale bars have one of their own
     * @param solid  false for what is to be read with care
     */
    public record Bar(String label, double value, int colour, boolean solid) {
        private Color fill() {
            return solid ? SvgChart.colour(colour) : pale();
        }

        private Color edge() {
            return SvgChart.colour(solid ? colour : PALE);
        }

        private static Color pale() {
            Color full = SvgChart.colour(PALE);
            return new Color(full.getRed(), full.getGreen(), full.getBlue(), 64);
        }
    }

    @Override
    public String svg() {
        CategoryAxis names = new CategoryAxis();
        names.setTickLabelFont(SvgChart.font(13));
        names.setTickLabelPaint(SvgChart.INK);
        names.setAxisLinePaint(SvgChart.PALE_INK);
        names.setTickMarksVisible(false);
        names.setMaximumCategoryLabelWidthRatio(LABELS);
        names.setCategoryLabelPositionOffset(OFFSET);
        NumberAxis values = new NumberAxis(axis);
        SvgChart.style(values);
        values.setNumberFormatOverride(SvgChart.numbers());
        values.setUpperMargin(FIGURES);
        CategoryPlot plot = new CategoryPlot(data(), names, values, new Renderer());
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        plot.setRangeGridlinePaint(SvgChart.gridColour());
        plot.setRangeGridlineStroke(new BasicStroke(1));
        JFreeChart chart = SvgChart.of(title, plot);
        if (!fallback.isEmpty()) {
            plot.setFixedLegendItems(legend());
            LegendTitle legend = new LegendTitle(plot);
            legend.setItemFont(SvgChart.font(12));
            legend.setPosition(RectangleEdge.BOTTOM);
            chart.addLegend(legend);
        }
        return SvgChart.svg(chart, WIDTH, HEIGHT + bars.size() * LINE);
    }

    private DefaultCategoryDataset data() {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (int i = 0; i < bars.size(); i++) {
            data.addValue(bars.get(i).value(), axis, new Line(i, bars.get(i).label()));
        }
        return data;
    }

    /** Which bar: two may be called the same. */
    private record Line(int index, String label) implements Comparable<Line> {
        @Override
        public int compareTo(Line other) {
            return Integer.compare(index, other.index);
        }

        @Override
        public String toString() {
            return label;
        }
    }

    private LegendItemCollection legend() {
        LegendItemCollection items = new LegendItemCollection();
        items.add(new LegendItem(
                fallback,
                "",
                null,
                null,
                new Rectangle2D.Double(0, 0, 22, 14),
                Bar.pale(),
                SvgChart.dashed(1),
                SvgChart.colour(PALE)));
        return items;
    }

    /** Draws each bar in its own colour. */
    private final class Renderer extends BarRenderer {
        private static final long serialVersionUID = 1;

        Renderer() {
            setBarPainter(new StandardBarPainter());
            setShadowVisible(false);
            setDrawBarOutline(bars.stream().anyMatch(bar -> !bar.solid()));
            setDefaultItemLabelsVisible(true);
            setDefaultItemLabelFont(SvgChart.font(13));
            setDefaultItemLabelPaint(SvgChart.INK);
            setDefaultItemLabelGenerator(new Figures());
            setDefaultPositiveItemLabelPosition(
                    new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
        }

        @Override
        public Paint getItemPaint(int row, int column) {
            return bars.get(column).fill();
        }

        @Override
        public Paint getItemOutlinePaint(int row, int column) {
            return bars.get(column).edge();
        }

        @Override
        public Stroke getItemOutlineStroke(int row, int column) {
            return bars.get(column).solid() ? new BasicStroke(1) : SvgChart.dashed(1);
        }
    }

    /** Three digits or so. */
    private static final class Figures extends StandardCategoryItemLabelGenerator {
        private static final long serialVersionUID = 1;

        @Override
        public String generateLabel(CategoryDataset data, int row, int column) {
            double value = data.getValue(row, column).doubleValue();
            return String.format(Locale.ROOT, value < 1 ? "%.3f" : value < 100 ? "%.2f" : "%,.0f", value);
        }
    }
}

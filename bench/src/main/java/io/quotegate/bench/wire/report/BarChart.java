package io.quotegate.bench.wire.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
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
    private static final float LABELS = 0.35F; // of the width, for what bars are called
    private static final int OFFSET = 8; // of that from the bars
    private static final double FIGURES = 0.15; // of the axis, for the figure behind the longest
    private static final Color PALE = SvgChart.colour(1);
    private static final int PALE_ALPHA = 64;

    public BarChart {
        bars = List.copyOf(bars);
    }

    /**
     * A bar.
     *
     * @param colour number of its colour; pale bars have one of their own
     * @param solid  false for what is to be read with care
     */
    public record Bar(String label, double value, int colour, boolean solid) {}

    /** The place of a bar: two may be called the same. */
    private record Place(int index, String label) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return Integer.compare(index, other.index);
        }

        @Override
        public String toString() {
            return label;
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
        values.setUpperMargin(FIGURES);
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        CategoryPlot plot = new CategoryPlot(data, names, values, fill(data));
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        plot.setRangeGridlinePaint(SvgChart.FAINT);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        JFreeChart chart = SvgChart.of(title, plot);
        if (!fallback.isEmpty()) {
            LegendTitle legend = new LegendTitle(plot);
            legend.setItemFont(SvgChart.font(12));
            legend.setPosition(RectangleEdge.BOTTOM);
            chart.addLegend(legend);
        }
        return SvgChart.svg(chart, WIDTH, HEIGHT + bars.size() * LINE);
    }

    /** Adds the bars to {@code data}, in a row for each colour, and gives what draws these. */
    private StackedBarRenderer fill(DefaultCategoryDataset data) {
        StackedBarRenderer renderer = new StackedBarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(true);
        renderer.setDefaultItemLabelsVisible(true);
        renderer.setDefaultItemLabelFont(SvgChart.font(13));
        renderer.setDefaultItemLabelPaint(SvgChart.INK);
        renderer.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator("{2}", SvgChart.numbers()));
        renderer.setDefaultPositiveItemLabelPosition(
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            String row = bar.solid() ? String.valueOf(bar.colour()) : fallback;
            data.addValue(bar.value(), row, new Place(i, bar.label()));
            int index = data.getRowIndex(row);
            Color edge = bar.solid() ? SvgChart.colour(bar.colour()) : PALE;
            renderer.setSeriesPaint(index, bar.solid() ? edge : pale());
            renderer.setSeriesOutlinePaint(index, edge);
            renderer.setSeriesOutlineStroke(index, bar.solid() ? new BasicStroke(1) : SvgChart.dashed(1));
            renderer.setSeriesVisibleInLegend(index, !bar.solid());
        }
        return renderer;
    }

    private static Color pale() {
        return new Color(PALE.getRed(), PALE.getGreen(), PALE.getBlue(), PALE_ALPHA);
    }
}

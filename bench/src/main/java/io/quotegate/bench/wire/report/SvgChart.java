package io.quotegate.bench.wire.report;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleInsets;

/** How charts look, and how they become SVG whose words are text. Any thread. */
final class SvgChart {
    static final Color INK = new Color(0x1F2933);
    static final Color PALE_INK = new Color(0x5F6B7A);
    static final Color FAINT = new Color(0xD9DEE4);
    private static final String FAMILIES = "Helvetica, Arial, sans-serif";
    private static final int PADDING = 12;
    private static final Color[] COLOURS = {
        new Color(0x1769AA),
        new Color(0xD1495B),
        new Color(0x2E8B57),
        new Color(0xE08E0B),
        new Color(0x7A4FA3),
        new Color(0x4F5D6B),
        new Color(0x00868B),
        new Color(0xB15A9C)
    };

    static {
        TextUtils.setUseDrawRotatedStringWorkaround(false); // it would make outlines of upright words
    }

    private SvgChart() {}

    /** Colour number {@code index}; they begin anew when there are no more. */
    static Color colour(int index) {
        return COLOURS[index % COLOURS.length];
    }

    /** What a pale bar or a dashed curve is drawn with. */
    static BasicStroke dashed(float width) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0);
    }

    static Font font(int size) {
        return new Font(Font.DIALOG, Font.PLAIN, size);
    }

    /** As few digits as tell a value, whatever the machine's language. */
    static NumberFormat numbers() {
        return new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT));
    }

    /** Makes an axis look like all others. */
    static void style(NumberAxis axis) {
        axis.setLabelFont(font(13));
        axis.setLabelPaint(INK);
        axis.setTickLabelFont(font(12));
        axis.setTickLabelPaint(PALE_INK);
        axis.setAxisLinePaint(PALE_INK);
        axis.setTickMarksVisible(false);
        axis.setNumberFormatOverride(numbers());
    }

    /** A chart of {@code plot}, without a legend. */
    static JFreeChart of(String title, Plot plot) {
        JFreeChart chart = new JFreeChart(title, font(18), plot, false);
        chart.getTitle().setHorizontalAlignment(HorizontalAlignment.LEFT);
        chart.getTitle().setPaint(INK);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(PADDING, PADDING, PADDING, PADDING));
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setNoDataMessage("no figures");
        plot.setNoDataMessageFont(font(14));
        plot.setNoDataMessagePaint(PALE_INK);
        return chart;
    }

    /** The picture, of so many pixels. */
    static String svg(JFreeChart chart, int width, int height) {
        VectorGraphics2D graphics = new VectorGraphics2D();
        chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new SVGProcessor()
                    .getDocument(graphics.getCommands(), new PageSize(0, 0, width, height))
                    .writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8).replaceFirst("<svg ", "<svg font-family=\"" + FAMILIES + "\" ");
    }
}

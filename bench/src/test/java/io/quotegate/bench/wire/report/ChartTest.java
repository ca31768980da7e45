package io.quotegate.bench.wire.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quotegate.bench.wire.report.LineChart.Curve;
import io.quotegate.bench.wire.report.LineChart.Point;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartTest {
    private static final String BLUE = "fill:rgb(23,105,170)";
    private static final String RED = "fill:rgb(209,73,91)";

    @Test
    void linearAxesBeginAtZeroAndHaveRoundTicks() throws Exception {
        List<String> texts = texts(parse(line(LineChart.Scales.LINEAR, new Point(40, 13.1), new Point(100, 2500))));
        assertThat(texts).contains("0", "20", "40", "60", "80", "100", "1,000", "2,000");
    }

    @Test
    void logarithmicAxesEndAtPowersOfTen() throws Exception {
        List<String> texts = texts(parse(line(LineChart.Scales.LOGARITHMIC, new Point(3, 0.3), new Point(7, 45))));
        assertThat(texts).contains("3", "7", "0.1", "1", "10", "100").doesNotContain("0.01", "1,000");
        assertThat(texts(parse(line(LineChart.Scales.LOGARITHMIC, new Point(3, 10)))))
                .contains("10", "100")
                .doesNotContain("1", "1,000");
    }

    @Test
    void labelsSayNoMoreThanTheyMust() throws Exception {
        Point[] points = {new Point(0.5, 1), new Point(10, 1), new Point(5000, 1)};
        assertThat(texts(parse(line(LineChart.Scales.LOGARITHMIC, points)))).contains("5,000", "10", "0.5");
        assertThat(texts(parse(line(LineChart.Scales.LINEAR, points)))).contains("0");
    }

    private static LineChart line(LineChart.Scales scales, Point... points) {
        return new LineChart("t", "x", "y", scales, List.of(new Curve("c", 0, true, List.of(points))));
    }

    @Test
    void barsAreAsLongAsTheirValues() throws Exception {
        BarChart chart = new BarChart(
                "CPU & more",
                "us <each>",
                "fell behind",
                List.of(new BarChart.Bar("floor", 1, 0, true), new BarChart.Bar("jetty", 10, 0, false)));
        Document svg = parse(chart);
        List<Element> solid = filled(svg, "rect", BLUE);
        List<Element> pale = filled(svg, "rect", RED);
        assertThat(solid).hasSize(1);
        assertThat(pale).hasSize(1);
        assertThat(width(pale.get(0))).isCloseTo(10 * width(solid.get(0)), within(1.0));
        assertThat(texts(svg)).contains("CPU & more", "us <each>", "fell behind", "floor", "jetty", "1", "10");
    }

    @Test
    void barsMayBeCalledTheSame() throws Exception {
        BarChart.Bar bar = new BarChart.Bar("floor", 1, 0, true);
        assertThat(filled(parse(new BarChart("t", "us", "", List.of(bar, bar))), "rect", BLUE))
                .hasSize(2);
    }

    @Test
    void curvesGoThroughTheirPointsAndAreNamed() throws Exception {
        Curve first =
                new Curve("quotegate", 0, true, List.of(new Point(10, 5), new Point(100, 2), new Point(5000, 0.4)));
        Curve second = new Curve("floor", 1, false, List.of(new Point(10, 4)));
        LineChart chart =
                new LineChart("t", "quotes a second", "us", LineChart.Scales.LOGARITHMIC, List.of(first, second));
        Document svg = parse(chart);
        assertThat(filled(svg, "path", BLUE)).hasSize(3 + 1); // and one in the legend
        assertThat(filled(svg, "path", RED)).hasSize(1 + 1);
        assertThat(texts(svg))
                .contains("quotegate", "floor", "10", "100", "5,000", "quotes a second", "us", "0.1", "1");
    }

    @Test
    void aChartWithoutFiguresSaysSo() throws Exception {
        LineChart chart = new LineChart("t", "x", "y", LineChart.Scales.LOGARITHMIC, List.of());
        assertThat(texts(parse(chart))).contains("no figures");
    }

    private static List<Element> filled(Document svg, String kind, String style) {
        List<Element> found = new ArrayList<>();
        NodeList all = svg.getElementsByTagName(kind);
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            if (element.getAttribute("style").contains(style)) {
                found.add(element);
            }
        }
        return found;
    }

    private static double width(Element bar) {
        return Double.parseDouble(bar.getAttribute("width"));
    }

    private static List<String> texts(Document svg) {
        List<String> texts = new ArrayList<>();
        NodeList nodes = svg.getElementsByTagName("text");
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    private static Document parse(Chart chart) throws Exception {
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setEntityResolver((name, url) -> new InputSource(new ByteArrayInputStream(new byte[0]))); // no network
        return builder.parse(new ByteArrayInputStream(chart.svg().getBytes(UTF_8)));
    }
}

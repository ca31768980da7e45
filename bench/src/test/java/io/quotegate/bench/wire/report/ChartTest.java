package io.quotegate.bench.wire.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quotegate.bench.wire.report.LineChart.Curve;
import io.quotegate.bench.wire.report.LineChart.Point;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class ChartTest {
    @Test
    void linearAxesBeginAtZeroAndHaveRoundTicks() {
        assertThat(Axis.linear(13.1).ticks()).containsExactly(0.0, 5.0, 10.0, 15.0);
        assertThat(Axis.linear(0.39).high()).isCloseTo(0.4, within(1e-9));
        assertThat(Axis.linear(0).ticks()).hasSizeGreaterThan(1);
        Axis axis = Axis.linear(100);
        assertThat(axis.position(50)).isEqualTo(0.5);
    }

    @Test
    void logarithmicAxesEndAtPowersOfTen() {
        Axis axis = Axis.logarithmic(0.3, 45);
        assertThat(axis.ticks()).containsExactly(0.1, 1.0, 10.0, 100.0);
        assertThat(axis.position(1)).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(Axis.logarithmic(10, 10).ticks()).containsExactly(10.0, 100.0);
    }

    @Test
    void labelsSayNoMoreThanTheyMust() {
        assertThat(Axis.label(5000)).isEqualTo("5,000");
        assertThat(Axis.label(10)).isEqualTo("10");
        assertThat(Axis.label(0.5)).isEqualTo("0.5");
        assertThat(Axis.label(0)).isEqualTo("0");
    }

    @Test
    void barsAreAsLongAsTheirValues() throws Exception {
        BarChart chart = new BarChart(
                "CPU & more",
                "us <each>",
                "fell behind",
                List.of(new BarChart.Bar("floor", 1, true), new BarChart.Bar("jetty", 10, false)));
        Document svg = parse(chart.svg());
        NodeList bars = svg.getElementsByTagName("rect"); // the background, two bars, the legend's
        assertThat(bars.getLength()).isEqualTo(4);
        assertThat(width(bars, 2)).isCloseTo(10 * width(bars, 1), within(1.0));
        assertThat(texts(svg)).contains("CPU & more", "us <each>", "fell behind", "floor", "jetty");
    }

    @Test
    void curvesGoThroughTheirPointsAndAreNamed() throws Exception {
        Curve first =
                new Curve("quotegate", 0, true, List.of(new Point(10, 5), new Point(100, 2), new Point(5000, 0.4)));
        Curve second = new Curve("floor", 1, false, List.of(new Point(10, 4)));
        LineChart chart =
                new LineChart("t", "quotes a second", "us", LineChart.Scales.LOGARITHMIC, List.of(first, second));
        Document svg = parse(chart.svg());
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(4 + 2); // and one each in the legend
        assertThat(texts(svg))
                .contains("quotegate", "floor", "10", "100", "5,000", "quotes a second", "us", "0.1", "1");
    }

    @Test
    void aChartWithoutFiguresSaysSo() throws Exception {
        LineChart chart = new LineChart("t", "x", "y", LineChart.Scales.LOGARITHMIC, List.of());
        assertThat(texts(parse(chart.svg()))).contains("no figures");
    }

    private static double width(NodeList bars, int index) {
        return Double.parseDouble(
                bars.item(index).getAttributes().getNamedItem("width").getNodeValue());
    }

    private static List<String> texts(Document svg) {
        List<String> texts = new ArrayList<>();
        NodeList nodes = svg.getElementsByTagName("text");
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
    }
}

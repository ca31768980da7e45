package io.quotegate.bench.wire.report;

import java.util.Locale;

/** The few SVG elements a chart is made of, in pixels from the top left. Confined to its owner's thread. */
final class Svg {
    static final String INK = "#1f2933";
    static final String FAINT = "#d9dee4";
    static final String PALE_INK = "#5f6b7a";

    private static final String[] COLOURS = {
        "#1769aa", "#d1495b", "#2e8b57", "#e08e0b", "#7a4fa3", "#4f5d6b", "#00868b", "#b15a9c"
    };

    private final StringBuilder text = new StringBuilder();
    private final int width;
    private final int height;

    /** How text stands to its position. */
    enum Anchor {
        START("start"),
        MIDDLE("middle"),
        END("end");

        private final String wireName;

        Anchor(String wireName) {
            this.wireName = wireName;
        }
    }

    Svg(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** Colour number {@code index}; they begin anew when there are no more. */
    static String colour(int index) {
        return COLOURS[index % COLOURS.length];
    }

    void line(double x1, double y1, double x2, double y2, String colour, double thickness) {
        add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>",
                x1, y1, x2, y2, colour, thickness);
    }

    void bar(double x, double y, double barWidth, double barHeight, String colour, boolean solid) {
        add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\" fill-opacity=\"%s\""
                        + " stroke=\"%s\"%s/>",
                x,
                y,
                barWidth,
                barHeight,
                colour,
                solid ? "1" : "0.25",
                colour,
                solid ? "" : " stroke-dasharray=\"4 3\"");
    }

    void dot(double x, double y, String colour) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.2\" fill=\"%s\"/>", x, y, colour);
    }

    /** @param points {@code x,y} pairs with blanks between */
    void path(String points, String colour, boolean solid) {
        add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>",
                points, colour, solid ? "" : " stroke-dasharray=\"6 4\"");
    }

    void label(double x, double y, Anchor anchor, int size, String colour, String words) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\" fill=\"%s\">%s</text>",
                x, y, anchor.wireName, size, colour, escape(words));
    }

    /** The same from bottom to top, its middle at the position. */
    void upright(double x, double y, int size, String colour, String words) {
        add(
                "<text transform=\"translate(%.1f %.1f) rotate(-90)\" text-anchor=\"middle\" font-size=\"%d\" fill=\"%s\">%s"
                        + "</text>",
                x, y, size, colour, escape(words));
    }

    private void add(String format, Object... values) {
        text.append("  ").append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escape(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 "
                + width + ' ' + height + "\" font-family=\"Helvetica, Arial, sans-serif\">\n"
                + "  <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n" + text + "</svg>\n";
    }
}

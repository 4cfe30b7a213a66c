package dev.cress.benchmarks.harness;

import java.util.List;
import java.util.Locale;

/**
 * A small drawing of one quantity against the number of entities, which is drawn by its logarithm; the quantity begins at zero, so that what is flat looks flat.
 *
 * @param title what is drawn, with its unit
 * @param points in ascending order of entities
 */
record Plot(String title, List<Point> points) {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 220;
    private static final int LEFT = 48;
    private static final int TOP = 40;
    private static final int BOTTOM = 180;

    /**
     * A measurement.
     *
     * @param entities how many were stored
     * @param value the quantity
     */
    record Point(int entities, double value) {}

    /** Several drawings beside each other. */
    static String svg(List<Plot> plots) {
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"11\" fill=\"#333\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n",
                WIDTH * plots.size(),
                HEIGHT));
        for (int i = 0; i < plots.size(); i++) {
            svg.append(String.format(Locale.ROOT, "<g transform=\"translate(%d,0)\">%n", i * WIDTH));
            plots.get(i).draw(svg);
            svg.append("</g>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private void draw(StringBuilder svg) {
        double highest = points.stream().mapToDouble(Point::value).max().orElseThrow() * 1.25;
        line(svg, LEFT, BOTTOM, WIDTH - 16, BOTTOM, "#999");
        line(svg, LEFT, TOP, LEFT, BOTTOM, "#999");
        text(svg, LEFT, 20, "start", title);
        text(svg, LEFT - 6, BOTTOM + 4, "end", "0");
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            int x = x(point);
            int y = y(point, highest);
            if (i > 0) {
                line(svg, x(points.get(i - 1)), y(points.get(i - 1), highest), x, y, "#2a6");
            }
            svg.append(String.format(Locale.ROOT, "<circle cx=\"%d\" cy=\"%d\" r=\"3\" fill=\"#2a6\"/>%n", x, y));
            text(svg, x, y - 8, "middle", number(point.value()));
            text(svg, x, BOTTOM + 18, "middle", String.format(Locale.ROOT, "%,d", point.entities()));
        }
    }

    private int x(Point point) {
        double first = Math.log10(points.get(0).entities());
        double width = Math.max(1, Math.log10(points.get(points.size() - 1).entities()) - first);
        return (int) Math.round(LEFT + 24 + (Math.log10(point.entities()) - first) / width * (WIDTH - LEFT - 72));
    }

    private static int y(Point point, double highest) {
        return (int) Math.round(BOTTOM - point.value() / highest * (BOTTOM - TOP));
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    private static void line(StringBuilder svg, int x1, int y1, int x2, int y2, String colour) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>%n",
                x1,
                y1,
                x2,
                y2,
                colour));
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text));
    }
}

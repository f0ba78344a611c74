package ai.clara.memory.picture;

import ai.clara.memory.graph.Picture;
import ai.clara.memory.graph.Picture.Figure;
import ai.clara.memory.graph.Picture.Line;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A picture as SVG 1.1 that brings its own colours, for light and dark, and loads nothing. */
public final class PictureSvg {
    private static final int NAME_CHARS = 22;
    private static final double LETTER = 8;
    private static final double HIGH = 30;
    private static final double MARGIN = 130;
    private static final double LABEL_AT = 0.55;
    private static final String STYLE = """
            svg { background: #fff; font: 14px system-ui, sans-serif; }
            .line { stroke: #8a8f98; stroke-width: 1.5; }
            .past { stroke-dasharray: 5 4; opacity: .6; }
            .figure { fill: #eef2ff; stroke: #4c5fd5; }
            .self { fill: #4c5fd5; }
            text { fill: #1c1e21; text-anchor: middle; dominant-baseline: central; }
            .name-self { fill: #fff; font-weight: 600; }
            .label { font-size: 12px; fill: #4a4f57; stroke: #fff; stroke-width: 4; paint-order: stroke; }
            @media (prefers-color-scheme: dark) {
              svg { background: #16181c; }
              .figure { fill: #242a45; stroke: #8f9dff; }
              text { fill: #e8eaed; }
              .label { fill: #b7bcc5; stroke: #16181c; }
            }
            """;

    private final Picture picture;
    private final List<Layout.Point> points;
    private final ZoneId zone;
    private final StringBuilder svg = new StringBuilder();

    private PictureSvg(Picture picture, ZoneId zone) {
        this.picture = picture;
        this.points = Layout.of(picture);
        this.zone = zone;
    }

    /** @param title what it shows, for whoever hears it read */
    public static String of(Picture picture, String title, ZoneId zone) {
        return new PictureSvg(picture, zone).drawn(title);
    }

    private String drawn(String title) {
        double left = least(points.stream().mapToDouble(Layout.Point::x).toArray()) - MARGIN;
        double top = least(points.stream().mapToDouble(Layout.Point::y).toArray()) - MARGIN / 2;
        double wide = most(points.stream().mapToDouble(Layout.Point::x).toArray()) + MARGIN - left;
        double high = most(points.stream().mapToDouble(Layout.Point::y).toArray()) + MARGIN / 2 - top;
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="%s %s %s %s" width="%s" height="%s">
                <title>%s</title>
                <style>%s</style>
                """.formatted(
                        number(left),
                        number(top),
                        number(wide),
                        number(high),
                        number(wide),
                        number(high),
                        Markup.escaped(title),
                        STYLE));
        between().forEach((_, lines) -> line(lines));
        for (int i = 0; i < points.size(); i++) {
            figure(picture.figures().get(i), points.get(i));
        }
        return svg.append("</svg>\n").toString();
    }

    private static double least(double[] all) {
        return java.util.Arrays.stream(all).min().orElse(0);
    }

    private static double most(double[] all) {
        return java.util.Arrays.stream(all).max().orElse(0);
    }

    /** Several lines of the same two are drawn as one. */
    private Map<List<Integer>, List<Line>> between() {
        return picture.lines().stream()
                .collect(Collectors.groupingBy(
                        line -> List.of(Math.min(line.from(), line.to()), Math.max(line.from(), line.to())),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    private void line(List<Line> lines) {
        Layout.Point from = points.get(lines.getFirst().from());
        Layout.Point to = points.get(lines.getFirst().to());
        boolean past = lines.stream().allMatch(line -> line.until().isPresent());
        svg.append("<line class=\"line%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>%n"
                .formatted(past ? " past" : "", number(from.x()), number(from.y()), number(to.x()), number(to.y())));
        String said = lines.stream().map(Line::predicate).distinct().collect(Collectors.joining(", "));
        String told = lines.stream()
                .map(line -> PicturePage.line(picture, line, zone))
                .collect(Collectors.joining("; "));
        svg.append("<text class=\"label\" x=\"%s\" y=\"%s\">%s<title>%s</title></text>%n"
                .formatted(
                        number(from.x() + LABEL_AT * (to.x() - from.x())),
                        number(from.y() + LABEL_AT * (to.y() - from.y())),
                        Markup.escaped(said),
                        Markup.escaped(told)));
    }

    private void figure(Figure figure, Layout.Point point) {
        String name = Markup.cut(figure.name(), NAME_CHARS);
        double wide = Math.max(HIGH, LETTER * name.length() + HIGH / 2);
        svg.append("""
                <g><rect class="figure%s" x="%s" y="%s" width="%s" height="%s" rx="15"/><text%s x="%s" y="%s">%s</text><title>%s</title></g>
                """.formatted(
                        figure.self() ? " self" : "",
                        number(point.x() - wide / 2),
                        number(point.y() - HIGH / 2),
                        number(wide),
                        number(HIGH),
                        figure.self() ? " class=\"name-self\"" : "",
                        number(point.x()),
                        number(point.y()),
                        Markup.escaped(name),
                        Markup.escaped(figure.name())));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}

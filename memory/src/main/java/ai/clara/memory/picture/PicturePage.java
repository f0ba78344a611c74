package ai.clara.memory.picture;

import ai.clara.memory.graph.Picture;
import ai.clara.memory.graph.Picture.Figure;
import ai.clara.memory.graph.Picture.Line;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.transcript.TranscriptEntry;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A picture as lines of text: under each figure what was told of it, with since when, and by which message. */
public final class PicturePage {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final int NAMED_MAX = 2;

    private PicturePage() {}

    /** @param ids how messages are named */
    public static String of(Picture picture, ZoneId zone, Function<MessageRef, String> ids) {
        List<Integer> order = IntStream.range(0, picture.figures().size())
                .boxed()
                .sorted(Comparator.comparing(i -> !picture.figures().get(i).self()))
                .toList();
        var page = new StringBuilder();
        for (int figure : order) {
            List<Line> lines = picture.lines().stream()
                    .filter(line -> line.from() == figure)
                    .toList();
            if (!lines.isEmpty()) {
                page.append(picture.figures().get(figure).name()).append('\n');
                lines.forEach(line -> page.append("  %s: %s, %s  %s%n"
                        .formatted(
                                line.predicate().replace('_', ' '),
                                picture.figures().get(line.to()).name(),
                                when(line, zone),
                                sources(line, ids))));
            }
        }
        picture.alike()
                .forEach(pair -> page.append(proposal(
                                picture.figures().get(pair.one()),
                                picture.figures().get(pair.other())))
                        .append('\n'));
        return page.toString();
    }

    /** Only whoever knows them can say. */
    static String proposal(Figure one, Figure other) {
        return "Perhaps the same: %1$s and %2$s. If so, tell Clara \"%1$s and %2$s are the same person\"; if not, that they are not."
                .formatted(one.name(), other.name());
    }

    private static String sources(Line line, Function<MessageRef, String> ids) {
        List<TranscriptEntry> sources = line.sources();
        String named = sources.stream()
                .skip(Math.max(0, sources.size() - NAMED_MAX))
                .map(entry -> "[" + ids.apply(entry.ref()) + "]")
                .collect(Collectors.joining(" "));
        return sources.size() > NAMED_MAX ? "told " + sources.size() + " times, lately " + named : named;
    }

    /** One line in words. */
    static String line(Picture picture, Line line, ZoneId zone) {
        return "%s %s %s, %s"
                .formatted(
                        picture.figures().get(line.from()).name(),
                        line.predicate().replace('_', ' '),
                        picture.figures().get(line.to()).name(),
                        when(line, zone));
    }

    /** What no rule read is said to be read by a model, which may have misread it. */
    static String when(Line line, ZoneId zone) {
        return line.until()
                        .map(until -> day(line.since(), zone) + " to " + day(until, zone))
                        .orElseGet(() -> "since " + day(line.since(), zone))
                + (line.byModel() ? ", as a model read it" : "");
    }

    static String day(Instant at, ZoneId zone) {
        return DAY.format(at.atZone(zone));
    }
}

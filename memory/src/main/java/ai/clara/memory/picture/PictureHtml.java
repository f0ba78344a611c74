package ai.clara.memory.picture;

import ai.clara.memory.graph.Picture;
import ai.clara.memory.graph.Picture.Line;
import java.time.ZoneId;
import java.util.stream.Collectors;

/** A picture as a page of its own: the drawing, and beneath it each line with the words that tell it. It loads nothing. */
public final class PictureHtml {
    private static final int QUOTE_CHARS = 300;
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
            svg { width: 100%%; height: auto; }
            table { border-collapse: collapse; width: 100%%; }
            th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #8884; }
            .past { opacity: .7; }
            </style>
            </head>
            <body>
            <h1>%1$s</h1>
            %2$s
            %3$s
            <table>
            <thead><tr><th scope="col">Who</th><th scope="col">What</th><th scope="col">Whom</th><th scope="col">When</th><th scope="col">Told by</th></tr></thead>
            <tbody>
            %4$s</tbody>
            </table>
            </body>
            </html>
            """;

    private PictureHtml() {}

    public static String of(Picture picture, String title, ZoneId zone) {
        String proposals = picture.alike().stream()
                .map(pair -> "<p>"
                        + Markup.escaped(PicturePage.proposal(
                                picture.figures().get(pair.one()),
                                picture.figures().get(pair.other())))
                        + "</p>")
                .collect(Collectors.joining("\n"));
        String rows =
                picture.lines().stream().map(line -> row(picture, line, zone)).collect(Collectors.joining());
        return PAGE.formatted(Markup.escaped(title), PictureSvg.of(picture, title, zone), proposals, rows);
    }

    private static String row(Picture picture, Line line, ZoneId zone) {
        String told = line.sources().stream()
                .map(entry -> Markup.escaped(entry.speaker() + ", " + PicturePage.day(entry.at(), zone) + ": "
                        + Markup.cut(entry.text(), QUOTE_CHARS)))
                .collect(Collectors.joining("<br>"));
        return "<tr%s><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>%n"
                .formatted(
                        line.until().isPresent() ? " class=\"past\"" : "",
                        Markup.escaped(picture.figures().get(line.from()).name()),
                        Markup.escaped(line.predicate().replace('_', ' ')),
                        Markup.escaped(picture.figures().get(line.to()).name()),
                        Markup.escaped(PicturePage.when(line, zone)),
                        told);
    }
}

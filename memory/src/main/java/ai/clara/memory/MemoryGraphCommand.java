package ai.clara.memory;

import ai.clara.memory.graph.GraphPicture;
import ai.clara.memory.graph.GraphProjection;
import ai.clara.memory.graph.Picture;
import ai.clara.memory.picture.PictureHtml;
import ai.clara.memory.picture.PicturePage;
import ai.clara.memory.picture.PictureSvg;
import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows a person what the graph holds for them. */
@Singleton
final class MemoryGraphCommand implements Command {
    private static final String HTML = "--html";
    private static final String SVG = "--svg";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Whose whose;
    private final GraphPicture picture;
    private final GraphProjection graph;

    MemoryGraphCommand(Whose whose, GraphPicture picture, GraphProjection graph) {
        this.whose = whose;
        this.picture = picture;
        this.graph = graph;
    }

    @Override
    public String name() {
        return "memory graph";
    }

    @Override
    public String usage() {
        return "memory graph [NAME] [--html | --svg]: the people and things Clara was told of by NAME, in the terminal or, by"
                + " > picture.html, for a browser";
    }

    /**
     * What was asked for.
     *
     * @param form {@link #HTML}, {@link #SVG} or empty for the terminal
     */
    private record Wish(Optional<String> name, String form) {
        static Wish of(List<String> args) {
            var words = new ArrayList<>(args);
            Optional<String> named = Whose.named(words);
            List<String> forms =
                    words.stream().filter(word -> word.startsWith("--")).toList();
            words.removeAll(forms);
            if (!List.of(HTML, SVG).containsAll(forms)
                    || forms.size() > 1
                    || words.size() + named.stream().count() > 1) {
                throw CommandException.usage("Usage: memory graph [NAME] [--html | --svg]");
            }
            return new Wish(named.or(() -> words.stream().findFirst()), forms.isEmpty() ? "" : forms.getFirst());
        }
    }

    @Override
    public void check(List<String> args) {
        var unused = Wish.of(args);
    }

    @Override
    public int run(List<String> args, CommandIo io) {
        Wish wish = Wish.of(args);
        if (!graph.enabled()) {
            throw CommandException.failed(
                    "There is no graph. Set ENABLE_GRAPH_MEMORY=true and start Clara again; she reads what was told before, too.");
        }
        String name = wish.name().orElseGet(() -> Whose.caller(io));
        // What was just said belongs to it.
        graph.catchUp(PATIENCE);
        Picture drawn = picture.of(whose.viewer(name));
        String title = "What Clara was told of the people and things of " + name;
        io.out(
                switch (wish.form()) {
                    case HTML -> PictureHtml.of(drawn, title, ZoneOffset.UTC);
                    case SVG -> PictureSvg.of(drawn, title, ZoneOffset.UTC);
                    default -> PicturePage.of(drawn, ZoneOffset.UTC, ShortId::of);
                });
        if (drawn.lines().isEmpty()) {
            io.note("Nothing yet: nobody told " + name + "'s Clara who belongs to whom, or who lives or works where.");
        }
        if (!drawn.all()) {
            io.note("Older ones were left out.");
        }
        if (graph.lag() > 0) {
            io.note(graph.lag() + " messages are not read yet.");
        }
        return 0;
    }
}

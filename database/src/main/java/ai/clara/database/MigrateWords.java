package ai.clara.database;

import ai.clara.migrations.Draft;
import ai.clara.migrations.Line;
import ai.clara.spi.command.CommandException;
import java.util.ArrayList;
import java.util.List;

/** What was typed after {@code migrate}. */
record MigrateWords(Line line, Verb verb) {

    static final String USAGE =
            "migrate [run|status|heads|history|create TEXT|rollback [N] [-y]|reset] [--db main|vectors]";

    /** What to do. */
    sealed interface Verb {
        record Run() implements Verb {}

        record Status() implements Verb {}

        record Heads() implements Verb {}

        record History() implements Verb {}

        /** @param slug of the text, for file names */
        record Create(String slug) implements Verb {}

        record Rollback(int steps, boolean yes) implements Verb {}

        record Reset() implements Verb {}
    }

    /** @throws CommandException when the words are wrong */
    static MigrateWords of(List<String> args) {
        var rest = new ArrayList<>(args);
        Line line = line(rest);
        String name = rest.isEmpty() ? "run" : rest.removeFirst();
        Verb verb = switch (name) {
            case "run" -> new Verb.Run();
            case "status" -> new Verb.Status();
            case "heads" -> new Verb.Heads();
            case "history" -> new Verb.History();
            case "create" -> create(rest);
            case "rollback" -> rollback(rest);
            case "reset" -> reset(rest);
            default ->
                throw CommandException.usage("migrate knows run, status, heads, history, create, rollback and"
                        + " reset, not " + name + ".");
        };
        if (!rest.isEmpty()) {
            throw CommandException.usage(
                    "migrate " + name + " does not take '" + rest.getFirst() + "'; it is ./clara " + USAGE + ".");
        }
        return new MigrateWords(line, verb);
    }

    private static Line line(List<String> rest) {
        int at = rest.indexOf("--db");
        if (at < 0) {
            return Line.MAIN;
        }
        rest.remove(at);
        String name = at < rest.size() ? rest.remove(at) : "";
        return switch (name) {
            case "main" -> Line.MAIN;
            case "vectors" -> Line.VECTORS;
            default -> throw CommandException.usage("--db takes main or vectors.");
        };
    }

    private static Verb create(List<String> rest) {
        String text = String.join(" ", rest);
        rest.clear();
        return Draft.slug(text)
                .map(Verb.Create::new)
                .orElseThrow(() -> CommandException.usage(
                        "migrate create takes a few words that name the step, such as \"memory add notes\", with 1 to 60"
                                + " letters and digits."));
    }

    private static Verb rollback(List<String> rest) {
        boolean yes = rest.remove("-y");
        int steps = 1;
        if (!rest.isEmpty()) {
            String number = rest.removeFirst();
            if (!number.matches("[1-9]\\d{0,3}")) {
                throw CommandException.usage("migrate rollback takes how many steps to undo, such as 1, not " + number
                        + "; -y answers its question in a pipe.");
            }
            steps = Integer.parseInt(number);
        }
        return new Verb.Rollback(steps, yes);
    }

    private static Verb reset(List<String> rest) {
        if (rest.contains("-y")) {
            throw CommandException.usage(
                    "For migrate reset -y is not enough; type the name of the database when asked, or write it into the"
                            + " pipe.");
        }
        return new Verb.Reset();
    }
}

package ai.clara.database;

import ai.clara.migrations.Line;
import ai.clara.migrations.Migration;
import ai.clara.migrations.Undo;
import ai.clara.spi.command.CommandIo;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Where a schema stands, for people and for scripts that read lines. */
final class SchemaPage {

    private SchemaPage() {}

    static String statusLine(Line line, Migration step) {
        String state = step.state().name().toLowerCase(Locale.ROOT);
        String undo = switch (step.state()) {
            case APPLIED, PENDING ->
                switch (Undo.of(line, step)) {
                    case Undo.Possible possible -> "; undo loses " + possible.loses();
                    case Undo.Impossible impossible -> "; no undo: " + impossible.reason();
                };
            case FAILED, UNKNOWN -> "";
        };
        return "%-4s %-8s %s%s%n".formatted(step.version(), state, step.description(), undo);
    }

    static int heads(Database database, CommandIo io) {
        List<Migration> steps = database.migrations();
        io.out("files    " + newest(steps, Migration.State.APPLIED, Migration.State.PENDING) + "\n");
        io.out("applied  " + newest(steps, Migration.State.APPLIED, Migration.State.UNKNOWN) + "\n");
        return 0;
    }

    private static String newest(List<Migration> steps, Migration.State... states) {
        return steps.stream()
                .filter(step -> List.of(states).contains(step.state()))
                .reduce((earlier, later) -> later)
                .map(Migration::title)
                .orElse("none");
    }

    static int history(Database database, CommandIo io) {
        List<Migration> applied = database.migrations().stream()
                .filter(step -> step.applied().isPresent())
                .toList();
        for (Migration step : applied) {
            step.applied()
                    .ifPresent(how -> io.out("%-4s %s  %-10s %6d ms  %s%n"
                            .formatted(
                                    step.version(),
                                    how.at().truncatedTo(ChronoUnit.SECONDS),
                                    how.by(),
                                    how.took().toMillis(),
                                    step.description())));
        }
        if (applied.isEmpty()) {
            io.note("No migration was applied yet.");
        }
        return 0;
    }
}

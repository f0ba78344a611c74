package ai.clara.database;

import ai.clara.migrations.Clearing;
import ai.clara.migrations.Line;
import ai.clara.migrations.Rollback;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.store.Home;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Undoes steps, or everything. Asks before, and never does it under a running Clara. */
@Singleton
final class WayBack {

    private static final String UNCHANGED = "Nothing was changed.";

    private final Rollback rollback;
    private final Clearing clearing;
    private final VectorDatabase vectors;
    private final Home home;

    WayBack(Rollback rollback, Clearing clearing, VectorDatabase vectors, Home home) {
        this.rollback = rollback;
        this.clearing = clearing;
        this.vectors = vectors;
        this.home = home;
    }

    int rollback(Database database, MigrateWords.Verb.Rollback words, CommandIo io) {
        Line line = database.line();
        List<Rollback.Step> plan = database.look(owners -> rollback.plan(line, owners, words.steps()));
        if (!words.yes()) {
            ask(plan, io);
        }
        database.alone(owners -> {
            // Somebody may have changed the schema while we asked.
            if (!rollback.plan(line, owners, words.steps()).equals(plan)) {
                throw new StoreException(
                        "The schema changed meanwhile, so nothing was undone; look at ./clara migrate status.");
            }
            rollback.run(line, owners, plan);
        });
        for (Rollback.Step step : plan) {
            io.out("Undone: " + step.migration().title() + "\n");
        }
        io.note(
                "The next start of this Clara, or ./clara migrate, applies " + (plan.size() == 1 ? "it" : "them")
                        + " again; to stay here, start the version that ends with what ./clara migrate heads now shows as applied.");
        return 0;
    }

    private static void ask(List<Rollback.Step> plan, CommandIo io) {
        if (!io.interactive()) {
            throw CommandException.usage("migrate rollback asks before it changes anything; in a pipe add -y.");
        }
        for (Rollback.Step step : plan) {
            io.note("Undoes " + step.migration().title() + "; loses "
                    + step.undo().loses() + ".");
        }
        io.note("Go on? [y/N]");
        String answer = io.readLine("").orElse("").strip();
        if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
            throw CommandException.failed(UNCHANGED);
        }
    }

    /** What memory searches is made of the rows, and must not outlive them. */
    int reset(Database database, CommandIo io) {
        Optional<Database> derived = database.line() == Line.MAIN ? vectors.named() : Optional.empty();
        String name = database.name();
        derived.ifPresent(Database::name);
        io.note("This deletes " + whatGoes(database, derived)
                + ". There is no way back. Type the name of the database, " + name + ", to go on:");
        String typed = io.readLine("").orElse("").strip();
        if (!typed.equals(name)) {
            throw CommandException.failed(
                    "The name of the database is " + name + ", and that was not typed; nothing was changed.");
        }
        // Refused before anything is gone.
        database.alone(owners -> clearing.tryOut(database.line(), owners));
        derived.ifPresent(this::clear);
        clear(database);
        if (database.line() == Line.MAIN) {
            deleteIndex();
        }
        derived.ifPresent(Database::prepare);
        io.out("Everything was deleted; applied " + database.prepare() + " migrations anew.\n");
        return 0;
    }

    private static String whatGoes(Database database, Optional<Database> derived) {
        return switch (database.line()) {
            case MAIN ->
                "every person, message and memory in the " + database.origin().where()
                        + derived.map(other -> ", and what memory searches in the "
                                        + other.origin().where())
                                .orElse("");
            case VECTORS, SUCCESSOR ->
                "what memory searches in the " + database.origin().where();
        };
    }

    private void clear(Database database) {
        database.alone(owners -> clearing.run(database.line(), owners));
    }

    private void deleteIndex() {
        try {
            Folders.delete(home.resolve("index"));
        } catch (IOException e) {
            throw Sentences.of(e, home.resolve("index"));
        }
    }
}

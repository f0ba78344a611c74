package ai.clara.database;

import ai.clara.migrations.Migration;
import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Brings the schema up to date, or shows where it stands. */
@Singleton
final class MigrateCommand implements Command {

    private static final Set<String> LATER = Set.of("create", "rollback", "heads", "history", "reset");

    private final Database database;

    MigrateCommand(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "migrate";
    }

    @Override
    public String usage() {
        return "migrate [run|status]: bring the database schema up to date, or show where it stands";
    }

    /** The database takes several clients, so nothing of the running instance is needed. */
    @Override
    public boolean throughOwner() {
        return false;
    }

    @Override
    public void check(List<String> args) {
        String word = word(args);
        if (LATER.contains(word)) {
            throw CommandException.usage(
                    "migrate " + word + " comes in a later version; now there are run and status.");
        }
        if (args.size() > 1) {
            throw CommandException.usage("migrate takes one word: run or status.");
        }
        if (!word.equals("run") && !word.equals("status")) {
            throw CommandException.usage("migrate knows run and status, not " + word + ".");
        }
    }

    private static String word(List<String> args) {
        return args.isEmpty() ? "run" : args.getFirst();
    }

    @Override
    public int run(List<String> args, CommandIo io) {
        check(args);
        try {
            return word(args).equals("run") ? migrate(io) : status(io);
        } catch (StoreException e) {
            throw CommandException.failed(Sentences.text(e));
        }
    }

    private int migrate(CommandIo io) {
        int applied = database.prepare();
        io.out(
                applied == 0
                        ? "The database schema is up to date.\n"
                        : "Applied " + applied + (applied == 1 ? " migration.\n" : " migrations.\n"));
        return 0;
    }

    private int status(CommandIo io) {
        for (Migration step : database.migrations()) {
            io.out("%-4s %-8s %s%n"
                    .formatted(step.version(), step.state().name().toLowerCase(Locale.ROOT), step.description()));
        }
        var drift = database.drift();
        drift.ifPresent(io::note);
        return drift.isPresent() ? 1 : 0;
    }
}

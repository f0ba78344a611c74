package ai.clara.database;

import ai.clara.migrations.Draft;
import ai.clara.migrations.Line;
import ai.clara.migrations.Migration;
import ai.clara.migrations.MigrationException;
import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Brings the schema up to date, shows where it stands, and leads back. */
@Singleton
final class MigrateCommand implements Command {

    private final Database database;
    private final VectorDatabase vectors;
    private final WayBack back;

    MigrateCommand(Database database, VectorDatabase vectors, WayBack back) {
        this.database = database;
        this.vectors = vectors;
        this.back = back;
    }

    @Override
    public String name() {
        return "migrate";
    }

    @Override
    public String usage() {
        return MigrateWords.USAGE + ": bring the database schema up to date, show where it stands, or lead it back";
    }

    /** The database takes several clients, so nothing of the running instance is needed. */
    @Override
    public boolean throughOwner() {
        return false;
    }

    @Override
    public void check(List<String> args) {
        MigrateWords words = MigrateWords.of(args);
        if (!(words.verb() instanceof MigrateWords.Verb.Create)) {
            of(words.line());
        }
    }

    private Database of(Line line) {
        return switch (line) {
            case MAIN -> database;
            case VECTORS, SUCCESSOR ->
                vectors.named()
                        .orElseThrow(
                                () -> CommandException.usage(
                                        "There is no database of vectors; set ROOK_DATABASE_URL to a PostgreSQL with pgvector."));
        };
    }

    @Override
    public int run(List<String> args, CommandIo io) {
        MigrateWords words = MigrateWords.of(args);
        Line line = words.line();
        try {
            return switch (words.verb()) {
                case MigrateWords.Verb.Run run -> migrate(of(line), io);
                case MigrateWords.Verb.Status status -> status(of(line), io);
                case MigrateWords.Verb.Heads heads -> SchemaPage.heads(of(line), io);
                case MigrateWords.Verb.History history -> SchemaPage.history(of(line), io);
                case MigrateWords.Verb.Create create -> create(line, create.slug(), io);
                case MigrateWords.Verb.Rollback rollback -> back.rollback(of(line), rollback, io);
                case MigrateWords.Verb.Reset reset -> back.reset(of(line), io);
            };
        } catch (StoreException e) {
            throw CommandException.failed(Sentences.text(e));
        } catch (MigrationException e) {
            throw CommandException.failed(Sentences.text(e));
        }
    }

    private static int migrate(Database database, CommandIo io) {
        int applied = database.prepare();
        io.out(
                applied == 0
                        ? "The database schema is up to date.\n"
                        : "Applied " + applied + (applied == 1 ? " migration.\n" : " migrations.\n"));
        return 0;
    }

    private static int status(Database database, CommandIo io) {
        for (Migration step : database.migrations()) {
            io.out(SchemaPage.statusLine(database.line(), step));
        }
        Optional<String> drift = database.drift();
        drift.ifPresent(io::note);
        return drift.isPresent() ? 1 : 0;
    }

    private static int create(Line line, String slug, CommandIo io) {
        // Set by the launcher, which lies in the checkout.
        Optional<Path> checkout = Optional.ofNullable(System.getProperty("clara.checkout"))
                .map(Path::of)
                .filter(Draft::checkout);
        Draft draft = Draft.write(
                line,
                checkout.orElseThrow(() -> CommandException.usage(
                        "Migrations are made in a checkout of Clara's sources, and this is none; run ./clara there.")),
                slug);
        io.out(draft.up() + "\n" + draft.undo() + "\n");
        return 0;
    }
}

package ai.clara.database;

import ai.clara.migrations.Migration;
import ai.clara.migrations.Migrator;
import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.util.List;

/** Takes everything into another PostgreSQL. */
@Singleton
final class MoveCommand implements Command {

    private static final int PORTION_ROWS = 5_000;

    private final Database source;
    private final Migrator migrator;

    MoveCommand(Database source, Migrator migrator) {
        this.source = source;
        this.migrator = migrator;
    }

    @Override
    public String name() {
        return "move";
    }

    @Override
    public String usage() {
        return "move --to URL [--dry-run]: take everything into another PostgreSQL; the old database stays as it is";
    }

    /** Nobody else may be there, least of all an owner who answers. */
    @Override
    public boolean throughOwner() {
        return false;
    }

    @Override
    public void check(List<String> args) {
        MoveWords.of(args);
    }

    @Override
    public int run(List<String> args, CommandIo io) {
        MoveWords words = MoveWords.of(args);
        var target = new Database(new ExternalServer(words.login(), MoveRefusals.NAMED), migrator);
        var move = new Move(source, target, PORTION_ROWS);
        return words.dryRun() ? plan(move, words, io) : move(move, words, io);
    }

    private int plan(Move move, MoveWords words, CommandIo io) {
        List<Move.Planned> tables = move.plan();
        io.out("%-20s %12s %10s%n".formatted("table", "rows", "size"));
        tables.forEach(table ->
                io.out("%-20s %12d %10s%n".formatted(table.table(), table.rows(), MoveWords.size(table.bytes()))));
        io.out("%-20s %12d %10s%n"
                .formatted(
                        "all",
                        tables.stream().mapToLong(Move.Planned::rows).sum(),
                        MoveWords.size(
                                tables.stream().mapToLong(Move.Planned::bytes).sum())));
        long pending = source.migrations().stream()
                .filter(step -> step.state() == Migration.State.PENDING)
                .count();
        if (pending > 0) {
            io.note("The old database waits for " + pending + (pending == 1 ? " migration" : " migrations")
                    + ", which a move applies there first, as any start does.");
        }
        io.note("Nothing was changed. Without --dry-run all of this goes to " + words.masked() + ".");
        return 0;
    }

    private static int move(Move move, MoveWords words, CommandIo io) {
        var progress = new MoveProgress(io);
        List<Move.Compared> tables;
        try {
            tables = move.run(progress);
        } catch (StoreException e) {
            if (progress.any()) {
                io.note("What has come over stays there; run it again, and it goes on.");
            }
            throw e;
        } finally {
            progress.end();
        }
        io.out("%-20s %12s  %-16s  %s%n".formatted("table", "rows", "checksum", "new side"));
        tables.forEach(table -> io.out("%-20s %12d  %-16s  %s%n"
                .formatted(table.table(), table.old().rows(), table.old().text(), there(table))));
        List<String> different = tables.stream()
                .filter(table -> !table.same())
                .map(Move.Compared::table)
                .toList();
        if (!different.isEmpty()) {
            io.note("The two databases differ in " + String.join(", ", different)
                    + ", so the move is not done; run it again, and it copies all anew.");
            return 1;
        }
        String masked = words.masked();
        io.note("Moved. To use it, put DATABASE_URL=" + masked + " into .env"
                + (masked.contains("***") ? ", with the password" : "")
                + "; the old database stays as it was (" + move.old() + ").");
        return 0;
    }

    private static String there(Move.Compared table) {
        return table.same()
                ? "the same"
                : "differs: " + table.fresh().rows() + " rows, " + table.fresh().text();
    }
}

package ai.clara.memory;

import ai.clara.memory.follow.Compared;
import ai.clara.memory.follow.Rebuilding;
import ai.clara.memory.store.Elsewhere;
import ai.clara.memory.store.VectorStore;
import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.util.List;

/** Takes what memory searches into another store, while Clara goes on with what she has. */
@Singleton
final class MoveVectorsCommand implements Command {
    private final Rebuilding rebuilding;
    private final VectorStore store;
    private final Elsewhere elsewhere;

    MoveVectorsCommand(Rebuilding rebuilding, VectorStore store, Elsewhere elsewhere) {
        this.rebuilding = rebuilding;
        this.store = store;
        this.elsewhere = elsewhere;
    }

    @Override
    public String name() {
        return "move vectors";
    }

    @Override
    public String usage() {
        return "move vectors --to URL [--dry-run]: take what memory searches into a PostgreSQL with pgvector or a Qdrant; what is in use stays as it is";
    }

    @Override
    public void check(List<String> args) {
        var unused = MoveOptions.of(args);
    }

    @Override
    public int run(List<String> args, CommandIo io) {
        MoveOptions options = MoveOptions.of(args);
        if (options.dryRun()) {
            elsewhere.look(options.to());
            io.out("From the " + store.where() + " would go: what is to be found of " + rebuilding.size()
                    + " messages, with vectors by " + rebuilding.embedder() + ".\n");
            io.note("What is there answers. Nothing was changed.");
            return 0;
        }
        return moved(options.to(), io) ? 0 : 1;
    }

    private boolean moved(String url, CommandIo io) {
        Compared compared;
        try (var progress = new RebuildProgress(io)) {
            compared = filled(url, progress, io);
        }
        io.out(RebuildPage.of(compared));
        if (!compared.complete() || !compared.finds()) {
            io.note("The new side does not hold all of it, so the move is not done; run it again, and it goes on.");
            return false;
        }
        if (!compared.identical()) {
            io.note("What is in use is not all that the transcript says; the new side is.");
        }
        io.note("Moved. To use it, put that address into .env as " + elsewhere.setting(url)
                + " and start Clara again; what is" + " said until then comes by itself, and the " + store.where()
                + " stays as it is.");
        return true;
    }

    private Compared filled(String url, RebuildProgress progress, CommandIo io) {
        try {
            return rebuilding.move(elsewhere.at(url), progress);
        } catch (StoreException e) {
            if (progress.any()) {
                io.note("What has come over stays there; run it again, and it goes on.");
            }
            throw e;
        }
    }
}

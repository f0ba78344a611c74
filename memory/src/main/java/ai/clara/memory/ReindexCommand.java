package ai.clara.memory;

import ai.clara.memory.follow.Compared;
import ai.clara.memory.follow.Rebuilding;
import ai.clara.memory.store.VectorStore;
import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import jakarta.inject.Singleton;
import java.util.List;

/** Rebuilds what memory searches, while Clara goes on. */
@Singleton
final class ReindexCommand implements Command {
    private final Rebuilding rebuilding;
    private final VectorStore store;

    ReindexCommand(Rebuilding rebuilding, VectorStore store) {
        this.rebuilding = rebuilding;
        this.store = store;
    }

    @Override
    public String name() {
        return "memory reindex";
    }

    @Override
    public String usage() {
        return "memory reindex: build what memory searches anew beside what is in use, compare both, then switch";
    }

    @Override
    public void check(List<String> args) {
        if (!args.isEmpty()) {
            throw CommandException.usage("memory reindex takes no more words: it rebuilds all that is searched.");
        }
    }

    @Override
    public int run(List<String> args, CommandIo io) {
        Compared compared;
        try (var progress = new RebuildProgress(io)) {
            compared = rebuilding.reindex(progress);
        }
        io.out(RebuildPage.of(compared));
        io.note("The new " + store.where() + " is in use, and the former is gone.");
        return 0;
    }
}

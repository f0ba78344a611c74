package ai.clara.memory;

import ai.clara.memory.follow.Compared;
import ai.clara.memory.follow.Rebuilding;
import ai.clara.memory.graph.GraphProjection;
import ai.clara.memory.graph.Renewed;
import ai.clara.memory.store.VectorStore;
import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.command.ProgressLine;
import jakarta.inject.Singleton;
import java.util.List;

/** Rebuilds what memory searches, while Clara goes on. */
@Singleton
final class ReindexCommand implements Command {
    private final Rebuilding rebuilding;
    private final GraphProjection graph;
    private final VectorStore store;

    ReindexCommand(Rebuilding rebuilding, GraphProjection graph, VectorStore store) {
        this.rebuilding = rebuilding;
        this.graph = graph;
        this.store = store;
    }

    @Override
    public String name() {
        return "memory reindex";
    }

    @Override
    public String usage() {
        return "memory reindex: build what memory searches anew beside what is in use, compare both, then switch; the"
                + " graph too";
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
        if (graph.enabled()) {
            io.out(GraphPage.renewed(renewed(io)));
            io.note("The graph in " + graph.where() + " is what the transcript tells.");
        }
        return 0;
    }

    private Renewed renewed(CommandIo io) {
        var line = new ProgressLine(io);
        try {
            return graph.renew((done, all) -> line.show(done, all, "messages"));
        } finally {
            line.end();
        }
    }
}

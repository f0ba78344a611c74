package ai.clara.memory;

import ai.clara.memory.follow.Changeover;
import ai.clara.memory.follow.Rebuilding;
import ai.clara.memory.store.VectorStore;
import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.command.ProgressLine;
import ai.clara.spi.model.EmbeddingModel;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Shows how the embedder that settings choose takes over, and waits for it. The work is that of every start with such settings: in
 * the background, resumable, while the former answers.
 */
@Singleton
final class MoveEmbedderCommand implements Command {
    private static final String DRY_RUN = "--dry-run";
    private static final int DECIDING_LOOKS_MAX = 100;
    /** A service that fails is tried again in between. */
    private static final int STANDSTILL_LOOKS_MAX = 150;

    private final Changeover changeover;
    private final Rebuilding rebuilding;
    private final VectorStore store;

    MoveEmbedderCommand(Changeover changeover, Rebuilding rebuilding, VectorStore store) {
        this.changeover = changeover;
        this.rebuilding = rebuilding;
        this.store = store;
    }

    @Override
    public String name() {
        return "move embedder";
    }

    @Override
    public String usage() {
        return "move embedder [--dry-run]: wait until the embedder that settings choose has taken over";
    }

    @Override
    public void check(List<String> args) {
        if (!args.isEmpty() && !args.equals(List.of(DRY_RUN))) {
            throw CommandException.usage(
                    "move embedder knows --dry-run and no other words: settings choose the embedder.");
        }
    }

    @Override
    public int run(List<String> args, CommandIo io) {
        for (int looks = 0; !changeover.decided(); looks++) {
            if (looks == DECIDING_LOOKS_MAX) {
                throw CommandException.failed("It is not known yet which embedder answers; " + store.remedy());
            }
            Pause.make();
        }
        Optional<EmbeddingModel> incoming = changeover.incoming();
        if (incoming.isEmpty()) {
            io.out(changeover.answering().id() + " answers already; choose another one by the EMBEDDING_ settings.\n");
            return 0;
        }
        String from = changeover.answering().id();
        String to = incoming.get().id();
        long lacking = store.lacking(to);
        io.out("From " + from + " to " + to + ": " + lacking + " messages lack its vector.\n");
        if (args.contains(DRY_RUN)) {
            io.note("Until it has all of them " + from + " answers. It goes on by itself whenever Clara runs.");
            return 0;
        }
        finish(to, lacking, io);
        io.out(RebuildPage.held(to, rebuilding.held()));
        io.note("It answers now. The vectors of " + from + " are kept, so the way back is short.");
        return 0;
    }

    private void finish(String to, long all, CommandIo io) {
        var line = new ProgressLine(io);
        try {
            long lacking = all;
            for (int standstill = 0; changeover.incoming().isPresent(); standstill++) {
                if (standstill > STANDSTILL_LOOKS_MAX && !changeover.lastError().isEmpty()) {
                    throw CommandException.failed(changeover.lastError()
                            + " It is tried again by itself; look at the EMBEDDING_ settings and at that service.");
                }
                long now = store.lacking(to);
                standstill = now < lacking ? 0 : standstill;
                lacking = now;
                line.show(all - now, all, "messages");
                Pause.make();
            }
        } finally {
            line.end();
        }
    }
}

package ai.clara.memory;

import ai.clara.memory.graph.GraphProjection;
import ai.clara.memory.graph.Renewed;
import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.command.ProgressLine;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Shows how the graph that settings choose reads what was told, waits for that, and compares. The work is that of every start with such
 * settings: in the background, resumable.
 */
@Singleton
final class MoveGraphCommand implements Command {
    private static final String DRY_RUN = "--dry-run";
    /** A store that is away is tried again in between. */
    private static final int STANDSTILL_LOOKS_MAX = 150;

    private final GraphProjection graph;

    MoveGraphCommand(GraphProjection graph) {
        this.graph = graph;
    }

    @Override
    public String name() {
        return "move graph";
    }

    @Override
    public String usage() {
        return "move graph [--dry-run]: wait until the graph that settings choose has read all, and compare";
    }

    @Override
    public void check(List<String> args) {
        if (!args.isEmpty() && !args.equals(List.of(DRY_RUN))) {
            throw CommandException.usage(
                    "move graph knows --dry-run and no other words: GRAPH_STORE_PROVIDER chooses where it lies.");
        }
    }

    @Override
    public int run(List<String> args, CommandIo io) {
        if (!graph.enabled()) {
            throw CommandException.failed("There is no graph: set ENABLE_GRAPH_MEMORY=true and start Clara again.");
        }
        long all = graph.size();
        io.out("Into " + graph.where() + ": " + graph.lag() + " of " + all + " messages are not yet read.\n");
        if (args.contains(DRY_RUN)) {
            io.note("It reads them by itself whenever Clara runs; what lies in another place stays there.");
            return 0;
        }
        Renewed compared;
        var line = new ProgressLine(io);
        try {
            read(line, all);
            compared = graph.compared((done, of) -> line.show(done, of, "comparing"));
        } finally {
            line.end();
        }
        io.out(GraphPage.held(compared));
        if (!compared.complete()) {
            io.note("It does not hold all that the transcript tells; run ./clara memory reindex.");
            return 1;
        }
        io.note("It holds all that the transcript tells. What lies in another place stays there until you delete it.");
        return 0;
    }

    private void read(ProgressLine line, long all) {
        if (!graph.running()) {
            graph.catchUp();
        }
        long lag = graph.lag();
        for (int standstill = 0; lag > 0; standstill++) {
            if (standstill > STANDSTILL_LOOKS_MAX) {
                throw CommandException.failed("It does not get on. " + graph.lastError());
            }
            line.show(all - lag, all, "messages");
            Pause.make();
            long now = graph.lag();
            standstill = now < lag ? 0 : standstill;
            lag = now;
        }
    }
}

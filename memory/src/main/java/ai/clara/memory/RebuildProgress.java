package ai.clara.memory;

import ai.clara.memory.follow.Rebuilding;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.command.ProgressLine;

/** Shows a person how far a rebuilding is. */
final class RebuildProgress implements Rebuilding.Watch, AutoCloseable {
    private final ProgressLine line;
    private boolean any;

    RebuildProgress(CommandIo io) {
        this.line = new ProgressLine(io);
    }

    @Override
    public void filled(long done, long all) {
        any = true;
        line.show(done, all, "messages");
    }

    @Override
    public void compares() {
        line.show("comparing");
    }

    /** Whether something was written. */
    boolean any() {
        return any;
    }

    /** Takes the line away. */
    @Override
    public void close() {
        line.end();
    }
}

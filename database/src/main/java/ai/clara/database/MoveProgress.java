package ai.clara.database;

import ai.clara.spi.command.CommandIo;
import ai.clara.spi.command.ProgressLine;

/** Shows a person how far a move is; in a pipe only what must be said. */
final class MoveProgress implements Move.Watch {

    private final CommandIo io;
    private final ProgressLine line;
    private long rows;
    private boolean any;

    MoveProgress(CommandIo io) {
        this.io = io;
        this.line = new ProgressLine(io);
    }

    @Override
    public void begins(long rows) {
        this.rows = rows;
    }

    @Override
    public void beginsAnew(MoveTable changed) {
        io.note("The old database is not what it was when the move was cut off (" + changed.name()
                + "), so all is copied anew.");
    }

    @Override
    public void arrived(MoveTable table, long done) {
        any = true;
        line.show(done, rows, table.name());
    }

    @Override
    public void compares(MoveTable table) {
        line.show("comparing " + table.name());
    }

    /** Whether rows came over in this run. */
    boolean any() {
        return any;
    }

    /** Takes the line away. */
    void end() {
        line.end();
    }
}

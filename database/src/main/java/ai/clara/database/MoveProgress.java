package ai.clara.database;

import ai.clara.spi.command.CommandIo;

/** Shows a person how far a move is; in a pipe only what must be said. */
final class MoveProgress implements Move.Watch {

    private static final int WIDTH = 30;
    private static final String CLEAR = "\r\u001b[K";

    private final CommandIo io;
    private long rows;
    private boolean any;

    MoveProgress(CommandIo io) {
        this.io = io;
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
        int percent = rows == 0 ? 100 : (int) Math.min(100, done * 100 / rows);
        int full = percent * WIDTH / 100;
        show("[%s%s] %3d %%  %s".formatted("=".repeat(full), " ".repeat(WIDTH - full), percent, table.name()));
    }

    @Override
    public void compares(MoveTable table) {
        show("comparing " + table.name());
    }

    /** Whether rows came over in this run. */
    boolean any() {
        return any;
    }

    /** Takes the line away. */
    void end() {
        show("");
    }

    private void show(String line) {
        if (io.interactive()) {
            io.out(CLEAR + line);
        }
    }
}

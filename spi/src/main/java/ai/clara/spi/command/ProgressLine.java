package ai.clara.spi.command;

/** One line that shows a person how far something is; nothing in a pipe. */
public final class ProgressLine {
    private static final int WIDTH = 30;
    private static final String CLEAR = "\r\u001b[K";

    private final CommandIo io;

    public ProgressLine(CommandIo io) {
        this.io = io;
    }

    /** @param what is being done, in a word or two */
    public void show(long done, long all, String what) {
        int percent = all == 0 ? 100 : (int) Math.min(100, done * 100 / all);
        int full = percent * WIDTH / 100;
        show("[%s%s] %3d %%  %s".formatted("=".repeat(full), " ".repeat(WIDTH - full), percent, what));
    }

    public void show(String line) {
        if (io.interactive()) {
            io.out(CLEAR + line);
        }
    }

    /** Takes the line away. */
    public void end() {
        show("");
    }
}

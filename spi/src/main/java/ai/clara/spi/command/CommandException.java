package ai.clara.spi.command;

/** A command cannot go on: one sentence that says what to do, and an exit code. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int exitCode;

    private CommandException(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /** Exit code 1. */
    public static CommandException failed(String sentence) {
        return new CommandException(1, sentence);
    }

    /** Exit code 2. */
    public static CommandException usage(String sentence) {
        return new CommandException(2, sentence);
    }

    public int exitCode() {
        return exitCode;
    }
}

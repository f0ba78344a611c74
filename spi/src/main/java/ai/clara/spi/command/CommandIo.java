package ai.clara.spi.command;

import java.util.Optional;

/** The terminal or pipe on which a command runs, perhaps that of another process. */
public interface CommandIo {
    /** Whether a person sits at a terminal. */
    boolean interactive();

    /** The login name of whoever runs the command. */
    String login();

    /**
     * An environment variable of whoever runs the command, for the few names that belong to the caller and not to the running
     * instance, such as {@code USER_ID}.
     */
    Optional<String> callerSetting(String name);

    /** The next line without its end; empty at the end of input. */
    Optional<String> readLine(String prompt);

    /** An id for the line last read, the same when that line is handed in again after its process died. */
    String lineId();

    /** Writes to standard output, without adding a line end. */
    void out(String text);

    /** Writes one line to standard error. */
    void note(String line);

    /** Runs the handler on Ctrl-C instead of ending, until closed. */
    AutoCloseable onInterrupt(Runnable handler);
}

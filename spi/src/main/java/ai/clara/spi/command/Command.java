package ai.clara.spi.command;

import java.util.List;

/** One word after {@code ./clara}. */
public interface Command {
    /** The word itself. */
    String name();

    /** One line: arguments and what it does. */
    String usage();

    /** Whether it works through the running instance when there is one. False for commands that need nothing of it. */
    default boolean throughOwner() {
        return true;
    }

    /**
     * Runs it.
     *
     * @return 0 done, 1 failed, 2 wrong usage
     * @throws CommandException with one sentence for the person
     */
    int run(List<String> args, CommandIo io);
}

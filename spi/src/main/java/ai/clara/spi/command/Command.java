package ai.clara.spi.command;

import java.util.List;

/** What {@code ./clara} can be asked to do. */
public interface Command {
    /** The word after {@code ./clara}, or several with single spaces between. */
    String name();

    /** One line: arguments and what it does. */
    String usage();

    /** Whether it works through the running instance when there is one. False for commands that need nothing of it. */
    default boolean throughOwner() {
        return true;
    }

    /**
     * Reads the words alone, before anything is started for it, so that a mistake in them costs nothing.
     *
     * @throws CommandException when they are wrong
     */
    default void check(List<String> args) {}

    /**
     * Runs it.
     *
     * @return 0 done, 1 failed, 2 wrong usage
     * @throws CommandException with one sentence for the person
     */
    int run(List<String> args, CommandIo io);
}

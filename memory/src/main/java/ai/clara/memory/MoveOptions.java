package ai.clara.memory;

import ai.clara.spi.command.CommandException;
import java.util.ArrayList;
import java.util.List;

/**
 * What follows the words {@code move vectors}.
 *
 * @param to the address of a PostgreSQL or a Qdrant
 * @param dryRun whether it only looks
 */
record MoveOptions(String to, boolean dryRun) {
    /** @throws CommandException of wrong usage */
    static MoveOptions of(List<String> args) {
        var words = new ArrayList<>(args);
        boolean dryRun = words.remove("--dry-run");
        // It may be an address with a password, so nothing of it is repeated.
        if (words.size() != 2 || !words.getFirst().equals("--to")) {
            throw CommandException.usage(
                    "Say where to: ./clara move vectors --to postgres://user:password@host:5432/name [--dry-run],"
                            + " or --to http://host:6334 for a Qdrant.");
        }
        return new MoveOptions(words.getLast(), dryRun);
    }
}

package ai.clara.migrations;

import java.time.Instant;
import java.util.Optional;

/**
 * One numbered step of the schema.
 *
 * @param appliedAt when it was applied, empty while it waits
 */
public record Migration(String version, String description, State state, Optional<Instant> appliedAt) {

    /** Where a step stands. */
    public enum State {
        APPLIED,
        WAITING,
        FAILED,
        /** Applied once, but this program does not know it: the database is newer. */
        UNKNOWN
    }
}

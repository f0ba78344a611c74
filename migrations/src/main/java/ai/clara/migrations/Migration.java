package ai.clara.migrations;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One numbered step of the schema.
 *
 * @param file the name of its script, for example {@code V6__engine_session_order.sql}
 * @param applied empty while it is pending
 */
public record Migration(String version, String description, String file, State state, Optional<Applied> applied) {

    /** Where a step stands. */
    public enum State {
        APPLIED,
        PENDING,
        FAILED,
        /** Applied once, but this program does not know it: the database is newer. */
        UNKNOWN
    }

    /** What the history table says of an applied step. */
    public record Applied(Instant at, String by, Duration took) {}

    /** As people call it. */
    public String title() {
        return version + " " + description;
    }
}

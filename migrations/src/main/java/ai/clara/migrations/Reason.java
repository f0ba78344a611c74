package ai.clara.migrations;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL said of a failure, for the end of a sentence. */
final class Reason {

    private static final String PREFIX = "ERROR:";

    private Reason() {}

    /** With a colon before it; empty when it said nothing. */
    static String of(@Nullable Throwable failure) {
        String reason = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getMessage() != null) {
                reason = ": " + line(sql.getMessage());
            }
        }
        return reason;
    }

    private static String line(String message) {
        String first = message.lines().findFirst().orElse("").strip();
        return first.startsWith(PREFIX) ? first.substring(PREFIX.length()).strip() : first;
    }
}

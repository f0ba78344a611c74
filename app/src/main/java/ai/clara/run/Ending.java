package ai.clara.run;

import ai.clara.spi.command.CommandException;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.store.StoreException;
import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a failed command ends: an exit code and one sentence. Details go to the log file only.
 *
 * @param exitCode 1 failed, 2 wrong usage
 */
public record Ending(int exitCode, String sentence) {
    private static final Logger log = LoggerFactory.getLogger(Ending.class);
    private static final int CAUSES_MAX = 50;

    /** The ending for what was thrown; the first cause that was written for a person decides. */
    public static Ending of(Throwable failure, Path logFile) {
        Set<Throwable> seen = new HashSet<>();
        for (Throwable t = failure; t != null && seen.size() < CAUSES_MAX && seen.add(t); t = t.getCause()) {
            Ending ending = told(t);
            if (ending != null) {
                log.debug("a command ended with exit code {}", ending.exitCode(), failure);
                return ending;
            }
        }
        log.error("a command failed", failure);
        return new Ending(1, "Something went wrong inside Clara; the details are in " + logFile + ".");
    }

    private static @Nullable Ending told(Throwable t) {
        return switch (t) {
            case CommandException e -> new Ending(e.exitCode(), said(e));
            case StoreException e -> new Ending(1, said(e));
            case ModelException e -> new Ending(1, said(e));
            case AccessDeniedException e -> new Ending(1, denied(e.getFile()));
            case FileSystemException e -> disk(e.getFile(), e.getReason());
            case FileNotFoundException e -> null;
            case java.io.IOException e -> disk("this disk", e.getMessage());
            default -> null;
        };
    }

    private static String denied(@Nullable String file) {
        return "Clara may not use " + named(file)
                + ": it belongs to another user or is closed to you; choose another directory with --home or CLARA_HOME.";
    }

    private static @Nullable Ending disk(@Nullable String file, @Nullable String reason) {
        String why = reason == null ? "" : reason.toLowerCase(Locale.ROOT);
        if (why.contains("no space left") || why.contains("quota exceeded")) {
            return new Ending(1, "There is no space left for " + named(file) + "; free some, then start again.");
        }
        if (why.contains("read-only")) {
            return new Ending(
                    1,
                    "Clara cannot write " + named(file)
                            + ": the disk is read-only; choose another directory with --home.");
        }
        if (why.contains("not a directory") || why.contains("permission denied")) {
            return new Ending(1, denied(file));
        }
        return null;
    }

    private static String named(@Nullable String file) {
        return file == null ? "its directory" : file;
    }

    private static String said(Throwable t) {
        String message = t.getMessage();
        return message == null ? "Clara could not do that." : message;
    }
}

package ai.clara.database;

import ai.clara.spi.store.StoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Failures as a person reads them: one sentence, no class names, no secrets. */
final class Sentences {

    private Sentences() {}

    /** The sentence of one of our own exceptions. */
    static String text(RuntimeException ours) {
        String sentence = ours.getMessage();
        return sentence == null ? "The database failed." : sentence;
    }

    static StoreException of(SQLException failure) {
        return new StoreException(sentence(failure), failure);
    }

    /** The same, with the place that is meant and the setting that names it. */
    static StoreException of(SQLException failure, Origin origin) {
        return new StoreException(sentence(failure, origin), failure);
    }

    private static String sentence(SQLException failure, Origin origin) {
        String setting = origin.setting().orElse("");
        // A refused login may be told with the word too.
        if (!setting.isEmpty() && !state(failure).startsWith("28") && encryption(failure)) {
            return "The connection to the " + origin.where() + " could not be encrypted as " + setting
                    + " asks for; check its sslmode and sslrootcert, and the server's certificate.";
        }
        if (connectionLost(failure)) {
            return "The database cannot be reached; " + origin.remedy() + ".";
        }
        if (setting.isEmpty()) {
            return sentence(failure);
        }
        return switch (state(failure)) {
            case "28P01" ->
                "The " + origin.where() + " refused the login; check the user and password in " + setting + ".";
            case "28000" ->
                "The " + origin.where() + " refused the login; check the user and sslmode in " + setting
                        + ", and the server's pg_hba.conf.";
            case "3D000" -> "The database that " + setting + " names does not exist; create it first.";
            case "42501" ->
                "The " + origin.where() + " refused what the login of " + setting
                        + " asked for; let an administrator grant it connect on the database, or use another login.";
            default -> sentence(failure);
        };
    }

    /** Whether TLS failed: the certificate, its name, or that there is none. */
    private static boolean encryption(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (cause instanceof SSLException
                    || cause instanceof GeneralSecurityException
                    || message != null && (message.contains("SSL") || message.contains("could not be verified"))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the server or the way to it is gone, so that a new connection may help. */
    static boolean connectionLost(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && lost(sql)) {
                return true;
            }
        }
        return false;
    }

    static StoreException of(IOException failure, Path place) {
        return new StoreException(sentence(reason(failure), failure instanceof AccessDeniedException, place), failure);
    }

    /** What a program of PostgreSQL said before it failed. */
    static StoreException ofProgram(String program, String output, Path place) {
        return new StoreException(sentence(program + " said " + lastLine(output), false, place));
    }

    private static String sentence(String reason, boolean denied, Path place) {
        if (reason.contains("No space left") || reason.contains("Disk quota exceeded")) {
            return "The disk that holds " + place + " is full; free some space and start again.";
        }
        if (denied
                || reason.contains("Permission denied")
                || reason.contains("Read-only file system")
                || reason.contains("Operation not permitted")) {
            return "Clara cannot write to " + place + "; check its owner and mode, or choose another CLARA_HOME.";
        }
        return "The database in " + place + " cannot be started: " + reason + ".";
    }

    private static boolean lost(SQLException failure) {
        String state = state(failure);
        // A server gives each refusal a state; without one it was the pool or the driver, whose connection had gone.
        return failure instanceof SQLTransientConnectionException
                || state.isEmpty()
                || state.startsWith("08")
                || state.startsWith("57P");
    }

    private static String sentence(SQLException failure) {
        String state = state(failure);
        if (lost(failure)) {
            return "The database does not answer; try again in a moment, and run ./clara doctor if it stays so.";
        }
        return switch (state) {
            case "53100" -> "The disk of the database is full; free some space and try again.";
            case "53300" -> "The database has no free connection; try again in a moment.";
            case "57014" -> "The database took too long and was stopped; try again.";
            case "55P03", "40001", "40P01" -> "Two changes met in the database; try again.";
            case "42501" -> "The database refused to touch a row outside the viewer's audience.";
            case "28P01", "28000" -> "The database refused the login; check the user and password.";
            case "3D000" -> "The database does not exist; create it first.";
            default -> "The database refused a statement (SQLSTATE " + state + ").";
        };
    }

    private static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }

    private static String reason(IOException failure) {
        String reason = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        return reason == null ? "a file could not be written" : reason;
    }

    private static String lastLine(String output) {
        return output.lines()
                .map(String::strip)
                .filter(line -> line.contains("FATAL") || line.contains("error") || line.contains("could not"))
                .findFirst()
                .or(() -> output.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .reduce((a, b) -> b))
                .orElse("nothing");
    }
}

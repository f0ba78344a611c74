package ai.clara.migrations;

/** The schema could not be brought up to date or does not match its migrations; the message is one sentence for a person. */
public final class MigrationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MigrationException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    MigrationException(String sentence) {
        super(sentence);
    }
}

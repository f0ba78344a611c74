package ai.clara.spi.model;

import java.time.Duration;
import java.util.Optional;

/** A model call failed. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, as far as a caller can act on it. */
    public enum Kind {
        UNREACHABLE(true),
        OVERLOADED(true),
        TIMEOUT(true),
        TRUNCATED(true),
        REFUSED(false),
        BAD_REQUEST(false),
        CANCELLED(false);

        private final boolean retryable;

        Kind(boolean retryable) {
            this.retryable = retryable;
        }
    }

    private final Kind kind;
    private final transient Optional<Duration> retryAfter;

    /** @param message one sentence for a person, without secrets */
    public ModelException(Kind kind, String message) {
        super(message);
        this.kind = kind;
        this.retryAfter = Optional.empty();
    }

    public ModelException(Kind kind, String message, Throwable cause) {
        this(kind, message, cause, Optional.empty());
    }

    /** @param retryAfter how long the vendor asks to wait, when it says so */
    public ModelException(Kind kind, String message, Throwable cause, Optional<Duration> retryAfter) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    /** How long the vendor asks to wait before the next try. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the same call may succeed later. */
    public boolean retryable() {
        return kind.retryable;
    }
}

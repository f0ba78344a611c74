package ai.clara.testkit.discord;

import java.util.Optional;

/** A request answered with an error in Discord's words; with a kind it is the client's fault. */
final class Denial extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final int code;
    private final transient Optional<Refusal.Kind> kind;

    private Denial(int status, int code, String message, Optional<Refusal.Kind> kind) {
        super(message);
        this.status = status;
        this.code = code;
        this.kind = kind;
    }

    static Denial fault(Refusal.Kind kind, int status, int code, String message) {
        return new Denial(status, code, message, Optional.of(kind));
    }

    /** Nobody's fault, for example a message deleted meanwhile. */
    static Denial plain(int status, int code, String message) {
        return new Denial(status, code, message, Optional.empty());
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }

    Optional<Refusal.Kind> kind() {
        return kind;
    }
}

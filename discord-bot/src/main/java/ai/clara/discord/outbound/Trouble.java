package ai.clara.discord.outbound;

/** Why a message could not be shown or changed. */
final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What it means for the reply. */
    enum Kind {
        /** The message is no more; somebody deleted it. */
        GONE,
        /** It can never be shown there. */
        NEVER,
        /** It was stopped or forgotten; nobody waits for it. */
        UNWANTED,
        /** Perhaps shown, perhaps not; to be tried again. */
        LATER
    }

    private final Kind kind;

    Trouble(Kind kind, String why) {
        super(why);
        this.kind = kind;
    }

    Trouble(Kind kind, String why, Throwable cause) {
        super(why, cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}

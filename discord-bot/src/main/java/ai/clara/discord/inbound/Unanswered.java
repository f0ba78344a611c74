package ai.clara.discord.inbound;

/** Discord gave no answer to a question; asking again may help. */
final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean away;

    /** @param away whether Discord is away, so that asking goes on until it is back */
    Unanswered(String why, boolean away) {
        super(why);
        this.away = away;
    }

    Unanswered(String why, Throwable cause) {
        super(why, cause);
        this.away = false;
    }

    boolean away() {
        return away;
    }
}

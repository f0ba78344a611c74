package ai.clara.discord.inbound;

/** Discord gave no answer to a question; asking again may help. */
final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unanswered(String why) {
        super(why);
    }

    Unanswered(String why, Throwable cause) {
        super(why, cause);
    }
}

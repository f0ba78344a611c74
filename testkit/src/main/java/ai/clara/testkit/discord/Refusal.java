package ai.clara.testkit.discord;

/**
 * Something the client did that Discord does not take.
 *
 * @param order its place in the log
 * @param detail the route and why
 */
public record Refusal(int order, Kind kind, String detail) {
    /** Why. */
    public enum Kind {
        TOO_LONG,
        EMPTY_MESSAGE,
        TOO_MANY_FILES,
        TOO_MANY_EMBEDS,
        LONG_NONCE,
        INTERACTION_LATE,
        INTERACTION_TWICE,
        NOT_OWN_MESSAGE,
        MISSING_PERMISSION,
        UNKNOWN_CHANNEL,
        UNKNOWN_MESSAGE,
        UNKNOWN_INTERACTION,
        UNKNOWN_ROUTE,
        BAD_REQUEST,
        /** After a 429 the client came again before the time it was told. */
        SENT_BEFORE_RETRY_AFTER,
        /** A guild message came empty because the client did not ask for MESSAGE_CONTENT, though the portal allows it. */
        CONTENT_NOT_ASKED_FOR,
        DISALLOWED_INTENTS,
        WRONG_TOKEN,
        /** The message was taken, and would ping everyone or a role because allowed_mentions does not forbid it. */
        MASS_PING
    }
}

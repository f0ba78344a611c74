package ai.clara.engine.summary;

/** Of what. */
enum Kind {
    /** A whole session that is over. */
    SESSION,
    /** The older part of a room's running session. */
    CHANNEL
}

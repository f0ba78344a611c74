package ai.clara.spi.prompt;

/** The places of a prompt, in the order in which a model reads them. */
public enum PromptSlot {
    PERSONA,
    CLOCK,
    SITUATION,
    MEMORY,
    /** What a model or rules made of the session before this one. */
    PREVIOUS_SUMMARY,
    PREVIOUS_SESSION,
    /** What a model or rules made of the older part of the running session. */
    CHANNEL_SUMMARY,
    /** What others said around the message, read at this moment and not stored. */
    SURROUNDINGS,
    RECENT,
    /** The messages this one replies to. */
    REPLY_CHAIN
}

package ai.clara.spi.prompt;

/** The places of a prompt, in the order in which a model reads them. */
public enum PromptSlot {
    PERSONA,
    CLOCK,
    SITUATION,
    MEMORY,
    PREVIOUS_SESSION,
    /** What others said around the message, read at this moment and not stored. */
    SURROUNDINGS,
    RECENT,
    /** The messages this one replies to. */
    REPLY_CHAIN
}

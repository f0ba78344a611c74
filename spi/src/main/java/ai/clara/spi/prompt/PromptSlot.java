package ai.clara.spi.prompt;

/** The places of a prompt, in the order in which a model reads them. */
public enum PromptSlot {
    PERSONA,
    CLOCK,
    SITUATION,
    MEMORY,
    PREVIOUS_SESSION,
    RECENT
}

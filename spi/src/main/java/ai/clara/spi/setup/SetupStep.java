package ai.clara.spi.setup;

/** Some questions of {@code setup}. Every room brings its own as a bean; what a step saves it has tried before. */
public interface SetupStep {
    /** Order of asking, small first. */
    int order();

    /**
     * Asks, checks, and saves through {@link SetupTalk#save}.
     *
     * @throws ai.clara.spi.command.CommandException with one sentence when it cannot go on; what was saved before stays
     */
    void ask(SetupTalk talk);
}

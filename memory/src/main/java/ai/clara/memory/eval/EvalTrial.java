package ai.clara.memory.eval;

import ai.clara.spi.command.Trial;

/** Conversations out of files are never mixed with what the person keeps. */
public final class EvalTrial implements Trial {
    @Override
    public String command() {
        return EvalCommand.NAME;
    }
}

package ai.clara.engine.turn;

import ai.clara.engine.prompt.Assembled;
import ai.clara.engine.reply.Answer;
import ai.clara.spi.model.Tier;
import java.util.Optional;

/** What an answered turn leaves behind. */
record Outcome(Answer answer, Assembled prompt, Optional<Tier> tier) {}

package ai.clara.engine.reply;

import ai.clara.spi.chat.TokenUsage;

/**
 * A whole answer of a model.
 *
 * @param model the name of the one that gave it
 */
public record Answer(String text, TokenUsage usage, String model) {}

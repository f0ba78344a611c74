package ai.clara.engine.reply;

import ai.clara.spi.chat.TokenUsage;

/** A whole answer of a model. */
public record Answer(String text, TokenUsage usage) {}

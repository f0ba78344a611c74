package ai.clara.spi.prompt;

import ai.clara.spi.chat.ChatMessage;

/** A message shown in a prompt, and where it was read. */
public record Quote(Source source, ChatMessage message) {}

package ai.clara.llm.resilience;

import ai.clara.spi.model.ChatModel;

/**
 * One model in a chain.
 *
 * @param service as a person calls it
 * @param circuit shared by all models of one service
 */
public record Member(String service, ChatModel model, Circuit circuit) {}

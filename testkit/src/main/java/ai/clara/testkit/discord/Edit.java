package ai.clara.testkit.discord;

import java.time.Instant;

/**
 * One change of a message's text.
 *
 * @param order its place in the log
 */
public record Edit(int order, Instant at, String content) {}

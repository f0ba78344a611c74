package ai.clara.memory.reading;

/**
 * What a model says that a message tells. Nothing of it is to be believed before the message's words were looked at.
 *
 * @param quote the words that tell it
 * @param from in words of the quote, or "I"
 * @param predicate what {@code to} is to {@code from}, such as "sister" or "works at"
 * @param ended whether it is told to be so no longer
 */
public record Claim(String quote, String from, String predicate, String to, boolean ended) {}

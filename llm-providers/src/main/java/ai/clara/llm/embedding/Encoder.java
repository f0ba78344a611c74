package ai.clara.llm.embedding;

/** A loaded model that makes a vector of a text, of any length. Safe for all threads. */
@FunctionalInterface
interface Encoder {
    float[] encode(String text);
}

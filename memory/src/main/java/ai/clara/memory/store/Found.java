package ai.clara.memory.store;

/**
 * A message that may belong to a question, without its words.
 *
 * @param document its place in an index that numbers its documents, -1 elsewhere
 * @param nearness similarity to the question; not a number when the message has no vector
 * @param words share of the question's words in it or before it, by BM25
 * @param coverage share of the question's words in it
 * @param alone whether it stands for itself, being the viewer's own words from a place that the viewer's place may not know
 * @param told how directly it tells of whom the question means, by the graph, from 0 to 1
 */
public record Found(
        int document, Marks marks, double nearness, double words, double coverage, boolean alone, double told) {
    /** One that the graph does not tell of. */
    public Found(int document, Marks marks, double nearness, double words, double coverage, boolean alone) {
        this(document, marks, nearness, words, coverage, alone, 0);
    }
}

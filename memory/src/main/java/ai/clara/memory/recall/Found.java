package ai.clara.memory.recall;

import ai.clara.memory.follow.Marks;

/**
 * A message that may belong to a question, without its words.
 *
 * @param document its place in the index, -1 when the index does not hold it yet
 * @param nearness similarity to the question; not a number when the message has no vector
 * @param words share of the question's words in it or before it, by BM25
 * @param coverage share of the question's words in it
 * @param alone whether it stands for itself, being the viewer's own words from a place that the viewer's place may not know
 * @param told how directly it tells of whom the question means, by the graph, from 0 to 1
 */
record Found(int document, Marks marks, double nearness, double words, double coverage, boolean alone, double told) {
    /** One that the graph does not tell of. */
    Found(int document, Marks marks, double nearness, double words, double coverage, boolean alone) {
        this(document, marks, nearness, words, coverage, alone, 0);
    }
}

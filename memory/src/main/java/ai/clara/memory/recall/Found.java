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
 */
record Found(int document, Marks marks, double nearness, double words, double coverage, boolean alone) {}

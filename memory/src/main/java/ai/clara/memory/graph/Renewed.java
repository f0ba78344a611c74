package ai.clara.memory.graph;

import ai.clara.memory.graph.GraphStore.Counts;

/**
 * How the graph was made anew.
 *
 * @param messages that were read, answers and erased ones among them
 * @param former what it held before
 * @param fresh what it holds now
 * @param told what the transcript tells
 */
public record Renewed(long messages, Counts former, Counts fresh, Counts told) {
    static final Renewed NOTHING = new Renewed(0, Counts.NONE, Counts.NONE, Counts.NONE);

    Renewed plus(Renewed more) {
        return new Renewed(
                messages + more.messages, former.plus(more.former), fresh.plus(more.fresh), told.plus(more.told));
    }

    /** Whether it holds what the transcript tells. */
    public boolean complete() {
        return fresh.equals(told);
    }
}

package ai.clara.memory.follow;

import ai.clara.memory.store.Contents;

/**
 * Two stores beside the transcript.
 *
 * @param messages those of people that a store is to hold
 * @param former what the store in use holds of them
 * @param fresh what the other one holds of them
 * @param sample what both find
 */
public record Compared(long messages, Contents former, Contents fresh, Sample sample) {
    /** A sample of a few dozen may lose one by chance where both choose by a few bits. */
    private static final double LOST_MAX = 0.02;

    /**
     * Messages asked for by their own words and vectors, in what their audience may know.
     *
     * @param asked how many
     * @param former how many of them the store in use finds among its best ten
     * @param fresh how many the other one finds
     * @param same how many of the best ten by meaning and of the best ten by words both have
     * @param of how many those of the store in use are
     */
    public record Sample(long asked, long former, long fresh, long same, long of) {
        static final Sample NOTHING = new Sample(0, 0, 0, 0, 0);

        Sample plus(Sample other) {
            return new Sample(
                    asked + other.asked, former + other.former, fresh + other.fresh, same + other.same, of + other.of);
        }
    }

    /** Whether the other one holds all of it. */
    public boolean complete() {
        return fresh.messages() == messages;
    }

    /** Whether each message is the same in both. */
    public boolean identical() {
        return former.equals(fresh);
    }

    /** Whether the other one finds what the store in use finds. */
    public boolean finds() {
        return sample.fresh() >= sample.former() * (1 - LOST_MAX);
    }
}

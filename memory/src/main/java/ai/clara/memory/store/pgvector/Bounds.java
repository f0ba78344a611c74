package ai.clara.memory.store.pgvector;

/**
 * By how many messages are within reach it is chosen how they are looked through.
 *
 * @param oneByOne of up to so many each is measured by words and vector; without a bound the search is exact
 * @param compared of up to so many all vectors are compared by their sketches; of more a graph is walked
 */
record Bounds(long oneByOne, long compared) {
    static final Bounds SHIPPED = new Bounds(2_000, 4_000_000);
}

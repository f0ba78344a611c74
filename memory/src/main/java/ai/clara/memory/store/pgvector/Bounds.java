package ai.clara.memory.store.pgvector;

/**
 * How much a search does.
 *
 * @param oneByOne up to so many messages within reach each is measured; without a bound the search is exact
 * @param compared up to so many all vectors are compared; of more a graph is walked
 */
record Bounds(long oneByOne, long compared) {
    static final Bounds SHIPPED = new Bounds(2_000, 20_000);
}

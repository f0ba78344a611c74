package ai.clara.memory.bench;

import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.util.VectorUtil;

/** What needs no index: the dot product with every permitted vector, and the best hundred and fifty of them. */
final class Scan {
    private static final int BEST = 150;
    private static final int HEAPED = 4_096;

    private Scan() {}

    /** How long it takes over so many vectors, by the same arithmetic as the index's. */
    static Times of(int permitted, List<float[]> queries) {
        var vectors = new float[permitted][];
        for (int i = 0; i < permitted; i++) {
            float[] like = queries.get(i % Math.min(HEAPED, queries.size())).clone();
            like[i % like.length] += i / (float) permitted;
            vectors[i] = like;
        }
        for (float[] query : queries) {
            best(vectors, query);
        }
        return new Times(queries.stream()
                .mapToLong(query -> {
                    long begun = System.nanoTime();
                    int found = best(vectors, query);
                    long nanos = System.nanoTime() - begun;
                    if (found != Math.min(BEST, permitted)) {
                        throw new IllegalStateException("found " + found);
                    }
                    return nanos;
                })
                .toArray());
    }

    private record Near(int vector, float nearness) {}

    private static int best(float[][] vectors, float[] query) {
        var best = new PriorityQueue<Near>((a, b) -> Float.compare(a.nearness(), b.nearness()));
        float least = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < vectors.length; i++) {
            float nearness = VectorUtil.dotProduct(query, vectors[i]);
            if (best.size() < BEST || nearness > least) {
                best.add(new Near(i, nearness));
                if (best.size() > BEST) {
                    best.poll();
                }
                least = best.element().nearness();
            }
        }
        return best.size();
    }
}

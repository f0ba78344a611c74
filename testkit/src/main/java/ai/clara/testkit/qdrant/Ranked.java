package ai.clara.testkit.qdrant;

import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.SparseVector;
import io.qdrant.client.grpc.Points.VectorInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers a query: the nearest by a dense or a sparse vector, compared one by one, or all that a filter lets through. */
final class Ranked {
    private static final int LIMIT = 10;

    private Ranked() {}

    /** A point and its score. */
    private record Scored(Point point, float score) {}

    static List<ScoredPoint> of(Cellar cellar, QueryPoints query) {
        if (query.getPrefetchCount() > 0 || query.hasScoreThreshold() || query.hasLookupFrom() || query.hasOffset()) {
            throw Refusal.unknown("queries of several steps, with thresholds or offsets");
        }
        Holding holding = cellar.of(query.getCollectionName());
        var sieve = new Sieve(query.getFilter(), holding.indexed(), cellar.ignored());
        Stream<Point> passing = holding.points().stream().filter(sieve::passes);
        long limit = query.hasLimit() ? query.getLimit() : LIMIT;
        return scored(holding, query, passing)
                .limit(limit)
                .map(scored -> ScoredPoint.newBuilder()
                        .setId(scored.point().pointId())
                        .setScore(scored.score())
                        .putAllPayload(scored.point().payload(query.getWithPayload()))
                        .setVectors(scored.point().vectors(query.getWithVectors()))
                        .build())
                .toList();
    }

    private static Stream<Scored> scored(Holding holding, QueryPoints query, Stream<Point> passing) {
        if (!query.hasQuery()) {
            return passing.map(point -> new Scored(point, 0));
        }
        VectorInput to = query.getQuery().getNearest();
        String name = query.getUsing();
        return switch (to.getVariantCase()) {
            case DENSE -> {
                holding.fits(name, to.getDense().getDataCount());
                float[] near = floats(to.getDense());
                yield best(passing, point -> product(point.dense().get(name), near));
            }
            case SPARSE -> {
                holding.fitsSparse(name);
                Map<Integer, Float> weights = weights(to.getSparse());
                yield best(passing, point -> product(point.sparse().get(name), weights));
            }
            default -> throw Refusal.unknown("this query");
        };
    }

    private static Stream<Scored> best(Stream<Point> points, Function<Point, OptionalDouble> score) {
        var scored = new ArrayList<Scored>();
        points.forEach(point -> score.apply(point).ifPresent(value -> scored.add(new Scored(point, (float) value))));
        scored.sort(Comparator.comparingDouble(Scored::score).reversed());
        return scored.stream();
    }

    private static float[] floats(DenseVector vector) {
        float[] values = new float[vector.getDataCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = vector.getData(i);
        }
        return values;
    }

    /** Nothing of a point without that vector. */
    private static OptionalDouble product(@Nullable DenseVector own, float[] to) {
        if (own == null) {
            return OptionalDouble.empty();
        }
        float sum = 0;
        for (int i = 0; i < to.length; i++) {
            sum += own.getData(i) * to[i];
        }
        return OptionalDouble.of(sum);
    }

    private static Map<Integer, Float> weights(SparseVector vector) {
        var weights = new HashMap<Integer, Float>();
        for (int i = 0; i < vector.getIndicesCount(); i++) {
            weights.put(vector.getIndices(i), vector.getValues(i));
        }
        return weights;
    }

    /** Nothing of a point that shares no number. */
    private static OptionalDouble product(@Nullable SparseVector own, Map<Integer, Float> to) {
        if (own == null) {
            return OptionalDouble.empty();
        }
        float sum = 0;
        boolean shares = false;
        for (int i = 0; i < own.getIndicesCount(); i++) {
            Float weight = to.get(own.getIndices(i));
            if (weight != null) {
                shares = true;
                sum += own.getValues(i) * weight;
            }
        }
        return shares ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }
}

package ai.clara.memory.store.qdrant;

import ai.clara.memory.store.Marks;
import io.qdrant.client.QueryFactory;
import io.qdrant.client.VectorOutputHelper;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.VectorOutput;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks one collection for points; whatever comes back that is not within reach is stopped and counted. */
final class Questions {
    /** By which a point is looked at again. */
    static final List<String> WALLED = List.of(Fields.AUDIENCE, Fields.AUTHOR, Fields.PROJECT);

    static final List<String> WALLED_MARKS = List.of(Fields.AUDIENCE, Fields.AUTHOR, Fields.PROJECT, Fields.MARKS);

    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

    private final Server server;
    private final String collection;
    private final AtomicLong stopped;

    /** @param stopped counts what came back and was not within reach */
    Questions(Server server, String collection, AtomicLong stopped) {
        this.server = server;
        this.collection = collection;
        this.stopped = stopped;
    }

    /** The nearest by a dense vector: ids and scores. */
    QueryPoints nearest(String vector, float[] to, Filter filter, int most) {
        return within(filter, most)
                .setUsing(vector)
                .setQuery(QueryFactory.nearest(to))
                .build();
    }

    /** The best by words: ids and scores. */
    QueryPoints worded(String vector, SortedMap<Integer, Float> terms, Filter filter, int most) {
        return within(filter, most)
                .setUsing(vector)
                .setQuery(QueryFactory.nearest(List.copyOf(terms.values()), List.copyOf(terms.keySet())))
                .build();
    }

    /** Those that a filter lets through. */
    QueryPoints.Builder within(Filter filter, int most) {
        return QueryPoints.newBuilder()
                .setCollectionName(collection)
                .setFilter(filter)
                .setLimit(most)
                .setWithPayload(WithPayloadSelectorFactory.enable(false));
    }

    /** Answers in the order of what is asked. */
    List<List<ScoredPoint>> ask(List<QueryPoints> asked) {
        return asked.isEmpty()
                ? List.of()
                : server
                        .read(points -> points.queryBatch(QueryBatchPoints.newBuilder()
                                .setCollectionName(collection)
                                .addAllQueryPoints(asked)
                                .build()))
                        .getResultList()
                        .stream()
                        .map(BatchResult::getResultList)
                        .toList();
    }

    /** Those of the points that are within reach; should be all. */
    List<ScoredPoint> admitted(Permitted permitted, List<ScoredPoint> points) {
        List<ScoredPoint> admitted = points.stream()
                .filter(point -> permitted.admits(point.getPayloadMap()))
                .toList();
        if (admitted.size() < points.size()) {
            stopped.addAndGet((long) points.size() - admitted.size());
            LOG.error(
                    "Qdrant gave {} points that its filter should have kept back; they are left out",
                    points.size() - admitted.size());
        }
        return admitted;
    }

    static UUID id(ScoredPoint point) {
        return UUID.fromString(point.getId().getUuid());
    }

    static Marks marks(ScoredPoint point) {
        return Marks.parse(Base64.getDecoder().decode(Fields.text(point.getPayloadMap(), Fields.MARKS)));
    }

    /** What the point has of a dense vector. */
    static Optional<float[]> vector(ScoredPoint point, String name) {
        VectorOutput output = point.getVectors().getVectors().getVectorsMap().get(name);
        return Optional.ofNullable(output)
                .map(VectorOutputHelper::getDenseVector)
                .map(dense -> {
                    float[] values = new float[dense.getDataCount()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = dense.getData(i);
                    }
                    return values;
                });
    }
}

package ai.clara.testkit.qdrant;

import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CollectionParams;
import io.qdrant.client.grpc.Collections.CollectionStatus;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Points.DenseVectorCreationConfig;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** One collection: how it was made, its indexes and its points, in the order of their ids. */
final class Holding {
    private final CreateCollection made;
    private final Map<String, VectorParams> dense = new TreeMap<>();
    private final Map<String, PayloadSchemaType> indexes = new TreeMap<>();
    private final Map<UUID, Point> points = new TreeMap<>();
    /** They are asked for more often than written. */
    private List<Point> shown = List.of();

    Holding(CreateCollection made) {
        this.made = made;
        dense.putAll(made.getVectorsConfig().getParamsMap().getMapMap());
    }

    synchronized CollectionInfo info() {
        var params = CollectionParams.newBuilder()
                .setShardNumber(Math.max(1, made.getShardNumber()))
                .setVectorsConfig(VectorsConfig.newBuilder()
                        .setParamsMap(VectorParamsMap.newBuilder().putAllMap(dense)))
                .setSparseVectorsConfig(made.getSparseVectorsConfig());
        var info = CollectionInfo.newBuilder()
                .setStatus(CollectionStatus.Green)
                .setPointsCount(points.size())
                .setConfig(CollectionConfig.newBuilder()
                        .setParams(params)
                        .setStrictModeConfig(made.getStrictModeConfig())
                        .putAllMetadata(made.getMetadataMap()));
        indexes.forEach((field, type) -> info.putPayloadSchema(
                field, PayloadSchemaInfo.newBuilder().setDataType(type).build()));
        return info.build();
    }

    synchronized void index(String field, PayloadSchemaType type) {
        indexes.put(field, type);
    }

    synchronized void unindex(String field) {
        indexes.remove(field);
    }

    synchronized Set<String> indexed() {
        return Set.copyOf(indexes.keySet());
    }

    synchronized void vector(String name, DenseVectorCreationConfig config) {
        if (dense.containsKey(name) || sparse(name)) {
            throw Refusal.wrong("Wrong input: Vector name " + name + " already exists");
        }
        dense.put(
                name,
                VectorParams.newBuilder()
                        .setSize(config.getSize())
                        .setDistance(config.getDistance())
                        .build());
    }

    private boolean sparse(String name) {
        return made.getSparseVectorsConfig().containsMap(name);
    }

    /** Refuses a dense vector that the collection has not, or not of that length. */
    synchronized void fits(String name, int length) {
        VectorParams params = dense.get(name);
        if (params == null) {
            throw Refusal.wrong("Wrong input: Not existing vector name error: " + name);
        }
        if (params.getSize() != length) {
            throw Refusal.wrong(
                    "Wrong input: Vector dimension error: expected dim: " + params.getSize() + ", got " + length);
        }
        if (params.getDistance() != Distance.Dot) {
            throw Refusal.unknown("the distance " + params.getDistance());
        }
    }

    /** Refuses a sparse vector that the collection has not. */
    void fitsSparse(String name) {
        if (!sparse(name)) {
            throw Refusal.wrong("Wrong input: Not existing vector name error: " + name);
        }
    }

    /** All or none. */
    synchronized void put(Collection<Point> written) {
        written.forEach(point -> point.check(this));
        written.forEach(point -> points.put(point.id(), point));
        shown = List.of();
    }

    synchronized void delete(Collection<UUID> ids) {
        ids.forEach(points::remove);
        shown = List.of();
    }

    synchronized List<Point> points() {
        shown = shown.size() == points.size() ? shown : List.copyOf(points.values());
        return shown;
    }
}

package ai.clara.testkit.qdrant;

import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.NamedVectorsOutput;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.SparseVector;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.VectorOutput;
import io.qdrant.client.grpc.Points.VectorsOutput;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import io.qdrant.client.grpc.Points.WithVectorsSelector;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A point with named vectors. Not named ones are refused.
 *
 * @param texts the texts that stand in each field of the payload, those of a list one by one
 */
record Point(
        UUID id,
        Map<String, Value> payload,
        Map<String, List<String>> texts,
        Map<String, DenseVector> dense,
        Map<String, SparseVector> sparse) {
    static Point of(PointStruct struct) {
        if (struct.getVectors().hasVector()) {
            throw Refusal.wrong("Wrong input: Not existing vector name error: ");
        }
        var dense = new TreeMap<String, DenseVector>();
        var sparse = new TreeMap<String, SparseVector>();
        struct.getVectors().getVectors().getVectorsMap().forEach((name, vector) -> put(name, vector, dense, sparse));
        return new Point(id(struct.getId()), struct.getPayloadMap(), texts(struct.getPayloadMap()), dense, sparse);
    }

    private static void put(
            String name, Vector vector, Map<String, DenseVector> dense, Map<String, SparseVector> sparse) {
        switch (vector.getVectorCase()) {
            case DENSE -> dense.put(name, vector.getDense());
            case SPARSE -> sparse.put(name, vector.getSparse());
            default -> throw Refusal.unknown("vectors of the kind " + vector.getVectorCase());
        }
    }

    static UUID id(PointId id) {
        if (!id.hasUuid()) {
            throw Refusal.unknown("points with numbers");
        }
        return UUID.fromString(id.getUuid());
    }

    PointId pointId() {
        return PointId.newBuilder().setUuid(id.toString()).build();
    }

    void check(Holding holding) {
        dense.forEach((name, vector) -> holding.fits(name, vector.getDataCount()));
        sparse.forEach((name, vector) -> {
            holding.fitsSparse(name);
            if (vector.getIndicesCount() != vector.getValuesCount()) {
                throw Refusal.wrong("Wrong input: Sparse vector error: must be the same length");
            }
            if (new HashSet<>(vector.getIndicesList()).size() != vector.getIndicesCount()) {
                throw Refusal.wrong("Wrong input: Sparse vector error: indices must be unique");
            }
        });
    }

    Set<String> vectorNames() {
        return Stream.concat(dense.keySet().stream(), sparse.keySet().stream()).collect(Collectors.toSet());
    }

    private static Map<String, List<String>> texts(Map<String, Value> payload) {
        var texts = new HashMap<String, List<String>>();
        payload.forEach((field, value) -> texts.put(
                field,
                values(value).stream()
                        .filter(Value::hasStringValue)
                        .map(Value::getStringValue)
                        .toList()));
        return texts;
    }

    private static List<Value> values(Value value) {
        return value.hasListValue() ? value.getListValue().getValuesList() : List.of(value);
    }

    /** The payload for people. */
    Map<String, String> shown() {
        var shown = new TreeMap<String, String>();
        payload.forEach((field, value) -> shown.put(
                field,
                values(value).stream()
                        .map(one -> one.hasStringValue() ? one.getStringValue() : "" + one.getIntegerValue())
                        .collect(Collectors.joining(","))));
        return shown;
    }

    Map<String, Value> payload(WithPayloadSelector wanted) {
        return switch (wanted.getSelectorOptionsCase()) {
            case ENABLE -> wanted.getEnable() ? payload : Map.of();
            case INCLUDE -> {
                var some = new HashMap<>(payload);
                some.keySet().retainAll(wanted.getInclude().getFieldsList());
                yield some;
            }
            case EXCLUDE -> throw Refusal.unknown("payloads without some fields");
            case SELECTOROPTIONS_NOT_SET -> Map.of();
        };
    }

    VectorsOutput vectors(WithVectorsSelector wanted) {
        var some = NamedVectorsOutput.newBuilder();
        vectorNames().stream()
                .filter(name ->
                        wanted.getEnable() || wanted.getInclude().getNamesList().contains(name))
                .forEach(name -> some.putVectors(name, output(name)));
        return VectorsOutput.newBuilder().setVectors(some).build();
    }

    private VectorOutput output(String name) {
        var output = VectorOutput.newBuilder();
        DenseVector own = dense.get(name);
        return own == null
                ? output.setSparse(sparse.getOrDefault(name, SparseVector.getDefaultInstance()))
                        .build()
                : output.setDense(own).build();
    }
}

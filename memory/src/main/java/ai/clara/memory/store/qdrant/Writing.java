package ai.clara.memory.store.qdrant;

import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.value;

import ai.clara.memory.store.Cursor;
import ai.clara.memory.store.Marks;
import ai.clara.memory.store.Passage;
import ai.clara.memory.store.SpeakerName;
import ai.clara.memory.store.TermWeights;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.VectorFactory;
import io.qdrant.client.VectorsFactory;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.Points.Vector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

/** Writes points, in portions, each of which is applied before the next one goes. Words become weights; none of them is kept. */
final class Writing {
    private static final int PORTION = 64;
    private static final int IDS_PORTION = 1_000;

    private final Server server;
    private final String collection;
    private final TermWeights weights;

    Writing(Server server, String collection, TermWeights weights) {
        this.server = server;
        this.collection = collection;
        this.weights = weights;
    }

    /** In place of what was held of these messages. */
    void passages(List<Passage> passages) {
        upsert(passages.stream().map(this::point).toList());
    }

    void takeOut(List<MessageRef> messages) {
        for (List<MessageRef> portion : portions(messages, IDS_PORTION)) {
            server.write(points -> points.delete(DeletePoints.newBuilder()
                    .setCollectionName(collection)
                    .setWait(true)
                    .setPoints(PointsSelector.newBuilder()
                            .setPoints(PointsIdsList.newBuilder()
                                    .addAllIds(portion.stream()
                                            .map(message -> id(message.value()))
                                            .toList())))
                    .build()));
        }
    }

    /** Ids and numbers only, beside what they cover. */
    void cursors(Map<ConversationId, Cursor> reached) {
        var points = new ArrayList<PointStruct>();
        reached.forEach((conversation, cursor) -> points.add(plain(
                Fields.CURSOR + ":" + conversation.value(),
                Map.of(
                        Fields.KIND, value(Fields.CURSOR),
                        Fields.CONVERSATION, value(conversation.value().toString()),
                        Fields.SEQ, value(cursor.seq()),
                        Fields.CHANGES, value(cursor.changes())))));
        upsert(points);
    }

    void answers(Optional<String> embedder) {
        upsert(List.of(plain(
                Fields.STANDING,
                Map.of(Fields.KIND, value(Fields.STANDING), Fields.ANSWERS, value(embedder.orElse(""))))));
    }

    private static PointStruct plain(String name, Map<String, Value> payload) {
        return PointStruct.newBuilder()
                .setId(id(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))))
                .putAllPayload(payload)
                .setVectors(VectorsFactory.namedVectors(Map.of()))
                .build();
    }

    private PointStruct point(Passage passage) {
        return PointStruct.newBuilder()
                .setId(id(passage.marks().message().value()))
                .putAllPayload(payload(passage))
                .setVectors(VectorsFactory.namedVectors(vectors(passage)))
                .build();
    }

    private static Map<String, Value> payload(Passage passage) {
        Marks marks = passage.marks();
        String author = marks.author().value().toString();
        var payload = new HashMap<String, Value>();
        payload.put(Fields.KIND, value(Fields.MESSAGE));
        payload.put(Fields.OWNER, value("person:" + author));
        payload.put(Fields.AUDIENCE, value(passage.audienceKey()));
        payload.put(Fields.PROVENANCE, value("message:" + marks.message().value()));
        payload.put(Fields.SENSITIVITY, value(passage.sensitivity().name().toLowerCase(Locale.ROOT)));
        payload.put(Fields.AUTHOR, value(author));
        payload.put(Fields.PROJECT, value(Fields.project(passage.project())));
        payload.put(Fields.SPEAKER, value(new SpeakerName(marks.author(), passage.speaker()).value()));
        payload.put(Fields.CONVERSATION, value(passage.conversation().value().toString()));
        payload.put(Fields.SEQ, value(marks.seq()));
        payload.put(
                Fields.EMBEDDED,
                list(passage.vectors().keySet().stream()
                        .sorted()
                        .map(ValueFactory::value)
                        .toList()));
        payload.put(Fields.MARKS, value(Base64.getEncoder().encodeToString(marks.bytes())));
        return payload;
    }

    private Map<String, Vector> vectors(Passage passage) {
        var vectors = new HashMap<String, Vector>();
        sparse(Fields.WORDS, weights.ofText(passage.text()), vectors);
        sparse(Fields.AROUND, weights.around(passage.text(), passage.before()), vectors);
        passage.vectors()
                .forEach((embedder, vector) ->
                        vector.ifPresent(values -> vectors.put(Fields.dense(embedder), VectorFactory.vector(values))));
        return vectors;
    }

    private static void sparse(String name, SortedMap<Integer, Float> weights, Map<String, Vector> vectors) {
        if (!weights.isEmpty()) {
            vectors.put(name, VectorFactory.vector(List.copyOf(weights.values()), List.copyOf(weights.keySet())));
        }
    }

    private void upsert(List<PointStruct> written) {
        for (List<PointStruct> portion : portions(written, PORTION)) {
            server.write(points -> points.upsert(UpsertPoints.newBuilder()
                    .setCollectionName(collection)
                    .setWait(true)
                    .addAllPoints(portion)
                    .build()));
        }
    }

    private static <T> List<List<T>> portions(List<T> all, int most) {
        var portions = new ArrayList<List<T>>();
        for (int from = 0; from < all.size(); from += most) {
            portions.add(all.subList(from, Math.min(all.size(), from + most)));
        }
        return portions;
    }
}

package ai.clara.testkit.qdrant;

import static io.qdrant.client.ConditionFactory.filter;
import static io.qdrant.client.ConditionFactory.hasId;
import static io.qdrant.client.ConditionFactory.matchExceptKeywords;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.ConditionFactory.matchKeywords;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.QueryFactory;
import io.qdrant.client.VectorFactory;
import io.qdrant.client.VectorsFactory;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScoredPoint;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fake, asked by the real client: it filters and refuses as the documentation of Qdrant says. */
final class FakeQdrantTest {
    private final FakeQdrant fake = FakeQdrant.start();
    private QdrantClient client;

    @BeforeEach
    void begin() throws Exception {
        client = new QdrantClient(
                QdrantGrpcClient.newBuilder("127.0.0.1", fake.port(), false).build());
        client.createCollectionAsync(CreateCollection.newBuilder()
                        .setCollectionName("things")
                        .setVectorsConfig(VectorsConfig.newBuilder()
                                .setParamsMap(VectorParamsMap.newBuilder()
                                        .putMap(
                                                "dense",
                                                VectorParams.newBuilder()
                                                        .setSize(2)
                                                        .setDistance(Distance.Dot)
                                                        .build())))
                        .setSparseVectorsConfig(SparseVectorConfig.newBuilder()
                                .putMap("words", SparseVectorParams.getDefaultInstance()))
                        .build())
                .get();
        client.createPayloadIndexAsync("things", "colour", PayloadSchemaType.Keyword, null, true, null, null)
                .get();
        put(1, List.of("red"), 1, 0, Map.of(3, 1f));
        put(2, List.of("red", "blue"), 0.5f, 0.5f, Map.of(3, 2f, 4, 1f));
        put(3, List.of("green"), 0, 1, Map.of(5, 1f));
    }

    @AfterEach
    void end() {
        client.close();
        fake.close();
    }

    private void put(long number, List<String> colours, float one, float two, Map<Integer, Float> words)
            throws Exception {
        client.upsertAsync(
                        "things",
                        List.of(point(
                                number,
                                colours,
                                Map.of(
                                        "dense", VectorFactory.vector(one, two),
                                        "words",
                                                VectorFactory.vector(
                                                        List.copyOf(words.values()), List.copyOf(words.keySet()))))))
                .get();
    }

    private static PointStruct point(
            long number, List<String> colours, Map<String, io.qdrant.client.grpc.Points.Vector> vectors) {
        return PointStruct.newBuilder()
                .setId(id(new UUID(0, number)))
                .putPayload(
                        "colour",
                        list(colours.stream().map(colour -> value(colour)).toList()))
                .putPayload("size", value("large"))
                .setVectors(VectorsFactory.namedVectors(vectors))
                .build();
    }

    private List<Long> passing(Filter filter) throws Exception {
        return numbers(QueryPoints.newBuilder().setFilter(filter));
    }

    private List<Long> numbers(QueryPoints.Builder query) throws Exception {
        return client.queryAsync(query.setCollectionName("things").setLimit(9).build()).get().stream()
                .map(ScoredPoint::getId)
                .map(id -> UUID.fromString(id.getUuid()).getLeastSignificantBits())
                .toList();
    }

    @Test
    void filters() throws Exception {
        var red = matchKeyword("colour", "red");
        var blue = matchKeyword("colour", "blue");
        assertThat(passing(Filter.newBuilder().addMust(red).build())).containsExactly(1L, 2L);
        assertThat(passing(Filter.newBuilder().addMust(red).addMustNot(blue).build()))
                .containsExactly(1L);
        assertThat(passing(Filter.newBuilder()
                        .addShould(blue)
                        .addShould(matchKeyword("colour", "green"))
                        .build()))
                .containsExactly(2L, 3L);
        assertThat(passing(Filter.newBuilder()
                        .addMust(filter(Filter.newBuilder().addShould(blue).build()))
                        .addMust(matchKeywords("colour", List.of("red", "green")))
                        .build()))
                .containsExactly(2L);
        assertThat(passing(Filter.newBuilder()
                        .addMust(matchExceptKeywords("colour", List.of("red")))
                        .build()))
                .as("of several values it is enough that one is another")
                .containsExactly(2L, 3L);
        assertThat(passing(Filter.newBuilder()
                        .addMust(red)
                        .addMust(hasId(List.of(id(new UUID(0, 2)), id(new UUID(0, 3)))))
                        .build()))
                .containsExactly(2L);
        assertThat(passing(Filter.newBuilder()
                        .addMust(matchKeywords("colour", List.of()))
                        .build()))
                .isEmpty();
    }

    @Test
    void ranks() throws Exception {
        assertThat(numbers(QueryPoints.newBuilder().setUsing("dense").setQuery(QueryFactory.nearest(0.2f, 0.9f))))
                .containsExactly(3L, 2L, 1L);
        assertThat(numbers(QueryPoints.newBuilder()
                        .setUsing("words")
                        .setQuery(QueryFactory.nearest(List.of(1f, 1f), List.of(3, 4)))))
                .as("only those that share a number")
                .containsExactly(2L, 1L);
        assertThat(client.countAsync("things").get()).isEqualTo(3);
    }

    @Test
    void refuses() {
        refused(
                "Index required but not found for \"size\"",
                () -> passing(Filter.newBuilder()
                        .addMust(matchKeyword("size", "large"))
                        .build()));
        refused(
                "expected dim: 2, got 3",
                () -> numbers(QueryPoints.newBuilder().setUsing("dense").setQuery(QueryFactory.nearest(1f, 0f, 0f))));
        refused(
                "expected dim: 2, got 1",
                () -> client.upsertAsync(
                                "things", List.of(point(4, List.of(), Map.of("dense", VectorFactory.vector(1f)))))
                        .get());
        refused(
                "Not existing vector name error: other",
                () -> client.upsertAsync(
                                "things", List.of(point(4, List.of(), Map.of("other", VectorFactory.vector(1f)))))
                        .get());
        refused(
                "Collection `others` doesn't exist",
                () -> client.countAsync("others").get());
        refused(
                "The fake does not know",
                () -> client.deleteAsync("things", Filter.getDefaultInstance()).get());
    }

    private interface Asking {
        void run() throws Exception;
    }

    private static void refused(String how, Asking asking) {
        assertThatThrownBy(asking::run).isInstanceOf(ExecutionException.class).hasMessageContaining(how);
    }

    @Test
    void anAliasMeansACollectionUntilThatIsGone() throws Exception {
        client.createAliasAsync("known", "things").get();
        assertThat(client.countAsync("known").get()).isEqualTo(3);
        refused(
                "Collection `nothing` doesn't exist",
                () -> client.createAliasAsync("known", "nothing").get());
        assertThat(fake.aliases()).isEqualTo(Map.of("known", "things"));
        client.deleteCollectionAsync("things").get();
        assertThat(fake.aliases()).isEmpty();
    }

    @Test
    void keepsWhatItHeldWhileItIsAway() throws Exception {
        fake.stop();
        assertThatThrownBy(() -> client.countAsync("things").get()).isInstanceOf(ExecutionException.class);
        fake.again();
        client.close();
        client = new QdrantClient(
                QdrantGrpcClient.newBuilder("127.0.0.1", fake.port(), false).build());
        assertThat(client.countAsync("things").get()).isEqualTo(3);
    }
}

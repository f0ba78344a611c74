package ai.clara.memory.store.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.memory.store.Contents;
import ai.clara.memory.store.Cursor;
import ai.clara.memory.store.Kept;
import ai.clara.memory.store.Marks;
import ai.clara.memory.store.Passage;
import ai.clara.memory.store.Spot;
import ai.clara.memory.store.TermWeights;
import ai.clara.memory.store.Words;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.Project;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Sensitivity;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.StoreException;
import ai.clara.testkit.qdrant.FakeQdrant;
import io.qdrant.client.grpc.Collections.AliasOperations;
import io.qdrant.client.grpc.Collections.ChangeAliases;
import io.qdrant.client.grpc.Collections.CreateAlias;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Points.CreateVectorNameRequest;
import io.qdrant.client.grpc.Points.DenseVectorCreationConfig;
import io.qdrant.client.grpc.Points.UpsertPoints;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the store makes of a collection and refuses, on a fake: never what a Qdrant does with it. */
@DisplayName("The store in a fake Qdrant")
final class QdrantVectorStoreTest {
    private static final PersonId MIA = new PersonId(new UUID(7, 1));
    private static final Viewer VIEWER = Viewer.direct(MIA);
    private static final ConversationId TALK = new ConversationId(new UUID(7, 2));
    private static final Map<ConversationId, Cursor> REACHED = Map.of(TALK, new Cursor(3, 4));
    private static final String EMBEDDER = "model/1";

    private final FakeQdrant fake = FakeQdrant.start();
    private final TermWeights weights = new TermWeights(new Words());

    @AfterEach
    void stop() {
        fake.close();
    }

    private void with(Optional<String> key, Consumer<QdrantVectorStore> use) {
        var store = new QdrantVectorStore(
                new Server(Address.of(fake.url()), key),
                "clara",
                weights,
                Permitted::new,
                QdrantVectorStore.MEASURED_MAX,
                true);
        try {
            use.accept(store);
        } finally {
            store.close();
        }
    }

    private void opened(Consumer<QdrantVectorStore> use) {
        with(Optional.empty(), store -> {
            store.open();
            use.accept(store);
        });
    }

    private void refused(String... parts) {
        with(
                Optional.empty(),
                store -> assertThatThrownBy(store::open)
                        .isInstanceOf(StoreException.class)
                        .hasMessageContainingAll(parts));
    }

    /** Asks the fake as somebody else would. */
    private void behindItsBack(Consumer<Server> change) {
        try (var server = new Server(Address.of(fake.url()), Optional.empty())) {
            change.accept(server);
        }
    }

    private static Passage passage(long number, float... vector) {
        var marks = new Marks(
                new MessageRef(new UUID(8, number)),
                new SessionId(new UUID(7, 3)),
                MIA,
                number,
                -1,
                Instant.parse("2026-01-01T12:00:00Z"),
                LocalDateTime.parse("2026-01-01T12:00:00"),
                0,
                true,
                number,
                List.of());
        return new Passage(
                TALK,
                new Audience.OnePerson(MIA).key(),
                Project.DEFAULT,
                Sensitivity.PERSONAL,
                "Mia",
                marks,
                "My canoe is called Otter",
                "",
                vector.length == 0 ? Map.of() : Map.of(EMBEDDER, Optional.of(vector)));
    }

    private static List<MessageRef> refs(long... numbers) {
        return java.util.Arrays.stream(numbers)
                .mapToObj(number -> new MessageRef(new UUID(8, number)))
                .toList();
    }

    @Test
    void whatWasWrittenIsKnownAtTheNextStart() {
        opened(store -> {
            store.write(List.of(passage(1, 1, 0), passage(2, 0, 1), passage(3)), List.of(), REACHED);
            store.commit(new Kept(REACHED, Optional.of(EMBEDDER)));
        });
        assertThat(fake.aliases()).isEqualTo(Map.of("clara", "clara-1"));
        with(Optional.empty(), store -> {
            assertThat(store.isOpen()).isFalse();
            assertThat(store.open()).isEqualTo(new Kept(REACHED, Optional.of(EMBEDDER)));
            Contents held = store.contents(VIEWER, refs(1, 2, 3), EMBEDDER);
            assertThat(held.messages()).isEqualTo(3);
            assertThat(held.vectors()).isEqualTo(2);
            assertThat(store.contents(Viewer.direct(new PersonId(new UUID(9, 9))), refs(1, 2, 3), EMBEDDER))
                    .isEqualTo(Contents.NONE);
            assertThat(store.lacking(EMBEDDER)).isOne();
            assertThat(store.lacking(EMBEDDER, 9)).containsExactly(new Spot(TALK, 3));
            assertThat(store.beside(EMBEDDER, 9)).isEmpty();
            assertThat(store.beside("another/1", 9)).containsExactly(new Spot(TALK, 1), new Spot(TALK, 2));
        });
    }

    /** Said again after an end between points and cursors, it is the same; so is what was taken out. */
    @Test
    void writtenAgainItHoldsTheSame() {
        opened(store -> {
            List<Passage> two = List.of(passage(1, 1, 0), passage(2, 0, 1));
            store.write(two, List.of(), Map.of());
            Contents once = store.contents(VIEWER, refs(1, 2), EMBEDDER);
            store.write(two, List.of(), REACHED);
            assertThat(store.contents(VIEWER, refs(1, 2), EMBEDDER)).isEqualTo(once);
            store.write(List.of(), refs(1, 5), Map.of());
            store.write(List.of(), refs(1, 5), REACHED);
            assertThat(store.contents(VIEWER, refs(1, 2, 5), EMBEDDER).messages())
                    .isOne();
        });
    }

    @Test
    void noCursorGoesBeforeWhatItCovers() {
        opened(store -> {
            fake.forgetAsked();
            List<Passage> many = java.util.stream.LongStream.rangeClosed(1, 150)
                    .mapToObj(QdrantVectorStoreTest::passage)
                    .toList();
            store.write(many, refs(200), REACHED);
        });
        List<UpsertPoints> written = fake.asked(UpsertPoints.class);
        assertThat(written)
                .extracting(UpsertPoints::getPointsCount)
                .as("in portions, the cursors at last")
                .containsExactly(64, 64, 22, 1);
        assertThat(written).allMatch(UpsertPoints::getWait);
        assertThat(written.getLast().getPoints(0).getPayloadOrThrow("kind").getStringValue())
                .isEqualTo("cursor");
        assertThat(fake.asked().getLast()).isSameAs(written.getLast());
    }

    /** Else a cursor could go before what it covers. */
    @Test
    void whatIsTakenInAndNotDoneIsNoSuccess() {
        opened(store -> {
            fake.forgetAsked();
            fake.lazy(true);
            assertThatThrownBy(() -> store.write(List.of(passage(1)), List.of(), REACHED))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("took something in and did not do it");
            assertThat(fake.asked(UpsertPoints.class)).hasSize(1);
            fake.lazy(false);
            store.write(List.of(passage(1)), List.of(), REACHED);
            assertThat(fake.asked(UpsertPoints.class)).hasSize(3);
        });
    }

    @Test
    void twoEmbeddersAreHeldBesideEachOther() {
        opened(store -> {
            store.write(List.of(passage(1, 1, 0)), List.of(), Map.of());
            var both = new Passage(
                    TALK,
                    new Audience.OnePerson(MIA).key(),
                    Project.DEFAULT,
                    Sensitivity.PERSONAL,
                    "Mia",
                    passage(1).marks(),
                    "My canoe is called Otter",
                    "",
                    Map.of(EMBEDDER, Optional.of(new float[] {1, 0}), "other/2", Optional.of(new float[] {0, 0, 1})));
            store.write(List.of(both), List.of(), Map.of());
            assertThat(store.contents(VIEWER, refs(1), EMBEDDER).vectors()).isOne();
            assertThat(store.contents(VIEWER, refs(1), "other/2").vectors()).isOne();
            assertThat(store.lacking("other/2")).isZero();
            assertThat(store.beside(EMBEDDER, 9)).hasSize(1);
        });
    }

    @Test
    void vectorsOfAnotherLengthAreRefusedWithWhatToDo() {
        opened(store -> {
            store.write(List.of(passage(1, 1, 0)), List.of(), Map.of());
            assertThatThrownBy(() -> store.write(List.of(passage(2, 1, 0, 0)), List.of(), Map.of()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("of 2 numbers, and now they have 3; run ./clara memory reindex.");
        });
    }

    @Test
    void anOldQdrantIsRefused() {
        fake.ofVersion("1.17.4");
        refused("of version 1.17.4", "Clara needs 1.18 or newer.");
        fake.ofVersion("2.0.1");
        opened(store -> assertThat(store.look()).isEqualTo("Qdrant 2.0.1, collection clara"));
    }

    @Test
    void aWrongKeyIsRefused() {
        fake.asking("right");
        refused("refuses the key; set QDRANT_API_KEY");
        with(Optional.of("wrong"), store -> assertThatThrownBy(store::open).hasMessageContaining("refuses the key"));
        with(Optional.of("right"), store -> assertThat(store.open()).isEqualTo(Kept.NOTHING));
    }

    @Test
    void oneThatIsAwayIsSaidInOneSentence() {
        fake.stop();
        refused("Qdrant at 127.0.0.1:" + fake.port() + " cannot be reached");
    }

    @Test
    void aCollectionOfAnotherProgramIsLeftAlone() {
        behindItsBack(server -> make(server, "clara"));
        refused("a collection clara that is not Clara's; set QDRANT_COLLECTION");
        assertThat(fake.collections()).containsExactly("clara");
    }

    @Test
    void anotherNameOfACollectionOfAnotherProgramIsLeftAlone() {
        behindItsBack(server -> {
            make(server, "shop");
            server.collections(collections -> collections.updateAliases(ChangeAliases.newBuilder()
                    .addActions(AliasOperations.newBuilder()
                            .setCreateAlias(CreateAlias.newBuilder()
                                    .setAliasName("clara")
                                    .setCollectionName("shop")))
                    .build()));
        });
        refused("another name of the collection shop, which is not Clara's");
    }

    @Test
    void onlyWhatClaraMadeIsThrownAway() {
        behindItsBack(server -> make(server, "clara-7"));
        opened(store -> {
            store.successor();
            assertThat(fake.collections()).containsExactly("clara-1", "clara-2", "clara-7");
        });
        opened(store -> assertThat(fake.collections()).containsExactly("clara-1", "clara-7"));
    }

    private static void make(Server server, String name) {
        server.collections(collections -> collections.create(
                CreateCollection.newBuilder().setCollectionName(name).build()));
    }

    @Test
    void aCollectionThatIsNotAsClaraMadeItIsRefusedWithWhatToDo() {
        opened(store -> {});
        behindItsBack(server -> server.shape(points -> points.createVectorName(CreateVectorNameRequest.newBuilder()
                .setCollectionName("clara-1")
                .setVectorName("dense-other")
                .setDenseConfig(
                        DenseVectorCreationConfig.newBuilder().setSize(3).setDistance(Distance.Cosine))
                .build())));
        refused(
                "clara-1 is not as Clara made it",
                "dense-other is compared by Cosine",
                "Delete it, and the next start");
        fake.drop("clara-1");
        opened(store -> assertThat(fake.aliases()).isEqualTo(Map.of("clara", "clara-1")));
    }

    @Test
    void anIndexThatIsMissingIsMadeAgain() {
        opened(store -> {});
        fake.unindex("clara", "author");
        opened(store -> store.write(List.of(passage(1)), List.of(), REACHED));
        opened(store ->
                assertThat(store.contents(VIEWER, refs(1), EMBEDDER).messages()).isOne());
    }

    @Test
    void aFilterByAFieldWithoutIndexIsRefused() {
        opened(store -> {
            store.write(List.of(passage(1)), List.of(), REACHED);
            fake.unindex("clara", "audience");
            assertThatThrownBy(() -> store.contents(VIEWER, refs(1), EMBEDDER))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("Index required but not found for \"audience\"");
        });
    }

    @Test
    void theSuccessorTakesItsPlaceWithAllItHolds() {
        opened(store -> {
            store.write(List.of(passage(1, 1, 0)), List.of(), REACHED);
            var successor = (QdrantVectorStore) store.successor();
            assertThat(successor.open())
                    .as("opened again it is still empty and beside")
                    .isEqualTo(Kept.NOTHING);
            assertThat(fake.collections()).containsExactly("clara-1", "clara-2");
            successor.write(List.of(passage(1, 1, 0), passage(2, 0, 1)), List.of(), REACHED);
            assertThat(store.contents(VIEWER, refs(1, 2), EMBEDDER).messages()).isOne();
            store.succeededBy(successor, new Kept(REACHED, Optional.of(EMBEDDER)));
            assertThat(store.contents(VIEWER, refs(1, 2), EMBEDDER).messages()).isEqualTo(2);
            assertThat(fake.collections()).containsExactly("clara-2");
            assertThat(fake.aliases()).isEqualTo(Map.of("clara", "clara-2"));
        });
        with(Optional.empty(), store -> assertThat(store.open()).isEqualTo(new Kept(REACHED, Optional.of(EMBEDDER))));
    }
}

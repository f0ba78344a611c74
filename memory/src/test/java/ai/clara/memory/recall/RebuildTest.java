package ai.clara.memory.recall;

import static ai.clara.memory.recall.House.ALEX;
import static ai.clara.memory.recall.House.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.memory.follow.Compared;
import ai.clara.memory.follow.Rebuilding;
import ai.clara.memory.store.Elsewhere;
import ai.clara.memory.store.VectorStore;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Memory;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.StoreException;
import ai.clara.testkit.postgres.PgVectorServer;
import ai.clara.testkit.qdrant.FakeQdrant;
import io.qdrant.client.grpc.Points.UpsertPoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What memory searches is made anew beside what is in use, or elsewhere: nobody notices but by what is found again. */
@Tag("slow")
@Timeout(300)
final class RebuildTest {
    private static final int MUCH = 400;
    private static final String SISTER = "My sister lives in Graz";
    private static PgVectorServer server;
    private static FakeQdrant fake;
    private static int databases;

    private final Told told = new Told();

    @TempDir
    private Path home;

    @BeforeAll
    static void start() {
        server = PgVectorServer.start();
        fake = FakeQdrant.start();
    }

    @AfterAll
    static void stop() {
        server.close();
        fake.close();
    }

    /** Where memory searches. */
    enum Where {
        INDEX,
        PGVECTOR,
        FAKE_QDRANT
    }

    private House house(Where where) {
        return switch (where) {
            case INDEX -> new House(home, told, House.cheap());
            case PGVECTOR -> new House(home, Map.of("ROOK_DATABASE_URL", database()), told, House.cheap());
            case FAKE_QDRANT -> new House(home, points(), told, House.cheap());
        };
    }

    private static Map<String, String> points() {
        return Map.of("QDRANT_URL", fake.url(), "QDRANT_COLLECTION", "rebuilt" + ++databases);
    }

    private static String database() {
        String name = "rebuilt" + ++databases;
        server.sql("postgres", "create database " + name);
        return server.url(name);
    }

    private MessageRef much() {
        MessageRef sister = told.say(ALEX, SISTER);
        told.say(BOB, "My sister lives in Linz");
        for (int i = 0; i < MUCH; i++) {
            told.say(i % 2 == 0 ? ALEX : BOB, "Bus number " + i + " was late");
        }
        return sister;
    }

    private static List<String> texts(House house, String question) {
        return house.ask(ALEX, question).evidence().stream().map(Evidence::text).toList();
    }

    private static List<String> sisters(House house) {
        return texts(house, "Where does my sister live?");
    }

    private static Compared reindex(House house) {
        return house.bean(Rebuilding.class).reindex(new Quiet());
    }

    /** Nobody looks on. */
    private static class Quiet implements Rebuilding.Watch {
        @Override
        public void filled(long done, long all) {}

        @Override
        public void compares() {}
    }

    /** Ends it as the end of the process would, once so much is there. */
    private static final class Cut extends Quiet {
        private final double share;

        Cut(double share) {
            this.share = share;
        }

        @Override
        public void filled(long done, long all) {
            if (done > share * all) {
                throw new StoreException("Cut off.");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheStoreLostIsFoundAgain(Where where) {
        MessageRef sister = much();
        try (House house = house(where)) {
            assertThat(house.allIndexed()).isTrue();
            assertThat(sisters(house)).contains(SISTER);
            house.bean(VectorStore.class).write(List.of(), List.of(sister), Map.of());
            assertThat(sisters(house)).doesNotContain(SISTER);

            Compared compared = reindex(house);

            assertThat(compared.messages()).isEqualTo(MUCH + 2);
            assertThat(compared.former().messages()).isEqualTo(MUCH + 1);
            assertThat(compared.fresh().messages()).isEqualTo(MUCH + 2);
            assertThat(compared.fresh().vectors()).isPositive();
            assertThat(compared.sample().asked()).isGreaterThan(50);
            assertThat(compared.sample().fresh()).isGreaterThan(50);
            assertThat(sisters(house)).contains(SISTER).doesNotContain("My sister lives in Linz");
            Compared again = reindex(house);
            assertThat(again.identical()).isTrue();
            assertThat(again.sample().same()).isEqualTo(again.sample().of());
            told.say(ALEX, "My canoe is called Otter");
            assertThat(house.allIndexed()).isTrue();
            assertThat(texts(house, "What is my canoe called?")).contains("My canoe is called Otter");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverAsksMeanwhileIsAnsweredAndWhatIsToldMeanwhileIsFound(Where where) {
        much();
        try (House house = house(where)) {
            assertThat(house.allIndexed()).isTrue();
            var over = new AtomicBoolean();
            var asked = new AtomicLong();
            var missed = new ArrayList<List<String>>();
            var asking = CompletableFuture.runAsync(() -> {
                while (!over.get()) {
                    List<String> found = sisters(house);
                    asked.incrementAndGet();
                    if (!found.contains(SISTER)) {
                        missed.add(found);
                    }
                }
            });
            for (int i = 0; i < 3; i++) {
                String said = "My boat number " + i + " is called Gull" + i;
                house.bean(Rebuilding.class).reindex(new Quiet() {
                    @Override
                    public void compares() {
                        told.say(ALEX, said);
                    }
                });
                assertThat(house.allIndexed()).isTrue();
                assertThat(texts(house, "What is my boat number " + i + " called?"))
                        .contains(said);
            }
            over.set(true);
            asking.join();
            assertThat(missed).isEmpty();
            assertThat(asked.get()).isGreaterThan(10);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsForgottenMeanwhileIsInNeither(Where where) {
        MessageRef sister = much();
        try (House house = house(where)) {
            assertThat(house.allIndexed()).isTrue();
            var forgotten = new AtomicBoolean();
            house.bean(Rebuilding.class).reindex(new Quiet() {
                @Override
                public void compares() {
                    forgotten.set(house.bean(Memory.class).forget(Viewer.direct(ALEX), sister));
                }
            });
            assertThat(forgotten).isTrue();
            assertThat(sisters(house)).doesNotContain(SISTER);
            VectorStore store = house.bean(VectorStore.class);
            assertThat(store.contents(Viewer.direct(ALEX), List.of(sister), "hashed/1")
                            .messages())
                    .isZero();
            assertThat(store.contents(Viewer.direct(ALEX), List.of(last(ALEX)), "hashed/1")
                            .messages())
                    .isOne();
        }
    }

    private MessageRef last(ai.clara.spi.id.PersonId person) {
        return told.newest(Viewer.direct(person), 1).getFirst().ref();
    }

    @ParameterizedTest
    @EnumSource
    void cutOffTheFormerStaysAndNothingOfTheOtherDoes(Where where) {
        much();
        try (House house = house(where)) {
            assertThat(house.allIndexed()).isTrue();
            assertThatThrownBy(() -> house.bean(Rebuilding.class).reindex(new Cut(0.4)))
                    .hasMessage("Cut off.");
            assertThat(sisters(house)).contains(SISTER);
            assertThat(leftovers(where)).isEmpty();
            reindex(house);
            assertThat(sisters(house)).contains(SISTER);
            assertThat(leftovers(where)).isEmpty();
        }
    }

    private List<String> leftovers(Where where) {
        return switch (where) {
            case INDEX -> {
                try (var folders = Files.list(home.resolve("index"))) {
                    List<String> names = folders.map(
                                    folder -> folder.getFileName().toString())
                            .sorted()
                            .toList();
                    yield names.subList(1, names.size());
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
            case PGVECTOR ->
                server.sql("rebuilt" + databases, "select nspname from pg_namespace where nspname like 'rook\\__%'")
                        .lines()
                        .toList();
            case FAKE_QDRANT ->
                fake.collections().stream()
                        .filter(name -> name.startsWith("rebuilt" + databases + "-"))
                        .skip(1)
                        .toList();
        };
    }

    /** It is as if the process had ended before the switch. */
    @Test
    void anUnfinishedFolderIsNotTakenForTheIndex() throws Exception {
        much();
        try (House house = house(Where.INDEX)) {
            assertThat(house.allIndexed()).isTrue();
            VectorStore successor = house.bean(VectorStore.class).successor();
            assertThat(successor.isOpen()).isTrue();
            assertThat(home.resolve("index/2")).isDirectory();
        }
        try (House house = house(Where.INDEX)) {
            assertThat(house.allIndexed()).isTrue();
            assertThat(sisters(house)).contains(SISTER);
            assertThat(leftovers(Where.INDEX)).isEmpty();
        }
    }

    @Test
    void oneThatLosesMessagesOrFindsLessDoesNotTakeItsPlace() {
        much();
        var leaks = new AtomicBoolean(true);
        var blind = new AtomicBoolean(true);
        try (var house = new House(home, told, House.cheap().andThen(Leaky.wiring(leaks, blind)))) {
            assertThat(house.allIndexed()).isTrue();
            assertThatThrownBy(() -> reindex(house))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("of 402 messages, so the former stays in use");
            assertThat(sisters(house)).contains(SISTER);
            leaks.set(false);
            assertThatThrownBy(() -> reindex(house))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the new one finds 0 and the former");
            assertThat(sisters(house)).contains(SISTER);
            blind.set(false);
            assertThat(reindex(house).identical()).isTrue();
        }
    }

    @Test
    void movedIntoPgvectorCutOffAndGoneOnWith() {
        much();
        String url = database();
        String name = "rebuilt" + databases;
        try (House house = house(Where.INDEX)) {
            assertThat(house.allIndexed()).isTrue();
            Elsewhere elsewhere = house.bean(Elsewhere.class);
            Rebuilding rebuilding = house.bean(Rebuilding.class);
            assertThatThrownBy(() -> rebuilding.move(elsewhere.at(url), new Cut(0.3)))
                    .hasMessage("Cut off.");
            long there = Long.parseLong(server.sql(name, "select count(*) from rook.filed"));
            assertThat(there).isBetween(100L, MUCH - 50L);
            String first = server.sql(name, "select min(xmin::text::bigint) from rook.filed");

            Compared compared = rebuilding.move(elsewhere.at(url), new Quiet());

            assertThat(server.sql(name, "select min(xmin::text::bigint) from rook.filed"))
                    .as("what was there is not written again")
                    .isEqualTo(first);
            assertThat(compared.identical()).isTrue();
            assertThat(compared.fresh().messages()).isEqualTo(MUCH + 2);
            // Buses are nearly alike, and two stores add up in different orders.
            assertThat(compared.sample().same())
                    .isGreaterThan(compared.sample().of() * 95 / 100)
                    .isGreaterThan(50);
            assertThat(sisters(house)).contains(SISTER);
        }
        assertThat(home.resolve("index")).isNotEmptyDirectory();
        try (var house = new House(home, Map.of("ROOK_DATABASE_URL", url), told, House.cheap())) {
            assertThat(sisters(house)).contains(SISTER).doesNotContain("My sister lives in Linz");
        }
    }

    @Test
    void movedIntoAFakeQdrantCutOffAndGoneOnWith() {
        much();
        try (House house = house(Where.INDEX);
                var target = FakeQdrant.start()) {
            assertThat(house.allIndexed()).isTrue();
            Elsewhere elsewhere = house.bean(Elsewhere.class);
            Rebuilding rebuilding = house.bean(Rebuilding.class);
            assertThatThrownBy(() -> rebuilding.move(elsewhere.at(target.url()), new Cut(0.3)))
                    .hasMessage("Cut off.");
            long there = messages(target);
            assertThat(there).isBetween(100L, MUCH - 50L);
            target.forgetAsked();

            Compared compared = rebuilding.move(elsewhere.at(target.url()), new Quiet());

            assertThat(target.asked(UpsertPoints.class).stream()
                            .flatMap(upsert -> upsert.getPointsList().stream())
                            .filter(point -> point.containsPayload("marks"))
                            .count())
                    .as("what was there is not written again")
                    .isEqualTo(MUCH + 2 - there);
            assertThat(messages(target)).isEqualTo(MUCH + 2);
            assertThat(compared.identical()).isTrue();
            assertThat(compared.fresh().messages()).isEqualTo(MUCH + 2);
            assertThat(compared.sample().same())
                    .isGreaterThan(compared.sample().of() * 95 / 100)
                    .isGreaterThan(50);
            assertThat(sisters(house)).contains(SISTER);
            try (var moved =
                    new House(home.resolve("moved"), Map.of("QDRANT_URL", target.url()), told, House.cheap())) {
                assertThat(moved.allIndexed()).isTrue();
                assertThat(sisters(moved)).contains(SISTER).doesNotContain("My sister lives in Linz");
            }
        }
    }

    private static long messages(FakeQdrant target) {
        return target.payloads("clara").values().stream()
                .filter(payload -> payload.containsKey("marks"))
                .count();
    }

    @Test
    void whatBelongsToAnotherTranscriptIsNotWrittenIntoInAFakeQdrantEither() {
        Map<String, String> settings = points();
        var others = new Told();
        others.tell(
                new Audience.Room("test", "elsewhere", 0),
                BOB,
                "Bob",
                java.time.ZonedDateTime.parse("2026-01-01T12:00:00Z"),
                "My sister lives in Linz");
        try (var house = new House(home.resolve("other"), settings, others, House.cheap())) {
            assertThat(house.allIndexed()).isTrue();
        }
        much();
        try (var house = new House(home.resolve("mine"), settings, told, House.cheap())) {
            assertThat(house.ask(ALEX, "Which bus was late?").partial()).isTrue();
            assertThat(house.bean(Memory.class).status()).contains("belongs to another Clara", "QDRANT_COLLECTION");
        }
        assertThat(fake.payloads("rebuilt" + databases).values())
                .filteredOn(payload -> payload.containsKey("marks"))
                .hasSize(1);
    }

    @Test
    void whatBelongsToAnotherTranscriptIsNotWrittenInto() {
        String url = database();
        String name = "rebuilt" + databases;
        var others = new Told();
        others.tell(
                new Audience.Room("test", "elsewhere", 0),
                BOB,
                "Bob",
                java.time.ZonedDateTime.parse("2026-01-01T12:00:00Z"),
                "My sister lives in Linz");
        try (var house = new House(home.resolve("other"), Map.of("ROOK_DATABASE_URL", url), others, House.cheap())) {
            assertThat(house.allIndexed()).isTrue();
        }
        much();
        try (House house = house(Where.INDEX)) {
            assertThat(house.allIndexed()).isTrue();
            VectorStore target = house.bean(Elsewhere.class).at(url);
            assertThatThrownBy(() -> house.bean(Rebuilding.class).move(target, new Quiet()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("belongs to another Clara");
        }
        try (var house = new House(home.resolve("mine"), Map.of("ROOK_DATABASE_URL", url), told, House.cheap())) {
            assertThat(house.ask(ALEX, "Which bus was late?").partial()).isTrue();
            assertThat(house.bean(Memory.class).status()).contains("belongs to another Clara");
        }
        assertThat(server.sql(name, "select count(*) from rook.filed")).isEqualTo("1");
    }
}

package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.e2e.Canaries.Told;
import ai.clara.memory.recall.OpenFilter;
import ai.clara.memory.recall.SecondWall;
import ai.clara.memory.recall.ViewerBlindCache;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.transcript.Transcript;
import ai.clara.testkit.MapSettings;
import ai.clara.testkit.neo4j.Neo4jServer;
import ai.clara.testkit.postgres.PgVectorServer;
import ai.clara.testkit.qdrant.FakeQdrant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody hears what they may not know, although the model says everything it was given; and the test notices when they do. */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class AudienceTest {
    private static final long SEED = Long.getLong("clara.audience.seed", 20_261_121L);
    private static final int PEOPLE = 36;
    private static final int ROOMS = 12;
    private static final int AT_ONCE = 4;

    /** What was seen over all replies. */
    private record Seen(int asked, int home, long checks, Collection<String> leaks) {}

    @Test
    void canariesStayInsideTheirAudienceAndComeBackThere() {
        try (House house = new House()) {
            Seen seen = play(house, Canaries.draw(SEED, PEOPLE, ROOMS), false);
            System.out.printf(
                    "audience seed %d: %d of %d canaries came back, %d leaks in %d checks, stopped by the second wall %d%n",
                    SEED,
                    seen.home(),
                    seen.asked(),
                    seen.leaks().size(),
                    seen.checks(),
                    house.bean(SecondWall.class).stopped());
            assertThat(seen.leaks()).isEmpty();
            assertThat(seen.checks()).isGreaterThanOrEqualTo(20_000);
            assertThat(seen.home())
                    .as("canaries that came back of " + seen.asked())
                    .isGreaterThanOrEqualTo(seen.asked() * 95 / 100);
            assertThat(house.bean(SecondWall.class).stopped()).isZero();
            assertThat(probe(house)).as("messages that a stranger sees").isZero();
        }
    }

    /** What is searched lies in a PostgreSQL with pgvector, and nothing of it in the home. */
    @Test
    void canariesStayInsideTheirAudienceInPgVector() {
        try (var server = PgVectorServer.start()) {
            server.sql("postgres", "create database vectors", "create database open");
            Settings settings = MapSettings.of("ROOK_DATABASE_URL", server.url("vectors"));
            Settings others = MapSettings.of("ROOK_DATABASE_URL", server.url("open"));
            try (House house = new House(settings, _ -> List.of())) {
                Seen seen = play(house, Canaries.draw(SEED + 5, 12, 4), false);
                assertThat(seen.leaks()).isEmpty();
                assertThat(seen.home())
                        .as("canaries that came back of " + seen.asked())
                        .isGreaterThanOrEqualTo(seen.asked() * 95 / 100);
                assertThat(house.bean(SecondWall.class).stopped()).isZero();
                assertThat(house.dir().resolve("index")).doesNotExist();
                assertThat(Integer.parseInt(server.sql("vectors", "select count(*) from rook.vectors")))
                        .isPositive();
            }
            try (House house = new House(others, context -> List.of(OpenFilter.definition(context)))) {
                Seen seen = play(house, Canaries.draw(SEED + 6, 12, 4), false);
                assertThat(seen.leaks())
                        .as("row-level security of the vectors holds alone")
                        .isEmpty();
                assertThat(seen.home()).isGreaterThanOrEqualTo(seen.asked() * 95 / 100);
            }
        }
    }

    /** What is searched lies in a fake Qdrant, and nothing of it in the home; behind the filter stands the transcript's wall. */
    @Test
    void canariesStayInsideTheirAudienceInAFakeQdrant() {
        try (var fake = FakeQdrant.start()) {
            Settings settings = MapSettings.of("QDRANT_URL", fake.url());
            Settings others = MapSettings.of("QDRANT_URL", fake.url(), "QDRANT_COLLECTION", "open");
            try (House house = new House(settings, _ -> List.of())) {
                Seen seen = play(house, Canaries.draw(SEED + 7, 12, 4), false);
                assertThat(seen.leaks()).isEmpty();
                assertThat(seen.home())
                        .as("canaries that came back of " + seen.asked())
                        .isGreaterThanOrEqualTo(seen.asked() * 95 / 100);
                assertThat(house.bean(SecondWall.class).stopped()).isZero();
                assertThat(house.dir().resolve("index")).doesNotExist();
                assertThat(fake.vectors("clara", "dense-")).isPositive();
            }
            try (House house = new House(others, context -> List.of(OpenFilter.definition(context)))) {
                Seen seen = play(house, Canaries.draw(SEED + 8, 12, 4), false);
                assertThat(seen.leaks()).as("the transcript holds alone").isEmpty();
                assertThat(house.bean(SecondWall.class).stopped()).isPositive();
            }
        }
    }

    /** The graph lies in Neo4j, and what it leads to stays inside its audience, too. */
    @Test
    void canariesStayInsideTheirAudienceWithTheGraphInNeo4j() {
        try (var server = Neo4jServer.start()) {
            Settings settings = MapSettings.of(
                    "ENABLE_GRAPH_MEMORY",
                    "true",
                    "GRAPH_STORE_PROVIDER",
                    "neo4j",
                    "NEO4J_URL",
                    server.url(),
                    "NEO4J_PASSWORD",
                    Neo4jServer.PASSWORD);
            Canaries canaries = Canaries.draw(SEED + 7, 12, 4);
            try (House house = new House(settings, _ -> List.of())) {
                Seen seen = play(house, canaries, false);
                assertThat(seen.leaks()).isEmpty();
                assertThat(seen.home())
                        .as("canaries that came back of " + seen.asked())
                        .isGreaterThanOrEqualTo(seen.asked() * 95 / 100);
                assertThat(house.bean(SecondWall.class).stopped()).isZero();
                assertThat(server.number("match (e:RookMention) where e.key starts with 'name:zq' return count(e)"))
                        .isEqualTo(canaries.all().size());
                assertThat(server.number("match (a)-[t]->(b) where a.audience <> b.audience or a.audience <> t.audience"
                                + " return count(t)"))
                        .isZero();
            }
        }
    }

    @Test
    void secondWallHoldsWhenTheFilterIsGone() {
        try (House house = new House(context -> List.of(OpenFilter.definition(context)))) {
            Seen seen = play(house, Canaries.draw(SEED + 1, 12, 4), false);
            assertThat(seen.leaks()).isEmpty();
            assertThat(house.bean(SecondWall.class).stopped()).isPositive();
        }
    }

    @Test
    void filterHoldsWhenTheSecondWallIsGone() {
        try (House house = new House()) {
            Seen seen = play(house, Canaries.draw(SEED + 2, 12, 4), true);
            assertThat(seen.leaks()).isEmpty();
            assertThat(probe(house))
                    .as("the probe notices that the second wall is gone")
                    .isPositive();
        }
    }

    @Test
    void leaksShowWhenBothWallsAreGone() {
        try (House house = new House(context -> List.of(OpenFilter.definition(context)))) {
            Seen seen = play(house, Canaries.draw(SEED + 3, 12, 4), true);
            assertThat(seen.leaks()).isNotEmpty();
        }
    }

    @Test
    void leaksShowWhenACacheForgetsWhoAsks() {
        try (House house = new House(context -> List.of(ViewerBlindCache.definition(context)))) {
            Seen seen = play(house, Canaries.draw(SEED + 4, 12, 4), false);
            assertThat(seen.leaks()).isNotEmpty();
        }
    }

    /** How much of everything a stranger sees by a query without a predicate on the audience. */
    private static int probe(House house) {
        List<MessageRef> everything = house.store().column("select id from messages").stream()
                .map(id -> new MessageRef(UUID.fromString(String.valueOf(id))))
                .toList();
        assertThat(everything).isNotEmpty();
        Viewer stranger = Viewer.direct(new PersonId(UUID.randomUUID()));
        return house.bean(Transcript.class)
                .visible(stranger, everything, 0, Optional.empty())
                .size();
    }

    private static Seen play(House house, Canaries canaries, boolean withoutSecondWall) {
        Map<ConversationKey, List<Told>> tellings = new LinkedHashMap<>();
        canaries.all()
                .forEach(told -> tellings.computeIfAbsent(told.place(), place -> new ArrayList<>())
                        .add(told));
        eachPlace(tellings, told -> house.say(told.person(), told.place(), told.line()));
        if (withoutSecondWall) {
            house.store().change("alter table messages disable row level security");
            house.store().change("alter table message_vectors disable row level security");
        }

        var asked = new AtomicInteger();
        var home = new AtomicInteger();
        var checks = new AtomicLong();
        Collection<String> leaks = new java.util.concurrent.ConcurrentLinkedQueue<>();
        eachPlace(canaries.questions(), question -> {
            String reply = house.say(question.asker(), question.place(), question.line());
            if (question.home()) {
                asked.incrementAndGet();
                home.addAndGet(recalled(reply).contains(question.about().canary()) ? 1 : 0);
            }
            for (Told told : canaries.all()) {
                if (!told.mayBeSeenIn(question.place())) {
                    checks.incrementAndGet();
                    if (reply.contains(told.canary())) {
                        leaks.add(told.place() + " -> " + question.place());
                    }
                }
            }
        });
        return new Seen(asked.get(), home.get(), checks.get(), leaks);
    }

    /** Only what memory gave: the recent messages would bring many a canary back by themselves. */
    private static String recalled(String reply) {
        int from = reply.indexOf("[recalled");
        if (from < 0) {
            return "";
        }
        int to = reply.indexOf("\n[", from);
        return reply.substring(from, to < 0 ? reply.length() : to);
    }

    /** In each place one after the other, several places at once. */
    private static <T> void eachPlace(Map<ConversationKey, List<T>> work, java.util.function.Consumer<T> step) {
        try (ExecutorService places = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> running = new ArrayList<>();
            work.values().forEach(steps -> running.add(places.submit(() -> steps.forEach(step))));
            for (Future<?> place : running) {
                place.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package ai.clara.memory.recall;

import static ai.clara.memory.recall.House.ALEX;
import static ai.clara.memory.recall.House.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.follow.Projection;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Memory;
import ai.clara.spi.memory.Recollection;
import ai.clara.testkit.postgres.PgVectorServer;
import ai.clara.testkit.qdrant.FakeQdrant;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What memory searches goes away and comes back: recall goes on with what was said last, and nothing told meanwhile is lost. */
@Tag("slow")
@Timeout(300)
final class StoreAwayTest {
    /** More than are looked through when there is nothing else. */
    private static final int MUCH = 450;

    private final Told told = new Told();

    @TempDir
    private Path home;

    /** What memory searches, for a while. */
    private interface Store extends AutoCloseable {
        Map<String, String> settings();

        void kill();

        void again();

        @Override
        void close();
    }

    /** Where it lies. */
    enum Where {
        PGVECTOR {
            @Override
            Store start() {
                return new Tables(PgVectorServer.durable());
            }
        },
        FAKE_QDRANT {
            @Override
            Store start() {
                return new Points(FakeQdrant.start());
            }
        };

        abstract Store start();
    }

    private record Tables(PgVectorServer server) implements Store {
        Tables {
            server.sql("postgres", "create database memory");
        }

        @Override
        public Map<String, String> settings() {
            return Map.of("ROOK_DATABASE_URL", server.url("memory"));
        }

        @Override
        public void kill() {
            server.kill();
        }

        @Override
        public void again() {
            server.again();
        }

        @Override
        public void close() {
            server.close();
        }
    }

    private record Points(FakeQdrant fake) implements Store {
        @Override
        public Map<String, String> settings() {
            return Map.of("QDRANT_URL", fake.url());
        }

        @Override
        public void kill() {
            fake.stop();
        }

        @Override
        public void again() {
            fake.again();
        }

        @Override
        public void close() {
            fake.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void recallGoesOnWithWhatWasSaidLastAndAllIsThereAgainAfterwards(Where where) {
        try (Store server = where.start()) {
            try (var house = new House(home, server.settings(), told, House.cheap())) {
                told.say(ALEX, "My canoe is called Otter");
                for (int i = 0; i < MUCH; i++) {
                    told.say(ALEX, "Bus number " + i + " was late");
                }
                told.say(ALEX, "My sister lives in Graz");
                told.say(BOB, "My sister lives in Linz");
                assertThat(house.allIndexed()).isTrue();
                assertThat(texts(house.ask(ALEX, "What is my canoe called?"))).contains("My canoe is called Otter");

                server.kill();
                told.say(ALEX, "My kettle is called Hector");
                Recollection found = house.ask(ALEX, "Where does my sister live?");
                assertThat(texts(found)).contains("My sister lives in Graz").doesNotContain("My sister lives in Linz");
                assertThat(found.partial()).isTrue();
                assertThat(texts(house.ask(ALEX, "What is my kettle called?"))).contains("My kettle is called Hector");
                assertThat(texts(house.ask(ALEX, "What is my canoe called?")))
                        .as("it was said too long ago")
                        .doesNotContain("My canoe is called Otter");
                assertThat(house.bean(Memory.class).status()).contains("searches without it: 3");
                Lodging.await(() -> house.bean(Memory.class).status().contains("last error: "));

                server.again();
                assertThat(house.allIndexed()).isTrue();
                Lodging.await(() -> !house.ask(ALEX, "What is my canoe called?").partial());
                assertThat(texts(house.ask(ALEX, "What is my canoe called?"))).contains("My canoe is called Otter");
                assertThat(texts(house.ask(ALEX, "What is my kettle called?"))).contains("My kettle is called Hector");
                assertThat(house.bean(Projection.class).lag()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStoreThatIsAwayAtTheStartIsBegunWhenItComes(Where where) {
        try (Store server = where.start()) {
            server.kill();
            try (var house = new House(home, server.settings(), told, House.cheap())) {
                told.say(ALEX, "My sister lives in Graz");
                Recollection found = house.ask(ALEX, "Where does my sister live?");
                assertThat(texts(found)).containsExactly("My sister lives in Graz");
                assertThat(found.partial()).isTrue();
                server.again();
                assertThat(house.allIndexed()).isTrue();
                Lodging.await(
                        () -> !house.ask(ALEX, "Where does my sister live?").partial());
            }
        }
    }

    private static List<String> texts(Recollection found) {
        return found.evidence().stream().map(Evidence::text).toList();
    }
}

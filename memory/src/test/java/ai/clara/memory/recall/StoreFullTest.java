package ai.clara.memory.recall;

import static ai.clara.memory.recall.House.ALEX;
import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.follow.Projection;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Memory;
import ai.clara.spi.memory.Recollection;
import ai.clara.testkit.SmallDisk;
import ai.clara.testkit.postgres.PgVectorServer;
import ai.clara.testkit.qdrant.FakeQdrant;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What memory searches has no room left: it goes on answering, what was told meanwhile is found beside it as far as that goes, recall says
 * when that is not far enough, and with room all is there.
 */
@Tag("slow")
@Timeout(300)
final class StoreFullTest {
    /** More than the newest that recall always looks at by themselves. */
    private static final int MORE = 90;
    /** More than it ever does. */
    private static final int MUCH = 450;

    private static final int MEGABYTES = 40;

    private final Told told = new Told();

    @TempDir
    private Path home;

    @Test
    void aDiskOfPostgresql() {
        try (var server = PgVectorServer.start();
                SmallDisk disk = server.smallDisk(MEGABYTES)) {
            try {
                server.sql("postgres", "create database memory tablespace small");
                goesOn(Map.of("ROOK_DATABASE_URL", server.url("memory")), full -> {
                    if (full) {
                        disk.fill();
                    } else {
                        disk.empty();
                    }
                });
            } finally {
                server.stop();
            }
        }
    }

    @Test
    void aFakeQdrant() {
        try (var fake = FakeQdrant.start()) {
            goesOn(Map.of("QDRANT_URL", fake.url()), fake::full);
        }
    }

    private void goesOn(Map<String, String> settings, Consumer<Boolean> full) {
        try (var house = new House(home, settings, told, House.cheap())) {
            told.say(ALEX, "My canoe is called Otter");
            told.say(ALEX, "My sister lives in Graz");
            assertThat(house.allIndexed()).isTrue();
            full.accept(true);
            told.say(ALEX, "My kettle is called Hector");
            say(MORE);
            Recollection found = house.ask(ALEX, "What is my kettle called?");
            assertThat(texts(found)).contains("My kettle is called Hector");
            assertThat(found.partial()).isFalse();
            Lodging.await(() -> house.bean(Memory.class).status().contains("last error: "));
            say(MUCH);
            found = house.ask(ALEX, "What is my kettle called?");
            assertThat(found.partial()).as("there may be more").isTrue();
            assertThat(texts(found)).doesNotContain("My kettle is called Hector");
            assertThat(texts(house.ask(ALEX, "What is my canoe called?")))
                    .as("it was taken in before")
                    .contains("My canoe is called Otter");
            full.accept(false);
            assertThat(house.allIndexed()).isTrue();
            assertThat(house.bean(Projection.class).lag()).isZero();
            found = house.ask(ALEX, "What is my kettle called?");
            assertThat(texts(found)).contains("My kettle is called Hector");
            assertThat(found.partial()).isFalse();
        }
    }

    private void say(int times) {
        for (int i = 0; i < times; i++) {
            told.say(ALEX, "Bus number " + i + " was late");
        }
    }

    private static List<String> texts(Recollection found) {
        return found.evidence().stream().map(Evidence::text).toList();
    }
}

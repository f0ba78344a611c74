package ai.clara.memory.recall;

import static ai.clara.memory.recall.House.ALEX;
import static ai.clara.memory.recall.House.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.follow.Rebuilding;
import ai.clara.memory.store.qdrant.Guards;
import ai.clara.memory.store.qdrant.Wire;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Memory;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Viewer;
import ai.clara.testkit.qdrant.FakeQdrant;
import com.google.protobuf.Message;
import io.micronaut.context.ApplicationContext;
import io.qdrant.client.grpc.Points.FacetCounts;
import io.qdrant.client.grpc.Points.QueryPoints;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes over the wire to a Qdrant: every question says who may know what, and no payload says what people said. */
@DisplayName("What a fake Qdrant is asked and told")
final class QdrantWireTest {
    private static final Audience.Room ATTIC = new Audience.Room("test", "attic", 0);
    private static final Viewer DIRECT = Viewer.direct(ALEX);

    private final Told told = new Told();
    private FakeQdrant fake;

    @TempDir
    private Path home;

    @BeforeEach
    void talk() {
        fake = FakeQdrant.start();
        told.say(ALEX, "My sister lives in Graz");
        told.say(BOB, "My sister lives in Linz");
        told.tell(ATTIC, BOB, "Robert", ZonedDateTime.parse("2026-01-01T12:00:00Z"), "Where does the telescope stand");
        told.tell(ATTIC, ALEX, "Alexandra", ZonedDateTime.parse("2026-01-01T12:01:00Z"), "In the garden shed");
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    private House house(Consumer<ApplicationContext> wiring) {
        return new House(
                home, Map.of("QDRANT_URL", fake.url()), told, House.cheap().andThen(wiring));
    }

    /** All of what Alex may do with memory. */
    private List<Message> askedFor(House house) {
        assertThat(house.allIndexed()).isTrue();
        fake.forgetAsked();
        house.ask(ALEX, "Where does my sister live?");
        house.ask(ALEX, "What did Robert say of the telescope?");
        house.ask(ALEX, "Good morning to you");
        house.bean(Memory.class).forget(DIRECT, told.first());
        assertThat(house.allIndexed()).isTrue();
        return fake.asked();
    }

    @Test
    void everyQuestionOnTheWireSaysWhoMayKnow() {
        try (House house = house(_ -> {})) {
            assertThat(house.ask(ALEX, "Where does my sister live?").evidence())
                    .extracting(Evidence::text)
                    .contains("My sister lives in Graz")
                    .doesNotContain("My sister lives in Linz");
            List<Message> asked = askedFor(house);
            assertThat(Wire.questions(asked)).hasSizeGreaterThan(10);
            assertThat(Wire.questions(asked)).hasAtLeastOneElementOfType(QueryPoints.class);
            assertThat(Wire.questions(asked)).hasAtLeastOneElementOfType(FacetCounts.class);
            assertThat(Wire.unwalled(asked, DIRECT.readKeys(), ALEX.value().toString()))
                    .isEmpty();
            assertThat(Wire.unwalled(
                            asked, Viewer.direct(BOB).readKeys(), BOB.value().toString()))
                    .as("what is asked for Alex is not for Bob")
                    .isNotEmpty();
        }
    }

    /** Without the filter the same look finds questions without it, and only the second look keeps back what is not for Alex. */
    @Test
    void aQuestionThatDoesNotSayItIsSeen() {
        try (House house = house(Guards.withoutTheFilter())) {
            assertThat(house.ask(ALEX, "Where does my sister live?").evidence())
                    .extracting(Evidence::text)
                    .doesNotContain("My sister lives in Linz");
            assertThat(Wire.unwalled(
                            askedFor(house), DIRECT.readKeys(), ALEX.value().toString()))
                    .isNotEmpty();
        }
    }

    /** Comparing two stores message by message asks for each audience apart. */
    @Test
    void whoeverRebuildsAsksForEachAudienceApart() {
        try (House house = house(_ -> {})) {
            assertThat(house.allIndexed()).isTrue();
            fake.forgetAsked();
            house.bean(Rebuilding.class).reindex(new Rebuilding.Watch() {
                @Override
                public void filled(long done, long all) {}

                @Override
                public void compares() {}
            });
            assertThat(Wire.questions(fake.asked()))
                    .isNotEmpty()
                    .allSatisfy(question -> assertThat(Wire.audiences(question))
                            .as("%s", question)
                            .hasSize(1));
        }
    }

    @Test
    void payloadsHoldLabelsAndNoWords() {
        try (House house = house(_ -> {})) {
            assertThat(house.allIndexed()).isTrue();
        }
        var messages = fake.payloads("clara").values().stream()
                .filter(payload -> "message".equals(payload.get("kind")))
                .toList();
        assertThat(messages)
                .hasSize(4)
                .allSatisfy(payload -> assertThat(payload)
                        .containsKeys("owner", "audience", "provenance", "sensitivity")
                        .doesNotContainValue(""));
        assertThat(messages.toString().toLowerCase(java.util.Locale.ROOT))
                .contains("robert")
                .doesNotContain("sister", "graz", "telescope", "garden");
        assertThat(fake.vectors("clara", "words")).isEqualTo(4);
        assertThat(fake.vectors("clara", "dense-hashed-1")).isPositive();
    }
}

package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Another embedding model is set: what was told stays findable by its meaning, by the former one until the new one has read all. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EmbedderChangeTest {
    /** No word of the questions stands in what they ask for. */
    private static final String BOAT = "Whereabouts does that paddle craft lie?";

    private static final String BIRD = "Whichever feathered pet belongs to us?";

    private final EmbeddingServer service =
            new EmbeddingServer(List.of(Set.of("canoe", "paddle craft"), Set.of("parrot", "feathered")));

    @Test
    void theFormerModelAnswersUntilTheNewOneHasReadEverything() {
        try (service;
                Clara clara = Clara.fresh()) {
            service.settingsOf(clara, "a").pipe(told(), "chat").ended(0);
            assertThat(search(clara, BOAT)).first().asString().contains("Narvik");
            assertThat(service.asked("a")).contains("mia: My canoe is moored in Narvik.");

            service.refuse("b");
            service.settingsOf(clara, "b");
            try (Running owner = clara.start("chat")) {
                ModelServer.await(
                        "the new model is asked",
                        () -> service.asked("b").contains("mia: My canoe is moored in Narvik."));
                assertThat(search(clara, BOAT)).first().asString().contains("Narvik");
                owner.typeLine("Our parrot answers to Figaro.");
                assertThat(owner.nextLine()).isPresent();
                assertThat(search(clara, BIRD)).first().asString().contains("Figaro");
                assertThat(clara.run("doctor").out())
                        .contains("openai/a@" + service.address() + "/v1 (ready), changing to openai/b@"
                                + service.address() + "/v1: 13 messages to go, last error: ");
                assertThat(service.asked("b")).doesNotContain(BOAT, BIRD);
                assertThat(clara.run("move", "embedder", "--dry-run").ended(0).out())
                        .contains("From openai/a@", " to openai/b@", ": 13 messages lack its vector.");
                clara.run("move", "embedder", "--to", "b").refused(2, "settings choose the embedder");

                Outcome moved;
                try (Running moving = clara.start("move", "embedder")) {
                    assertThat(moving.nextLine())
                            .hasValueSatisfying(line -> assertThat(line).endsWith("13 messages lack its vector."));
                    service.allow("b");
                    moved = moving.await().ended(0);
                }
                assertThat(moved.out()).contains("13 messages to be held: 13 are, 13 with a vector by openai/b@");
                assertThat(moved.err()).contains("It answers now.");
                assertThat(clara.run("move", "embedder").ended(0).out()).contains("answers already");
                ModelServer.await(
                        "the new model answers",
                        () -> clara.run("doctor").out().contains("openai/b@" + service.address() + "/v1 (ready);"));
                int askedOfTheFormer = service.asked("a").size();
                assertThat(search(clara, BOAT)).first().asString().contains("Narvik");
                assertThat(search(clara, BIRD)).first().asString().contains("Figaro");
                assertThat(service.asked("b")).contains(BOAT, BIRD);
                assertThat(service.asked("a")).hasSize(askedOfTheFormer);
                owner.endInput();
                owner.await().ended(0);
            }
        }
    }

    /** The owner of a home with one embedding model, started again with another whose address nobody named before. */
    @Test
    void aServiceThatTheSettingsDoNotNameAnyMoreIsAskedNothing() {
        try (service;
                var other = new EmbeddingServer(List.of(Set.of("canoe", "paddle craft")));
                Clara clara = Clara.fresh()) {
            service.settingsOf(clara, "a").pipe(told(), "chat").ended(0);
            int asked = service.asked("a").size();
            other.refuse("b");
            other.settingsOf(clara, "b");
            try (Running owner = clara.start("chat")) {
                ModelServer.await(
                        "words answer alone",
                        () -> clara.run("doctor")
                                .out()
                                .contains("openai/b@" + other.address()
                                        + "/v1 (ready), 12 messages found by words alone"));
                assertThat(search(clara, "Is something moored somewhere?"))
                        .first()
                        .asString()
                        .contains("Narvik");
                assertThat(search(clara, BOAT)).isEmpty();
                other.allow("b");
                ModelServer.await(
                        "the new model answers", () -> !search(clara, BOAT).isEmpty());
                assertThat(search(clara, BOAT)).first().asString().contains("Narvik");
                assertThat(service.asked("a")).hasSize(asked);
                owner.endInput();
                owner.await().ended(0);
            }
        }
    }

    private static List<String> told() {
        var told = new ArrayList<String>();
        for (int i = 0; i < 11; i++) {
            told.add("Drawer " + i + " of my desk holds stamps of series " + (i * 17 + 5) + ".");
        }
        told.add(4, "My canoe is moored in Narvik.");
        return told;
    }

    private static List<String> search(Clara clara, String question) {
        return clara.run("memory", "search", question).ended(0).answers();
    }
}

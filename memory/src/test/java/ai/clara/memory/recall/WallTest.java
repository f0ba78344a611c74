package ai.clara.memory.recall;

import static ai.clara.memory.recall.House.ALEX;
import static ai.clara.memory.recall.House.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.follow.Projection;
import ai.clara.memory.question.Inquiry;
import ai.clara.memory.question.Roster;
import ai.clara.memory.store.Found;
import ai.clara.memory.store.Reach;
import ai.clara.memory.store.VectorStore;
import ai.clara.memory.store.Wanted;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.Project;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Viewer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others said in a room helps to find an answer there, and nowhere else. */
final class WallTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 11);
    private static final Viewer DIRECT = Viewer.direct(ALEX);
    private static final Viewer ROOM = Viewer.inRoom(ALEX, new Audience.Room("test", "attic", 0));
    private final Told told = new Told();

    @TempDir
    private Path home;

    @BeforeEach
    void talk() {
        told.sayInRoom(BOB, "Robert", "attic", "Where does the telescope stand");
        told.sayInRoom(ALEX, "Alexandra", "attic", "In the garden shed");
    }

    @Test
    void anAnswerIsFoundByWhatWasAskedBeforeItAmongThoseWhoMayKnowThat() {
        try (var house = new House(home, told)) {
            assertThat(indexed(house)).isTrue();
            assertThat(words(house, ROOM)).isPositive();
            assertThat(words(house, DIRECT)).isZero();
        }
    }

    @Test
    void onlyWhoSpeaksInWhatTheViewerMayReadIsKnownByName() {
        try (var house = new House(home, told)) {
            assertThat(indexed(house)).isTrue();
            assertThat(subject(house, ROOM, "What did Robert say?")).contains(BOB);
            assertThat(subject(house, DIRECT, "What did Robert say?")).isEmpty();
            assertThat(subject(house, DIRECT, "What did Alexandra say?")).contains(ALEX);
            told.sayInRoom(ALEX, "Sasha Berg", "attic", "I have another name now");
            assertThat(indexed(house)).isTrue();
            assertThat(subject(house, DIRECT, "What did Berg say?"))
                    .as("it is kept no longer than it is true")
                    .contains(ALEX);
        }
    }

    @Test
    void erasedWordsFindTheNextMessageNoLonger() {
        try (var house = new House(home, told)) {
            assertThat(indexed(house)).isTrue();
            assertThat(words(house, ROOM)).isPositive();
            assertThat(told.erase(ROOM, told.first())).hasSize(1);
            told.sayInRoom(ALEX, "Alexandra", "attic", "It rained the whole morning");
            assertThat(indexed(house)).isTrue();
            assertThat(words(house, ROOM)).isZero();
        }
    }

    private static Optional<PersonId> subject(House house, Viewer viewer, String question) {
        Roster roster = house.bean(Participants.class).of(viewer);
        return Inquiry.of(question, ALEX, roster, TODAY).subject();
    }

    /** How well the answer goes with the words of the question. */
    private static double words(House house, Viewer viewer) {
        return found(house, viewer).stream()
                .filter(found -> found.marks().author().equals(ALEX))
                .mapToDouble(Found::words)
                .max()
                .orElse(0);
    }

    private static List<Found> found(House house, Viewer viewer) {
        var wanted = new Wanted(
                Set.of("telescop"),
                "e5-small-v2-q/1",
                Optional.of(house.bean(EmbeddingModel.class)
                        .embed(List.of("telescope"), EmbeddingModel.Purpose.QUERY)
                        .getFirst()),
                Map.of());
        VectorStore.First none = (found, most) -> List.<MessageRef>of();
        Reach reach = house.bean(AudienceFilter.class).reach(viewer, Optional.of(Project.DEFAULT));
        return house.bean(VectorStore.class)
                .find(viewer, reach, wanted, new VectorStore.Depth(150, 0, true), none)
                .found();
    }

    private boolean indexed(House house) {
        var room = new ConversationId(UUID.nameUUIDFromBytes("attic".getBytes(StandardCharsets.UTF_8)));
        return house.bean(Projection.class).await(room, told.heads().getFirst().lastSeq(), 90_000);
    }
}

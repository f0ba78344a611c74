package ai.clara.memory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Viewer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two names are one person's when somebody who may say so says so, for those who may know it, and as long as it stands. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NamesTest {
    private static final ZonedDateTime DAY =
            LocalDate.of(2025, 5, 1).atTime(9, 0).atZone(ZoneOffset.UTC);
    private static final Audience.Room ROOM = new Audience.Room("test", "attic", 0);
    private static final String WHERE = "Where does my sister work?";

    private final GraphHome home = new GraphHome();
    private PersonId mia = new PersonId(new UUID(9, 1));
    private int minutes;

    @BeforeEach
    void stranger() {
        mia = new PersonId(UUID.randomUUID());
    }

    @AfterAll
    void close() {
        home.close();
    }

    private MessageRef says(PersonId person, Audience where, String text) {
        return home.ledger().tell(where, person, "Mia", DAY.plusMinutes(minutes++), text);
    }

    private MessageRef says(String text) {
        return says(mia, new Audience.OnePerson(mia), text);
    }

    private Set<MessageRef> told(String question) {
        home.read();
        return home.bean(GraphRecall.class)
                .told(
                        new Scope(Viewer.direct(mia), Optional.empty()),
                        question,
                        Map.of(),
                        Instant.now().plusSeconds(30))
                .messages()
                .keySet();
    }

    @Test
    void onlyWhatSomebodySaysMakesThemOne() {
        MessageRef naming = says("My sister is called Rosa.");
        MessageRef work = says("Rosi works at the hospital.");
        assertThat(told(WHERE)).as("alike is not enough").contains(naming).doesNotContain(work);
        assertThat(picture().alike()).hasSize(1);
        MessageRef same = says("Rosi is short for Rosa.");
        assertThat(told(WHERE)).contains(naming, same, work);
        assertThat(picture().alike()).as("answered").isEmpty();
        home.ledger().erase(Viewer.direct(mia), same);
        assertThat(told(WHERE)).contains(naming).doesNotContain(work);
    }

    @Test
    void whatIsDeniedIsOver() {
        says("My sister is called Rosa.");
        MessageRef work = says("Rosi works at the hospital.");
        says("Rosi is Rosa.");
        assertThat(told(WHERE)).contains(work);
        says("Rosi and Rosa are different people.");
        assertThat(told(WHERE)).doesNotContain(work);
        says("Rosi and Rosa are the same person.");
        assertThat(told(WHERE)).contains(work);
    }

    @Test
    void whatOthersSayElsewhereDoesNotCount() {
        PersonId ben = new PersonId(UUID.randomUUID());
        says("My sister is called Rosa.");
        MessageRef work = says("Rosi works at the hospital.");
        says(ben, new Audience.OnePerson(ben), "Rosi is short for Rosa.");
        says(ben, ROOM, "Rosi is short for Rosa.");
        assertThat(told(WHERE)).doesNotContain(work);
        says(mia, ROOM, "Rosi is short for Rosa.");
        assertThat(told(WHERE)).as("her own words from a room").contains(work);
    }

    @Test
    void aPictureShowsWhatItsPersonMayKnow() {
        PersonId ben = new PersonId(UUID.randomUUID());
        says(ben, new Audience.OnePerson(ben), "My brother is called Xaver.");
        MessageRef first = says("My sister is called Rosa Klein.");
        says("Rosa Klein works at the hospital.");
        MessageRef gone = says("My uncle is called Zeno.");
        says("Rosa Klein works at the bakery.");
        home.read();
        home.ledger().erase(Viewer.direct(mia), gone);
        Picture picture = picture();
        assertThat(picture.figures())
                .extracting(Picture.Figure::name)
                .containsExactlyInAnyOrder("Mia", "Rosa Klein", "hospital", "bakery");
        assertThat(picture.lines())
                .extracting(line -> picture.figures().get(line.from()).name() + " " + line.predicate() + " "
                        + picture.figures().get(line.to()).name()
                        + (line.until().isPresent() ? " once" : ""))
                .containsExactlyInAnyOrder(
                        "Mia sister Rosa Klein", "Rosa Klein works at hospital once", "Rosa Klein works at bakery");
        assertThat(picture.lines().getFirst().sources())
                .extracting(entry -> entry.ref())
                .containsExactly(first);
        assertThat(picture.all()).isTrue();
    }

    private Picture picture() {
        return home.bean(GraphPicture.class).of(Viewer.direct(mia));
    }
}

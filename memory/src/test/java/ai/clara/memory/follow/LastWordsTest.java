package ai.clara.memory.follow;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.store.Marks;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.Project;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.privacy.Sensitivity;
import ai.clara.spi.transcript.TranscriptEntry;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LastWordsTest {
    private static final String ROOM = "room:test/a#0";
    private long seq;
    private final LastWords words = new LastWords(0);

    @Test
    void thePreviousBurstOfSomebodyElse() {
        said(1, "Where do you sleep");
        said(1, "and what do you eat");
        assertThat(before(2, "In a tent")).isEqualTo("Where do you sleep\nand what do you eat");
        assertThat(before(2, "and beans")).as("one's own words are skipped").startsWith("Where do you sleep");
        assertThat(before(1, "Nice")).isEqualTo("In a tent\nand beans");
    }

    @Test
    void ofAnotherSessionNothing() {
        said(1, "Where do you sleep");
        assertThat(words.before(entry(2, "In a tent", ROOM, 8, false))).isEmpty();
    }

    @Test
    void ofAnotherAudienceNothing() {
        said(1, "Where do you sleep");
        assertThat(words.before(entry(2, "In a tent", "room:test/a#1", 7, false)))
                .isEmpty();
    }

    @Test
    void clarasAndErasedWordsDoNotCount() {
        said(1, "Where do you sleep");
        words.add(entry(0, "You never told me that", ROOM, 7, false));
        words.add(entry(3, "", ROOM, 7, true));
        assertThat(before(2, "In a tent")).isEqualTo("Where do you sleep");
    }

    @Test
    void theNewestSixtyWordsAndNoneForALongMessage() {
        said(1, "old ".repeat(30).strip());
        said(1, "newer ".repeat(31).strip());
        assertThat(before(2, "Yes")).startsWith("newer").doesNotContain("old");
        assertThat(words.before(entry(1, "long ".repeat(60), ROOM, 7, false))).isEmpty();
        said(1, "endless ".repeat(61));
        assertThat(before(2, "Yes")).isEmpty();
    }

    @Test
    void marksComeBackAsTheyWere() {
        Marks marks = Marks.of(entry(1, "I was in Graz last week. Were you? [a picture of a tent?]", ROOM, 7, false));
        assertThat(Marks.parse(marks.bytes()))
                .usingRecursiveComparison()
                .ignoringFields("asking")
                .isEqualTo(marks);
        assertThat(Marks.parse(marks.bytes()).asking()).isCloseTo(9 / 34.0, org.assertj.core.data.Offset.offset(0.03));
        assertThat(marks.own()).isTrue();
        assertThat(marks.days()).hasSize(1);
        assertThat(marks.local().getHour())
                .as("by the clock of whoever said it")
                .isEqualTo(9);
    }

    @Test
    void whatLiesTooFarBackIsNotKnownAnyMore() {
        said(1, "Where do you sleep");
        for (int i = 2; i < LastWords.PLACES_MAX; i++) {
            said(2, "and so on");
        }
        assertThat(before(2, "In a tent")).isEqualTo("Where do you sleep");
        assertThat(before(2, "In a house")).isEqualTo("Where do you sleep");
        assertThat(before(2, "In a boat"))
                .as("whoever begins to read so far back sees the same")
                .isEmpty();
    }

    @Test
    void whatClaraSaysIsNoDistance() {
        TranscriptEntry asked = next(1, "Where do you sleep");
        Marks first = marks(asked);
        said(0, "I do not");
        Marks second = marks(next(2, "In a tent"));
        said(0, "How nice");
        Marks third = marks(next(1, "So do I"));
        assertThat(second.behind(first)).isEqualTo(1);
        assertThat(third.behind(second)).isEqualTo(1);
        assertThat(third.behind(first)).isEqualTo(2);
        assertThat(Marks.parse(third.bytes()).behind(first)).isEqualTo(2);
    }

    private TranscriptEntry next(int person, String text) {
        return entry(person, text, ROOM, 7, false);
    }

    private Marks marks(TranscriptEntry entry) {
        Marks marks = Marks.of(entry, words.people(entry));
        words.add(entry);
        return marks;
    }

    private String before(int person, String text) {
        TranscriptEntry entry = entry(person, text, ROOM, 7, false);
        String before = words.before(entry);
        words.add(entry);
        return before;
    }

    private void said(int person, String text) {
        words.add(entry(person, text, ROOM, 7, false));
    }

    private TranscriptEntry entry(int person, String text, String audience, int session, boolean erased) {
        return new TranscriptEntry(
                new MessageRef(new UUID(3, ++seq)),
                new ConversationId(new UUID(4, 4)),
                new SessionId(new UUID(5, session)),
                Project.DEFAULT,
                new ConversationKey("test", ConversationKey.Kind.ROOM, "a"),
                seq,
                audience,
                person == 0 ? Optional.empty() : Optional.of(new PersonId(new UUID(6, person))),
                "Person " + List.of(person),
                text,
                Instant.parse("2026-03-11T08:00:00Z"),
                ZoneId.of("Europe/Vienna"),
                Sensitivity.ORDINARY,
                erased,
                false);
    }
}

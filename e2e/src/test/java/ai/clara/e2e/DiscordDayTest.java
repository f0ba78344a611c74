package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.discord.Person;
import ai.clara.testkit.discord.Place;
import ai.clara.testkit.discord.Said;
import ai.clara.testkit.discord.Seen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A day among two servers and twenty people: who is answered, and who is not. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@ExtendWith(DiscordTown.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscordDayTest {
    private static final int PEOPLE = 20;
    private static final List<String> SERVERS = List.of("Harbour", "Library");

    private final DiscordTown town;

    DiscordDayTest(DiscordTown town) {
        this.town = town;
    }

    @AfterEach
    void inOrder() {
        town.isInOrder();
    }

    @Test
    void everybodyIsAnsweredOnceWhereTheyAsked() {
        Map<Said, String> questions = new LinkedHashMap<>();
        List<String> chatter = new ArrayList<>();
        List<Place> threads = SERVERS.stream()
                .map(server -> town.channel(server, "square").thread(town.person("Person0"), "corner of " + server))
                .toList();
        for (int i = 0; i < PEOPLE; i++) {
            Person person = town.person("Person" + i);
            String server = SERVERS.get(i % 2);
            Place room = town.channel(server, "room-" + i % 6 / 2);
            ask(questions, room, person, "what about room-word-" + i + "?");
            String aside = "just talk-" + i;
            room.says(person, aside);
            chatter.add(aside);
            ask(questions, threads.get(i % 2), person, "what about thread-word-" + i + "?");
            String whisper = "what about direct-word-" + i + "?";
            questions.put(town.direct(person).says(person, whisper), whisper);
        }
        town.channel("Harbour", "room-0").says(town.discord().otherBot("Parrot"), mention() + " beep-word");
        town.channel("Harbour", "room-0").webhookSays("News", mention() + " extra-word");

        questions.forEach((said, words) -> town.answered(said, DiscordTown.heard(words)));
        town.quiet();

        questions
                .keySet()
                .forEach(said -> assertThat(DiscordTown.repliesTo(said))
                        .as("answers to %s", said.text())
                        .hasSize(1));
        questions.keySet().stream().map(Said::place).distinct().forEach(place -> assertInOrder(place, questions));
        assertThat(chatter).noneMatch(town::remembers);
        assertThat(town.questions("talk-")).isEmpty();
        assertThat(town.questions("beep-word")).isEmpty();
        assertThat(town.questions("extra-word")).isEmpty();
        for (int i = 0; i < PEOPLE; i++) {
            Person person = town.person("Person" + i);
            List<Said> own = questions.keySet().stream()
                    .filter(said -> said.text().matches(".*-word-" + number(person) + "\\?"))
                    .toList();
            assertThat(own).hasSize(3);
            assertThat(own.stream()
                            .flatMap(said -> DiscordTown.repliesTo(said).stream())
                            .filter(seen -> seen.content().contains(DiscordTown.INTRODUCTION)))
                    .as("introductions that %s read", person)
                    .hasSize(1);
        }
    }

    @Test
    void aMentionAnywhereAndAReplyAreForClara() {
        Place room = town.channel("Library", "addressing");
        Person ann = town.person("Ann");
        Person ben = town.person("Ben");
        room.says(ann, "nobody-asked-1");
        Seen front = town.answered(room.says(ann, mention() + ", front-word?"), DiscordTown.heard("front-word?"));
        town.answered(
                room.says(ben, "could you, " + mention() + ", see inner-word?"),
                DiscordTown.heard("could you, @Clara, see inner-word?"));
        town.answered(room.says(ben, "end-word, " + mention()), DiscordTown.heard("end-word"));
        town.answered(room.replies(ben, front.id(), "reply-word"), DiscordTown.heard("reply-word"));
        town.answered(room.repliesQuietly(ben, front.id(), "quiet-word"), DiscordTown.heard("quiet-word"));
        Said aside = room.says(ann, "nobody-asked-2");
        Said toAnn = room.replies(ben, aside.id(), "nobody-asked-3");
        room.says(ann, "Clara nobody-asked-4");
        room.replies(town.discord().otherBot("Parrot"), front.id(), "nobody-asked-5");

        town.afterwards();
        assertThat(room.byClara()).hasSize(5);
        assertThat(DiscordTown.repliesTo(toAnn)).isEmpty();
        assertThat(town.questions("nobody-asked")).isEmpty();
        assertThat(town.remembers("nobody-asked")).isFalse();
        assertThat(town.question("front-word").request().lastText()).isEqualTo("Ann: front-word?");
    }

    @Test
    void aDirectMessageNeedsNoMention() {
        Person cleo = town.person("Cleo");
        Place dm = town.direct(cleo);
        Said said = dm.says(cleo, "a private-word");
        town.answered(said, DiscordTown.heard("a private-word"));
        Said more = dm.says(cleo, mention() + " another private-word");
        town.answered(more, DiscordTown.heard("another private-word"));
        town.quiet();
        assertThat(dm.byClara()).hasSize(2);
    }

    @Test
    void theFirstAnswerTellsOnceWhatIsKept() {
        Person dora = town.person("Dora");
        Person emil = town.person("Emil");
        Place room = town.channel("Harbour", "newcomers");
        Seen first = town.heardAndAnswered(room, dora, "first-word");
        Seen second = town.heardAndAnswered(room, dora, "second-word");
        Seen other = town.heardAndAnswered(room, emil, "other-word");
        Place dm = town.direct(dora);
        Seen direct = town.answered(dm.says(dora, "direct-first-word"), DiscordTown.heard("direct-first-word"));
        town.quiet();

        assertThat(latest(first).content()).contains(DiscordTown.INTRODUCTION, "/help");
        assertThat(latest(second).content()).isEqualTo(DiscordTown.heard("second-word"));
        assertThat(latest(other).content()).contains(DiscordTown.INTRODUCTION);
        assertThat(latest(direct).content()).isEqualTo(DiscordTown.heard("direct-first-word"));
    }

    @Test
    void helpTellsWhatSheDoesWhatSheKeepsAndHowToSayNo() {
        Person fay = town.person("Fay");
        Place room = town.channel("Harbour", "helpdesk");
        Place dm = town.direct(fay);
        int asked = town.timesAsked();

        Seen command = room.slash(fay, "help").awaitAnswer(DiscordTown.PATIENCE);
        assertThat(command.onlyFor()).contains(fay.id());
        Seen mentioned = room.awaitReply(town.asks(room, fay, "help"), DiscordTown.PATIENCE);
        Seen direct = dm.awaitReply(dm.says(fay, "/help"), DiscordTown.PATIENCE);
        Seen directCommand = dm.slash(fay, "help").awaitAnswer(DiscordTown.PATIENCE);

        assertThat(List.of(command, mentioned, direct, directCommand))
                .allSatisfy(seen -> assertThat(seen.content())
                        .contains("What I do", "What I keep", "How to say no", "stop", "forget that"));
        town.afterwards();
        assertThat(town.timesAsked())
                .as("questions to the model, but for the last one")
                .isEqualTo(asked + 1);
        assertThat(town.remembers("What I keep")).isFalse();
    }

    private void ask(Map<Said, String> questions, Place place, Person person, String words) {
        questions.put(town.asks(place, person, words), words);
    }

    private String mention() {
        return town.discord().clara().mention();
    }

    private static String number(Person person) {
        return person.name().substring("Person".length());
    }

    private static Seen latest(Seen seen) {
        return seen.place().visible().stream()
                .filter(now -> now.id().equals(seen.id()))
                .findFirst()
                .orElseThrow();
    }

    /** One conversation at a time: the answers stand in the order of the questions. */
    private static void assertInOrder(Place place, Map<Said, String> questions) {
        List<String> asked = questions.keySet().stream()
                .filter(said -> said.place().equals(place))
                .map(Said::id)
                .toList();
        List<String> answered = place.byClara().stream()
                .flatMap(seen -> seen.replyTo().stream())
                .filter(asked::contains)
                .toList();
        assertThat(answered).as("answers in %s", place).containsExactlyElementsOf(asked);
    }
}

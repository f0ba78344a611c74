package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.discord.Edit;
import ai.clara.testkit.discord.Person;
import ai.clara.testkit.discord.Place;
import ai.clara.testkit.discord.Said;
import ai.clara.testkit.discord.Seen;
import ai.clara.testkit.model.Call;
import ai.clara.testkit.model.Gate;
import ai.clara.testkit.model.Script;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an answer looks like while it is made and when it is done, and how it is stopped. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@ExtendWith(DiscordTown.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscordAnswersTest {
    private static final int MESSAGE_MAX = 2_000;
    private static final Duration BREATH = Duration.ofMillis(1_600);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final DiscordTown town;

    DiscordAnswersTest(DiscordTown town) {
        this.town = town;
    }

    @AfterEach
    void inOrder() {
        town.isInOrder();
    }

    @Test
    void typesFromTheMomentOfAcceptance() {
        Place room = town.channel("Harbour", "typing");
        var gate = new Gate();
        town.when("slow-word", Script.start().hold(gate).then("Done."));
        Said said = town.asks(room, town.person("Gus"), "slow-word");
        town.discord()
                .await("typing", DiscordTown.PATIENCE, () -> town.discord().typings(room) > 0);
        assertThat(room.byClara()).isEmpty();
        gate.open();
        town.answered(said, "Done.");
    }

    @Test
    void growsInOneMessageAndEndsExact() {
        Place room = town.channel("Harbour", "growing");
        Person guest = resident("Hal", room);
        List<String> sentences = List.of("First one. ", "Second, **bold** one. ", "Third one.\n", "And the last.");
        Script script = Script.start();
        for (String sentence : sentences) {
            script = script.then(sentence).waits(BREATH);
        }
        town.when("grow-word", script);
        Said said = town.asks(room, guest, "grow-word");
        String whole = String.join("", sentences);
        Seen seen = town.answered(said, whole);
        town.quiet();

        assertThat(room.byClaraAfter(said)).hasSize(1);
        List<String> shown = seen.edits().stream().map(Edit::content).toList();
        assertThat(shown)
                .as("texts after the first")
                .hasSizeBetween(2, 6)
                .last()
                .isEqualTo(whole);
        assertThat(shown.subList(0, shown.size() - 1))
                .allSatisfy(text ->
                        assertThat(whole).startsWith(text.replaceAll("…$", "").strip()));
        for (int i = 2; i < seen.edits().size(); i++) {
            Edit before = seen.edits().get(i - 2);
            assertThat(Duration.between(before.at(), seen.edits().get(i - 1).at()))
                    .as("from one edit to the next")
                    .isGreaterThan(Duration.ofMillis(900));
        }
    }

    @Test
    void splitsLongTextsAndKeepsFencesAndItemsWhole() {
        Place room = town.channel("Harbour", "long texts");
        Person guest = resident("Ida", room);
        String prose = lines("A sentence about nothing in particular, number %d.", 20);
        String fence = "```java\n" + lines("int line%d = compute(41) + 1; // a line", 35) + "\n```";
        String items = lines("- item number %d with a few words behind it", 40);
        String whole = prose + "\n\n" + fence + "\n\n" + items;
        town.when("split-word", Script.say(whole));
        Said said = town.asks(room, guest, "split-word");
        List<Seen> parts = parts(room, said, whole.length());

        assertThat(parts)
                .hasSizeBetween(2, 5)
                .allSatisfy(part -> assertThat(part.content()).hasSizeLessThanOrEqualTo(MESSAGE_MAX));
        assertThat(parts)
                .filteredOn(part -> part.content().contains("```"))
                .singleElement()
                .satisfies(part -> assertThat(part.content()).contains(fence));
        assertThat(parts.stream().flatMap(part -> part.content().lines()))
                .filteredOn(line -> line.startsWith("- item"))
                .containsExactlyElementsOf(items.lines().toList());
        assertThat(joined(parts)).isEqualToNormalizingWhitespace(whole);
        assertThat(parts.stream().filter(part -> part.replyTo().isPresent())).hasSize(1);
    }

    @Test
    void breaksAFenceThatFitsNowhereAndOpensItAgain() {
        Place room = town.channel("Harbour", "long fences");
        Person guest = resident("Ivo", room);
        String code = lines("val line%d = compute(41) + 1 // a line", 100);
        town.when("fence-word", Script.say("```kotlin\n" + code + "\n```"));
        Said said = town.asks(room, guest, "fence-word");
        List<Seen> parts = parts(room, said, code.length());

        assertThat(parts)
                .hasSizeBetween(2, 5)
                .allSatisfy(part -> assertThat(part.content())
                        .hasSizeLessThanOrEqualTo(MESSAGE_MAX)
                        .startsWith("```kotlin\n")
                        .endsWith("```"));
        assertThat(parts.stream().flatMap(part -> part.content().lines()).filter(line -> line.startsWith("val")))
                .containsExactlyElementsOf(code.lines().toList());
    }

    @Test
    void sendsVeryLongTextsAsAFile() {
        Place room = town.channel("Harbour", "very long texts");
        Person guest = resident("Jan", room);
        String whole = lines("A line of a very long answer, number %d.", 600);
        town.when("file-word", Script.say(whole));
        Said said = town.asks(room, guest, "file-word");
        room.await(
                DiscordTown.PATIENCE,
                all -> room.byClaraAfter(said).stream()
                        .anyMatch(seen -> !seen.files().isEmpty()));
        town.quiet();

        List<Seen> parts = room.byClaraAfter(said);
        assertThat(parts).hasSizeLessThanOrEqualTo(3);
        assertThat(parts.stream().flatMap(part -> part.files().stream()))
                .singleElement()
                .satisfies(file -> assertThat(file.text()).isEqualTo(whole));
        assertThat(parts.getFirst().content()).startsWith("A line of a very long answer, number 0.");
    }

    @Test
    void notifiesNobody() {
        Place room = town.channel("Harbour", "loud words");
        Person guest = resident("Kim", room);
        String loud = "@everyone and @here and " + guest.mention() + " and "
                + town.discord().guild("Harbour").role("Sailors").mention() + ", good morning.";
        town.when("loud-word", Script.start().then(loud).waits(BREATH).then(" Again @everyone."));
        Seen seen = town.answered(town.asks(room, guest, "loud-word"), loud + " Again @everyone.");
        assertThat(seen.pings()).isEmpty();
    }

    @Test
    void aTierWordChoosesTheModelAndIsShownNowhere() {
        Place room = town.channel("Harbour", "tiers");
        Person guest = resident("Lea", room);
        town.heardAndAnswered(room, guest, "no tier-0");
        town.answered(town.asks(room, guest, "!high tier-1"), DiscordTown.heard("tier-1"));
        town.answered(town.asks(room, guest, "!mid tier-2"), DiscordTown.heard("tier-2"));
        town.answered(room.says(guest, "!low " + town.discord().clara().mention() + " tier-3"), lowAnswer());
        Place dm = town.direct(guest);
        town.answered(dm.says(guest, "!fast tier-4"), DiscordTown.heard("tier-4"));

        assertThat(IntStream.range(0, 5)
                        .mapToObj(i -> town.question("tier-" + i).request().model()))
                .containsExactly("plain-model", "high-model", "mid-model", "low-model", "low-model");
        assertThat(town.question("tier-4").request().prompt()).doesNotContain("!high ", "!mid ", "!low ", "!fast ");
        assertThat(town.remembers("!high") || town.remembers("!fast tier")).isFalse();
    }

    /** The tier word may stand before the mention, which then is inside the text. */
    private String lowAnswer() {
        return DiscordTown.heard("@Clara tier-3");
    }

    @Test
    void tellsAFailureInOneSentence() {
        Place room = town.channel("Harbour", "failures");
        Person guest = resident("Max", room);
        for (int status : List.of(400, 401, 500)) {
            town.when("broken-" + status, Script.error(status));
            Said said = town.asks(room, guest, "broken-" + status);
            assertOneSentence(room.awaitReply(said, DiscordTown.PATIENCE));
            town.quiet();
            assertThat(room.byClaraAfter(said)).hasSize(1);
        }
        town.when("cut-word", Script.say("A beginning without an end").cut());
        Said cut = town.asks(room, guest, "cut-word");
        assertOneSentence(room.awaitReply(
                cut, DiscordTown.PATIENCE, seen -> !seen.content().contains("A beginning")));
        town.heardAndAnswered(room, guest, "and then it works again");
    }

    private static void assertOneSentence(Seen seen) {
        assertThat(DiscordTown.words(seen))
                .hasSizeBetween(15, 300)
                .matches("\\p{Lu}[^\\n]*[.!?]")
                .doesNotContain("Exception", "{", "scripted");
    }

    @Test
    void aStopPhraseEndsTheTaskInAChannel() {
        Place room = town.channel("Harbour", "stopping");
        Person guest = resident("Nils", room);
        String mention = town.discord().clara().mention();
        List<String> phrases = List.of(mention + " stop", mention + " never mind.", "Stop Clara " + mention);
        for (int i = 0; i < phrases.size(); i++) {
            Call call = begins(room, guest, mention + " tell a story-" + i, "story-" + i);
            assertStops(call, room, room.says(guest, phrases.get(i)));
        }
        town.heardAndAnswered(room, guest, "and on we go");
    }

    @Test
    void aStopPhraseEndsTheTaskInADirectMessage() {
        Person guest = resident("Olga", town.channel("Harbour", "stopping"));
        Place dm = town.direct(guest);
        List<String> phrases = List.of("never mind", "clara stop", "Stop!");
        for (int i = 0; i < phrases.size(); i++) {
            Call call = begins(dm, guest, "tell a tale-" + i, "tale-" + i);
            assertStops(call, dm, dm.says(guest, phrases.get(i)));
        }
        town.answered(dm.says(guest, "and on we go"), DiscordTown.heard("and on we go"));
    }

    @Test
    void aStopPhraseBeforeTheFirstWordLeavesNothingToSee() {
        Place room = town.channel("Harbour", "stopping early");
        Said said = stopsBeforeTheFirstWord(room, "silent-word");
        DiscordTown.pause(DiscordTown.A_WHILE);
        int stopped = town.discord().now();
        // Longer than one sign of typing lasts.
        DiscordTown.pause(Duration.ofSeconds(9));
        assertThat(town.requests(room, stopped)).isEmpty();
        assertThat(room.byClaraAfter(said)).isEmpty();
    }

    @Test
    void aStopPhraseBeforeTheFirstWordClosesTheConnection() {
        stopsBeforeTheFirstWord(town.channel("Harbour", "stopping soon"), "mute-word");
        assertThat(town.question("mute-word").clientClosed(SOON)).isTrue();
    }

    private Said stopsBeforeTheFirstWord(Place room, String word) {
        Person guest = resident("Pia", room);
        town.when(word, Script.hang());
        Said said = town.asks(room, guest, word);
        town.question(word);
        town.asks(room, guest, "stop");
        return said;
    }

    /** A task that has begun to show its answer and does not end. */
    private Call begins(Place place, Person person, String words, String marked) {
        town.when(marked, Script.say("Once upon a time there was a beginning. ").hold(new Gate()));
        Said said = place.says(person, words);
        place.awaitReply(said, DiscordTown.PATIENCE, seen -> seen.content().startsWith("Once upon a time"));
        return town.question(marked);
    }

    private void assertStops(Call call, Place place, Said phrase) {
        assertThat(call.clientClosed(SOON))
                .as("the model sees the connection close")
                .isTrue();
        int stopped = town.discord().now();
        DiscordTown.pause(DiscordTown.A_WHILE);
        assertThat(town.requests(place, stopped)).as("requests after the stop").isEmpty();
        assertThat(place.byClaraAfter(phrase)).isEmpty();
        assertThat(town.questions(phrase.text())).isEmpty();
    }

    /** Somebody who has read the introduction. */
    private Person resident(String name, Place room) {
        Person person = town.person(name);
        town.heardAndAnswered(room, person, "hello from " + name);
        return person;
    }

    private List<Seen> parts(Place room, Said said, int characters) {
        room.await(
                DiscordTown.PATIENCE,
                all -> joined(room.byClaraAfter(said)).length() >= characters * 95 / 100
                        && room.byClaraAfter(said).size() > 1);
        town.quiet();
        return room.byClaraAfter(said);
    }

    private static String joined(List<Seen> parts) {
        return parts.stream().map(Seen::content).collect(Collectors.joining("\n"));
    }

    private static String lines(String line, int count) {
        return IntStream.range(0, count).mapToObj(line::formatted).collect(Collectors.joining("\n"));
    }
}

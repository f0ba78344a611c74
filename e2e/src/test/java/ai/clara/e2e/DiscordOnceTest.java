package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.discord.Faults;
import ai.clara.testkit.discord.Person;
import ai.clara.testkit.discord.Place;
import ai.clara.testkit.discord.Said;
import ai.clara.testkit.discord.Seen;
import ai.clara.testkit.model.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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

/** Whatever the network does, people see one answer to each message, in order. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@ExtendWith(DiscordTown.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscordOnceTest {
    /** Places that she reads at the same time. */
    private static final int READ_AT_ONCE = 4;

    private final DiscordTown town;
    private final Faults faults;

    DiscordOnceTest(DiscordTown town) {
        this.town = town;
        this.faults = town.discord().faults();
    }

    @AfterEach
    void inOrder() {
        faults.noneOfRequests();
        town.isInOrder();
    }

    @Test
    void aMessageToldTwiceIsAnsweredOnce() {
        Place room = town.channel("Harbour", "echoes");
        Person guest = resident("Arne", room);
        faults.duplicateMessages(3);
        List<Said> asked = say(room, guest, "twice", 3);
        assertOnceEach(room, asked, "twice");
        assertThat(town.questions("twice-")).hasSize(3);
    }

    @Test
    void aDroppedConnectionIsTakenUpAgain() {
        Place room = town.channel("Harbour", "drops");
        Person guest = resident("Britt", room);
        faults.replayOnResume(5);
        faults.drop();
        List<Said> asked = say(room, guest, "drop", 2);
        assertOnceEach(room, asked, "drop");
        faults.askToReconnect();
        asked = say(room, guest, "reconnect", 2);
        assertOnceEach(room, asked, "reconnect");
        faults.offlineKeepingSessions();
        asked = say(room, guest, "resumed", 2);
        faults.online();
        assertOnceEach(room, asked, "resumed");
    }

    @Test
    void aSessionThatEndedLosesNothing() {
        Place room = town.channel("Harbour", "sessions");
        Person guest = resident("Carl", room);
        faults.invalidateSession();
        List<Said> asked = say(room, guest, "invalid", 3);
        assertOnceEach(room, asked, "invalid");
    }

    @Test
    void whatWasSaidWhileSheWasAwayIsAnsweredAfterwardsInOrder() {
        Place room = town.channel("Library", "absence");
        Person guest = resident("Dirk", room);
        Place dm = town.direct(guest);
        town.answered(dm.says(guest, "hello in private"), DiscordTown.heard("hello in private"));
        Place thread = room.thread(guest, "absent too");
        town.heardAndAnswered(thread, guest, "hello in the thread");
        Seen before = room.byClara().getLast();
        town.quiet();

        faults.offline();
        town.discord().awaitDisconnected(DiscordTown.PATIENCE);
        room.says(guest, "nobody-asked while away");
        List<Said> asked = say(room, guest, "missed", 4);
        Said reply = room.replies(guest, before.id(), "missed-reply");
        Said deleted = town.asks(room, guest, "missed-and-deleted");
        deleted.delete();
        Said edited = town.asks(room, guest, "missed-unedited");
        edited.edit(town.discord().clara().mention() + " missed-edited");
        Said whisper = dm.says(guest, "missed-whisper");
        List<Said> inThread = say(thread, guest, "missed-thread", 2);
        faults.online();
        town.discord().awaitConnected(DiscordTown.PATIENCE);
        Said live = town.asks(room, guest, "back again");

        assertOnceEach(room, asked, "missed");
        town.answered(reply, DiscordTown.heard("missed-reply"));
        town.answered(edited, DiscordTown.heard("missed-edited"));
        town.answered(live, DiscordTown.heard("back again"));
        town.answered(whisper, DiscordTown.heard("missed-whisper"));
        assertOnceEach(thread, inThread, "missed-thread");
        town.quiet();
        assertThat(order(room)).containsSubsequence(ids(asked)).endsWith(reply.id(), edited.id(), live.id());
        assertThat(town.questions("nobody-asked while away")).isEmpty();
        assertThat(town.questions("missed-and-deleted")).isEmpty();
        assertThat(town.questions("missed-unedited")).isEmpty();
    }

    @Test
    void aSessionThatEndsWhileSheReadsWhatSheMissedLosesNothing() {
        List<Place> rooms = IntStream.range(0, READ_AT_ONCE + 4)
                .mapToObj(number -> town.channel("Harbour", "reading-" + number))
                .toList();
        Person guest = resident("Elin", rooms.getFirst());
        rooms.forEach(room -> town.heardAndAnswered(room, guest, "hello in " + room.id()));
        town.quiet();
        faults.offline();
        town.discord().awaitDisconnected(DiscordTown.PATIENCE);
        List<Said> missed =
                rooms.stream().map(room -> town.asks(room, guest, "unread")).toList();

        // All that may read at the same time wait for Discord, the other places for them; in each a new message stands
        // behind.
        faults.holdingResponses(Faults.GET_MESSAGES, READ_AT_ONCE);
        faults.online();
        town.discord().awaitConnected(DiscordTown.PATIENCE);
        ModelServer.await("reading is held up", () -> held() == READ_AT_ONCE);
        List<Said> live =
                rooms.stream().map(room -> town.asks(room, guest, "afterwards")).toList();
        long lost = lostConnections();
        faults.invalidateSession();
        ModelServer.await("she knows that the session is over", () -> lostConnections() > lost);
        faults.releaseResponses();

        missed.forEach(said -> town.answered(said, DiscordTown.heard("unread")));
        live.forEach(said -> town.answered(said, DiscordTown.heard("afterwards")));
        for (int i = 0; i < rooms.size(); i++) {
            assertThat(order(rooms.get(i)))
                    .endsWith(missed.get(i).id(), live.get(i).id());
        }
    }

    private long lostConnections() {
        try {
            return Files.readString(town.clara().home().resolve("logs/clara.log"))
                    .lines()
                    .filter(line -> line.contains("the connection was lost"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long held() {
        return town.discord().log().stream()
                .filter(entry -> entry.detail().path("effect").asText().equals("HELD_RESPONSE"))
                .count();
    }

    @Test
    void aRestartAnswersWhatWasSaidMeanwhile() {
        Place room = town.channel("Library", "restarts");
        Person guest = resident("Edda", room);
        Place dm = town.direct(guest);
        town.answered(dm.says(guest, "hello before the restart"), DiscordTown.heard("hello before the restart"));
        town.leave();
        List<Said> asked = say(room, guest, "restart", 3);
        Said whisper = dm.says(guest, "restart-whisper");
        Said help = town.asks(room, guest, "help");
        town.serve();
        assertOnceEach(room, asked, "restart");
        town.answered(whisper, DiscordTown.heard("restart-whisper"));
        room.awaitReply(help, DiscordTown.PATIENCE, seen -> seen.content().contains("How to say no"));
    }

    @Test
    void aLimitedOrFailingPostIsSeenOnce() {
        Place room = town.channel("Harbour", "failing posts");
        Person guest = resident("Falk", room);
        faults.tooMany(Faults.POST_MESSAGE, 1, 2);
        assertOnceEach(room, say(room, guest, "limited", 1), "limited");
        faults.failing(Faults.POST_MESSAGE, 2, 500);
        assertOnceEach(room, say(room, guest, "failing", 1), "failing");
        faults.failingAfterDoing(Faults.POST_MESSAGE, 2, 502);
        assertOnceEach(room, say(room, guest, "done-and-failing", 1), "done-and-failing");
        assertThat(town.discord().limited()).isNotEmpty();
    }

    @Test
    void aLostRequestOrResponseIsSeenOnce() {
        Place room = town.channel("Harbour", "lost posts");
        Person guest = resident("Gitte", room);
        faults.losingRequests(Faults.POST_MESSAGE, 3);
        assertOnceEach(room, say(room, guest, "lost-request", 1), "lost-request");
        faults.losingResponses(Faults.POST_MESSAGE, 1);
        assertOnceEach(room, say(room, guest, "lost-response", 1), "lost-response");
        faults.losingResponses(Faults.POST_MESSAGE, 4);
        assertOnceEach(room, say(room, guest, "lost-more", 1), "lost-more");
    }

    @Test
    void aLongAnswerWhoseResponsesAreLostIsSeenOnce() {
        Place room = town.channel("Harbour", "lost parts");
        Person guest = resident("Hedda", room);
        String whole = IntStream.range(0, 100)
                .mapToObj("Line number %d of an answer in several parts."::formatted)
                .collect(Collectors.joining("\n"));
        town.when("parts-word", Script.say(whole));
        faults.losingResponses(Faults.POST_MESSAGE, 5);
        Said said = town.asks(room, guest, "parts-word");
        room.await(DiscordTown.PATIENCE, all -> text(room, said).length() >= whole.length());
        town.quiet();
        assertThat(text(room, said)).isEqualTo(whole);
    }

    @Test
    void failingEditsEndExactAllTheSame() {
        Place room = town.channel("Harbour", "failing edits");
        Person guest = resident("Ingo", room);
        Duration breath = Duration.ofMillis(1_500);
        town.when(
                "edits-word",
                Script.say("One sentence. ")
                        .waits(breath)
                        .then("Two sentences. ")
                        .waits(breath)
                        .then("Three."));
        faults.failing(Faults.EDIT_MESSAGE, 1, 500);
        faults.losingResponses(Faults.EDIT_MESSAGE, 2);
        faults.tooMany(Faults.EDIT_MESSAGE, 1, 2);
        Said said = town.asks(room, guest, "edits-word");
        town.answered(said, "One sentence. Two sentences. Three.");
        town.quiet();
        assertThat(room.byClaraAfter(said)).hasSize(1);
    }

    private List<Said> say(Place place, Person person, String word, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> town.asks(place, person, word + "-" + i))
                .toList();
    }

    private void assertOnceEach(Place place, List<Said> asked, String word) {
        for (int i = 0; i < asked.size(); i++) {
            town.answered(asked.get(i), DiscordTown.heard(word + "-" + i));
        }
        town.quiet();
        asked.forEach(said -> assertThat(DiscordTown.repliesTo(said)).hasSize(1));
        assertThat(order(place)).containsSubsequence(ids(asked));
        assertThat(place.byClara().stream().filter(seen -> seen.content().contains(word + "-0")))
                .as("what shows the answer, as a reply or not")
                .hasSize(1);
    }

    private static List<String> order(Place place) {
        return place.byClara().stream().flatMap(seen -> seen.replyTo().stream()).toList();
    }

    private static String[] ids(List<Said> asked) {
        return asked.stream().map(Said::id).toArray(String[]::new);
    }

    private static String text(Place place, Said said) {
        return place.byClaraAfter(said).stream().map(Seen::content).collect(Collectors.joining("\n"));
    }

    private Person resident(String name, Place room) {
        Person person = town.person(name);
        town.heardAndAnswered(room, person, "hello from " + name);
        return person;
    }
}

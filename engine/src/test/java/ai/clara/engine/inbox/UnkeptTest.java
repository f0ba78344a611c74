package ai.clara.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.engine.inbox.EngineHouse.Events;
import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.channel.Inbox.Acceptance;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.channel.ReplySink;
import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.people.Accounts;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Messages that are not to be kept: answered like any other, and neither they nor their answers are written down. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnkeptTest {
    private EngineHouse house;

    @BeforeAll
    void build() {
        house = new EngineHouse();
    }

    @AfterAll
    void tearDown() throws Exception {
        house.close();
    }

    @Test
    void wordsAndAnswerAreInNoRowAndInNoFile() throws InterruptedException {
        assertThat(answer("ann", "ann-1", "my boat is QUETZAL7341", true)).isEqualTo(done("my boat is QUETZAL7341"));
        assertThat(answer("ann", "ann-2", "my car is BANDICOOT9", false)).isEqualTo(done("my car is BANDICOOT9"));
        assertThat(house.model.requestFor("my car is BANDICOOT9").message().parts())
                .containsExactly(new Part.Text("my car is BANDICOOT9"));
        assertThat(rowsWith("ann", "QUETZAL7341")).containsExactly("messages", "messages");
        assertThat(rowsWith("ann", "BANDICOOT9")).isEmpty();
        assertThat(filesWith("QUETZAL7341")).isNotEmpty();
        assertThat(filesWith("BANDICOOT9")).isEmpty();
        answer("ann", "ann-3", "what now", true);
        assertThat(recent("what now")).containsExactly("my boat is QUETZAL7341", "you said: my boat is QUETZAL7341");
        assertThat(house.column("select state || ' ' || kept from inbox where platform_id = 'ann-2'"))
                .containsExactly("answered false");
    }

    @Test
    void sameIdGetsTheAnswerWhileItRunsAndOneSentenceAfterwards() throws InterruptedException {
        var first = new Events();
        house.inbox().accept(message("bob", "bob-1", "hold bob", false), first);
        assertThat(house.model.awaitHeld("hold bob")).isTrue();
        var second = new Events();
        assertThat(house.inbox().accept(message("bob", "bob-1", "hold bob", false), second))
                .isEqualTo(Acceptance.DUPLICATE);
        house.model.release("hold bob");
        assertThat(first.closing()).isEqualTo(done("hold bob"));
        assertThat(second.closing()).isEqualTo(done("hold bob"));
        answer("bob", "bob-2", "the lane is free again", true);
        var late = new Events();
        house.inbox().accept(message("bob", "bob-1", "hold bob", false), late);
        assertThat(late.closing().toString()).contains("nor my answer was to be kept");
    }

    @Test
    void wordsLostWithTheirProcessAreSaidToBeGone() {
        accepted("cal", "cal-1", "lost words");
        house.bean(Recovery.class).start();
        house.await(() -> house.postBox.delivered.stream().anyMatch(line -> line.startsWith("cal-1 ")));
        assertThat(house.postBox.delivered)
                .filteredOn(line -> line.startsWith("cal-1 "))
                .singleElement()
                .asString()
                .contains("words are gone");
        assertThat(house.column("select state from inbox where platform_id = 'cal-1'"))
                .containsExactly("failed");
        assertThat(house.model.requests)
                .noneMatch(request -> request.message().plainText().contains("lost words"));
    }

    @Test
    void wordsHandedInAgainAfterAKillAreAnswered() throws InterruptedException {
        accepted("dan", "dan-1", "words once more");
        var events = new Events();
        assertThat(house.inbox().accept(message("dan", "dan-1", "words once more", true), events))
                .isEqualTo(Acceptance.DUPLICATE);
        assertThat(events.closing()).isEqualTo(done("words once more"));
        assertThat(rowsWith("dan", "words once more")).isEmpty();
    }

    @Test
    void failureIsToldAndNotWrittenDown() throws InterruptedException {
        var events = new Events();
        house.inbox().accept(message("eve", "eve-1", "fail please", false), events);
        assertThat(events.closing()).isEqualTo(new ReplyEvent.Failed("The model is overloaded."));
        assertThat(rowsWith("eve", "overloaded")).isEmpty();
        answer("eve", "eve-2", "the lane is free again", true);
        var late = new Events();
        house.inbox().accept(message("eve", "eve-1", "fail please", false), late);
        assertThat(late.closing().toString()).contains("words are gone");
    }

    @Test
    void replyItsReaderCouldNotShowGoesToTheChannelFromMemory() {
        ReplySink deaf = event -> {
            if (event instanceof ReplyEvent.Done) {
                throw new IllegalStateException("the reader is gone");
            }
        };
        house.inbox().accept(message("fay", "fay-1", "say the tide is out", false), deaf);
        house.await(() -> house.postBox.delivered.contains("fay-1 the tide is out"));
        assertThat(rowsWith("fay", "tide")).isEmpty();
    }

    @Test
    void replyLostBetweenItsCommitAndItsReaderIsSaidToBeGone() throws InterruptedException {
        house.postBox.reachable = false;
        try {
            house.inbox().accept(message("gus", "gus-1", "say it is noon", false), event -> {
                if (event instanceof ReplyEvent.Done) {
                    throw new IllegalStateException("the reader is gone");
                }
            });
            house.await(() -> house.column("select state from inbox where platform_id = 'gus-1'")
                    .equals(List.of("answered")));
            answer("gus", "gus-2", "the lane is free again", true);
        } finally {
            house.postBox.reachable = true;
        }
        house.bean(Recovery.class).start();
        house.bean(Recovery.class).deliver();
        house.await(() -> house.postBox.delivered.stream().anyMatch(line -> line.startsWith("gus-1 ")));
        assertThat(house.postBox.delivered)
                .filteredOn(line -> line.startsWith("gus-1 "))
                .allMatch(line -> line.contains("nor my answer was to be kept"));
    }

    @Test
    void whatIsNotKeptIsNoMeetingAndNoIntroduction() throws InterruptedException {
        house.postBox.introduction = "I keep what you say.";
        try {
            assertThat(answer("hal", "hal-1", "good morning", false)).isEqualTo(done("good morning"));
            assertThat(firstMeeting("good morning")).isTrue();
            assertThat(answer("hal", "hal-2", "good day", true)).isEqualTo(done("good day\n\nI keep what you say."));
            assertThat(firstMeeting("good day")).isTrue();
            assertThat(answer("hal", "hal-3", "good evening", false)).isEqualTo(done("good evening"));
            assertThat(firstMeeting("good evening")).isFalse();
            assertThat(answer("hal", "hal-4", "good night", true)).isEqualTo(done("good night"));
            assertThat(firstMeeting("good night")).isFalse();
        } finally {
            house.postBox.introduction = null;
        }
    }

    private static ReplyEvent done(String text) {
        return EngineHouse.done("you said: " + text);
    }

    private InboundMessage message(String person, String id, String text, boolean kept) {
        return new InboundMessage(
                EngineHouse.direct(person),
                EngineHouse.account(person),
                person,
                id,
                List.of(new Part.Text(text)),
                house.clock.instant(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                kept);
    }

    private ReplyEvent answer(String person, String id, String text, boolean kept) throws InterruptedException {
        var events = new Events();
        assertThat(house.inbox().accept(message(person, id, text, kept), events))
                .isEqualTo(Acceptance.ACCEPTED);
        return events.closing();
    }

    /** Leaves what a kill right after the accepting transaction leaves. */
    private void accepted(String person, String id, String text) {
        InboundMessage message = message(person, id, text, false);
        assertThat(house.bean(Arrivals.class)
                        .meet(message, Words.of(message))
                        .flatMap(arrival -> house.bean(InboxStore.class).accept(arrival, false)))
                .isPresent();
    }

    private boolean firstMeeting(String text) {
        return house.model.requestFor(text).section(PromptSlot.SITUATION).orElseThrow()
                        instanceof SectionContent.Situation situation
                && situation.firstMeeting();
    }

    private List<String> recent(String text) {
        return house.model.requestFor(text).section(PromptSlot.RECENT).orElseThrow()
                        instanceof SectionContent.Messages messages
                ? messages.messages().stream().map(ChatMessage::plainText).toList()
                : List.of();
    }

    /** The tables of the rows that hold the words, as the person sees them. */
    private List<String> rowsWith(String person, String words) {
        List<String> tables = house.column("select table_name from information_schema.tables"
                + " where table_schema = 'public' and table_type = 'BASE TABLE'");
        assertThat(tables).contains("messages", "inbox", "turns", "outbox", "message_vectors", "jobs");
        Viewer viewer = Viewer.direct(
                house.bean(Accounts.class).find(EngineHouse.account(person)).orElseThrow());
        return house.db().as(viewer, connection -> {
            var found = new ArrayList<String>();
            for (String table : tables) {
                try (var statement =
                        connection.prepareStatement("select 1 from " + table + " r where r::text like ?")) {
                    statement.setString(1, "%" + words + "%");
                    try (var rows = statement.executeQuery()) {
                        while (rows.next()) {
                            found.add(table);
                        }
                    }
                }
            }
            return found;
        });
    }

    /** All files of the home, those of the database and its journal with them. */
    private List<Path> filesWith(String words) {
        try (var files = Files.walk(house.home.dir())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, words))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holds(Path file, String words) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(words);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package ai.clara.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.channel.Projects;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.Project;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A conversation goes on in the project it was put into, from the next message on. */
class ProjectTest {
    private static final ConversationKey ANN = EngineHouse.direct("ann");
    private static final Optional<Project> GARDEN = Optional.of(new Project("garden"));
    private final EngineHouse house = new EngineHouse(Map.of("DEFAULT_PROJECT", "Home"));
    private int said;

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    @Test
    void aMessageMovesItsConversation() throws InterruptedException {
        say("at home", Optional.empty());
        say("in the garden", GARDEN);
        say("still there", Optional.empty());
        say("at home again", Optional.of(Project.DEFAULT));
        assertThat(projects())
                .containsExactly("at home > ", "in the garden > garden", "still there > garden", "at home again > ");
        assertThat(house.bean(Projects.class).current(ANN)).isEqualTo(Project.DEFAULT);
    }

    @Test
    void whatWasChosenHoldsFromTheNextMessageOn() throws InterruptedException {
        Projects projects = house.bean(Projects.class);
        assertThat(projects.choose(ANN, GARDEN.orElseThrow())).isFalse();
        say("at home", Optional.empty());
        assertThat(projects.choose(ANN, GARDEN.orElseThrow())).isTrue();
        say("in the garden", Optional.empty());
        assertThat(projects()).containsExactly("at home > ", "in the garden > garden");
    }

    @Test
    void aProjectHasAHistoryOfItsOwnAndTakesItUpAgain() throws InterruptedException {
        say("at home", Optional.empty());
        say("in the garden", GARDEN);
        assertThat(recent()).isEmpty();
        say("and the garden again", Optional.empty());
        assertThat(recent()).contains("in the garden").doesNotContain("at home");
        say("back home", Optional.of(Project.DEFAULT));
        assertThat(recent()).contains("at home").doesNotContain("in the garden", "and the garden again");
        assertThat(house.column("select project from sessions order by first_seq"))
                .containsExactly("", "garden");
    }

    @Test
    void thePromptNamesTheProject() throws InterruptedException {
        say("in the garden", GARDEN);
        assertThat(house.model.requests.getLast().sections().get(PromptSlot.SITUATION))
                .isEqualTo(new SectionContent.Situation("ann", ANN, GARDEN.orElseThrow(), true));
    }

    @Test
    void theDefaultOneIsKnownByItsNameInSettings() {
        Projects projects = house.bean(Projects.class);
        assertThat(projects.named(" HOME ")).contains(Project.DEFAULT);
        assertThat(projects.named("Gar  den")).contains(new Project("gar den"));
        assertThat(projects.nameOf(Project.DEFAULT)).isEqualTo("Home");
        assertThat(projects.named("  ")).isEmpty();
        assertThat(projects.named("x".repeat(61))).isEmpty();
        assertThat(projects.named("two\nlines")).isEmpty();
    }

    @Test
    void nobodyLearnsNamesOfProjectsTheyMayNotKnow() throws InterruptedException {
        say("in the garden", GARDEN);
        Projects projects = house.bean(Projects.class);
        assertThat(projects.known(ANN, EngineHouse.account("ann")))
                .containsExactly(GARDEN.orElseThrow(), Project.DEFAULT);
        house.say("bob", "b", "hello", event -> {});
        assertThat(projects.known(EngineHouse.direct("bob"), EngineHouse.account("bob")))
                .containsExactly(Project.DEFAULT);
        assertThat(projects.known(room(), EngineHouse.account("ann"))).containsExactly(Project.DEFAULT);
    }

    private static ConversationKey room() {
        return new ConversationKey("test", ConversationKey.Kind.ROOM, "hall");
    }

    private void say(String text, Optional<Project> project) throws InterruptedException {
        var events = new EngineHouse.Events();
        house.inbox()
                .accept(
                        new InboundMessage(
                                ANN,
                                EngineHouse.account("ann"),
                                "ann",
                                "m" + ++said,
                                List.of(new Part.Text(text)),
                                house.clock.instant(),
                                Optional.empty(),
                                Optional.empty(),
                                project,
                                true),
                        events);
        assertThat(events.closing()).isInstanceOf(ReplyEvent.Done.class);
    }

    /** What people said, with its project. */
    private List<String> projects() {
        Transcript transcript = house.bean(Transcript.class);
        return transcript.heads().stream()
                .flatMap(head -> transcript.after(head.conversation(), 0, 100).stream())
                .filter(entry -> entry.author().isPresent())
                .map((TranscriptEntry entry) ->
                        entry.text() + " > " + entry.project().name())
                .toList();
    }

    private List<String> recent() {
        return house.model.requests.getLast().sections().get(PromptSlot.RECENT) instanceof SectionContent.Messages shown
                ? shown.messages().stream().map(ProjectTest::text).toList()
                : List.of();
    }

    private static String text(ChatMessage message) {
        return switch (message) {
            case ChatMessage.FromPerson person -> person.plainText();
            case ChatMessage.FromClara clara -> clara.text();
        };
    }
}

package ai.clara.engine.summary;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.people.Accounts;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.PromptTrace;
import ai.clara.spi.prompt.PromptTrace.Change;
import ai.clara.spi.prompt.Prompts;
import ai.clara.spi.prompt.SectionContent;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is kept of a prompt is enough to tell it again, through the walls. */
@Timeout(120)
class PromptTraceTest {
    private final SummaryHouse house =
            new SummaryHouse(Map.of("CLARA_RECENT_MESSAGES", "4", "CLARA_SUMMARY_MESSAGES", "4"));
    private final ConversationKey direct = SummaryHouse.direct("ada");
    private final ConversationKey garden = SummaryHouse.room("garden");

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void whatIsToldAgainIsWhatWasAsked() {
        house.say(direct, "ada", "I like canoes.");
        house.say(direct, "ada", "I like rain.");
        house.silence();
        assertThat(house.work()).isEqualTo(1);
        house.say(direct, "ada", "Good morning.");
        house.say(direct, "ada", "What do I like?");
        PromptTrace trace = newest("ada");
        assertThat(trace.sections())
                .isEqualTo(house.scribe.talk("What do I like?").sections());
        assertThat(trace.sections())
                .containsOnlyKeys(
                        PromptSlot.PERSONA,
                        PromptSlot.CLOCK,
                        PromptSlot.SITUATION,
                        PromptSlot.PREVIOUS_SUMMARY,
                        PromptSlot.PREVIOUS_SESSION,
                        PromptSlot.RECENT);
        assertThat(trace.changes()).isEmpty();
        assertThat(trace.reply().orElseThrow().text()).isEqualTo("Noted.");
    }

    @Test
    void ofARoomOnlyOwnWordsAreToldInPrivate() {
        house.say(garden, "ben", "I like Zqbanu.");
        house.say(garden, "ada", "I like moss.");
        house.say(garden, "ada", "Who likes what?");
        PromptTrace trace = newest("ada");
        assertThat(trace.place()).isEqualTo(garden);
        var recent = (SectionContent.Messages)
                Objects.requireNonNull(trace.sections().get(PromptSlot.RECENT));
        assertThat(recent.messages().stream().map(ChatMessage::plainText)).containsExactly("", "", "I like moss.", "");
        assertThat(trace.toString()).doesNotContain("Zqbanu");
        assertThat(trace.changes().values()).containsOnly(Change.HIDDEN).hasSize(3);
        assertThat(house.scribe.talk("Who likes what?").sections().toString()).contains("Zqbanu");
        assertThat(trace.reply().orElseThrow().text()).isEmpty();

        house.change("alter table messages disable row level security");
        try {
            assertThat(newest("ada")).as("behind the first wall alone").isEqualTo(trace);
        } finally {
            house.change("alter table messages enable row level security");
        }
    }

    @Test
    void whatChangedSinceIsSaid() {
        house.say(direct, "ada", "I like canoes.");
        house.say(direct, "ada", "I like rain.");
        house.silence();
        house.work();
        house.say(direct, "ada", "What do I like?");
        house.edit(direct, "ada", "I like canoes.", "I like kayaks.");
        house.delete(direct, "ada", "I like rain.");
        PromptTrace trace = newest("ada");
        assertThat(trace.changes().values()).contains(Change.EDITED, Change.FORGOTTEN, Change.RETOLD);
        assertThat(trace.sections().toString()).contains("kayaks").doesNotContain("canoes", "rain");
    }

    @Test
    void aPromptThatGotNoAnswerIsKeptToo() {
        house.scribe.answers = request -> {
            throw new ModelException(ModelException.Kind.REFUSED, "No.");
        };
        assertThat(house.closing(direct, "ada", "What do I like?")).isInstanceOf(ReplyEvent.Failed.class);
        PromptTrace trace = newest("ada");
        assertThat(trace.sections()).containsKeys(PromptSlot.PERSONA, PromptSlot.SITUATION);
        assertThat(trace.reply().orElseThrow().text()).contains("No.");
    }

    @Test
    void nobodyElsesPromptIsTold() {
        house.say(direct, "ada", "What do I like?");
        PromptTrace own = newest("ada");
        house.say(SummaryHouse.direct("ben"), "ben", "Hello.");
        assertThat(house.bean(Prompts.class).find(Viewer.direct(person("ben")), Optional.of(own.question())))
                .isEmpty();
        assertThat(house.column("select sections::text from prompts"))
                .hasSize(2)
                .noneMatch(kept -> kept.contains("like"));
    }

    private PromptTrace newest(String person) {
        return house.bean(Prompts.class)
                .find(Viewer.direct(person(person)), Optional.empty())
                .orElseThrow();
    }

    private PersonId person(String name) {
        return house.bean(Accounts.class).find(new AccountKey("test", name)).orElseThrow();
    }
}

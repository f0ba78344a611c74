package ai.clara.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.Project;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.Models.Role;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.Source;
import ai.clara.spi.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestkitTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:30:00Z");

    @Test
    void theClockStandsUntilMovedAlsoInOtherZones() {
        var clock = ManualClock.at(NOW);
        var view = clock.withZone(ZoneId.of("Europe/Vienna"));
        clock.advance(Duration.ofMinutes(31));
        assertThat(view.instant()).isEqualTo(clock.instant()).isEqualTo(NOW.plusSeconds(31 * 60));
        assertThat(view.getZone()).isEqualTo(ZoneId.of("Europe/Vienna"));
    }

    @Test
    void idsAreVersionSevenAndSort() {
        var ids = new SequenceIds(4_294_967_295L);
        var first = ids.next();
        var second = ids.next();
        assertThat(first.version()).isEqualTo(7);
        assertThat(first.variant()).isEqualTo(2);
        assertThat(second.toString()).isGreaterThan(first.toString());
    }

    @Test
    void settingsKnowAliasesAndDefaults() {
        Setting setting = Setting.number("NEW", 7, 0, 9, "about").alias("OLD");
        assertThat(MapSettings.none().number(setting)).isEqualTo(7);
        assertThat(MapSettings.of("OLD", "8").number(setting)).isEqualTo(8);
        assertThat(MapSettings.of("OLD", "8", "NEW", "9").number(setting)).isEqualTo(9);
    }

    @Test
    void theHomeCanBeEnteredByOthersAndGoesAway() throws IOException {
        Path dir;
        try (var home = TempHome.create()) {
            dir = home.dir();
            Files.writeString(Files.createDirectories(dir.resolve("a/b")).resolve("c"), "x");
            for (Path folder = dir; folder != null; folder = folder.getParent()) {
                assertThat(Files.getPosixFilePermissions(folder)).contains(PosixFilePermission.OTHERS_EXECUTE);
            }
        }
        assertThat(dir).doesNotExist();
    }

    @Test
    void theEchoAnswersWithEveryItemOfEverySection() {
        var place = new ConversationKey("terminal", ConversationKey.Kind.ROOM, "kitchen");
        var evidence = new Evidence(
                new MessageRef(SequenceIds.nth(1)), "Ben", false, place, NOW, "canary-evidence", 0.1, false);
        var said = new ChatMessage.FromPerson("Ben", NOW, List.of(new Part.Text("canary-earlier")));
        var request = new ChatRequest(
                Map.of(
                        PromptSlot.PERSONA, new SectionContent.Prose("canary-persona"),
                        PromptSlot.CLOCK, new SectionContent.Now(NOW, ZoneId.of("Europe/Vienna")),
                        PromptSlot.SITUATION,
                                new SectionContent.Situation("canary-name", place, new Project("canary-project"), true),
                        PromptSlot.MEMORY, new SectionContent.Recalled(new Recollection(List.of(evidence), false)),
                        PromptSlot.PREVIOUS_SUMMARY,
                                new SectionContent.Summary(
                                        new Source.Notes("session", new SessionId(SequenceIds.nth(5)), NOW),
                                        "canary-about",
                                        "canary-maker",
                                        NOW,
                                        NOW,
                                        "canary-note"),
                        PromptSlot.PREVIOUS_SESSION, new SectionContent.Messages("canary-label", Quotes.of(said)),
                        PromptSlot.RECENT,
                                new SectionContent.Messages(
                                        "recent", Quotes.of(new ChatMessage.FromClara(NOW, "canary-reply")))),
                new ChatMessage.FromPerson("Anna", NOW, List.of(new Part.Text("canary-message"))),
                Optional.empty(),
                NOW);
        try (var stream = new EchoModels().chat(Role.TALK, Optional.empty()).stream(request)) {
            assertThat(stream.next())
                    .isInstanceOfSatisfying(
                            ChatDelta.Text.class,
                            delta -> assertThat(delta.text())
                                    .contains(
                                            "canary-persona",
                                            "Europe/Vienna",
                                            "canary-name",
                                            "canary-evidence",
                                            "canary-about",
                                            "canary-maker",
                                            "canary-note",
                                            "canary-label",
                                            "canary-earlier",
                                            "canary-reply",
                                            "canary-message"));
            assertThat(stream.next()).isInstanceOf(ChatDelta.Finished.class);
        }
    }
}

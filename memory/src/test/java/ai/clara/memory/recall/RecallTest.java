package ai.clara.memory.recall;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.follow.Projection;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.Ids;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.memory.Memory;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Sensitivity;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Home;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecallTest {
    private static final PersonId ALEX = new PersonId(new UUID(1, 1));
    private static final PersonId BOB = new PersonId(new UUID(1, 2));

    /** A transcript of two direct messages; its {@code visible} is the second wall. */
    private static final class TwoPeople implements Transcript {
        private final List<TranscriptEntry> entries = new ArrayList<>();

        void say(PersonId person, String text) {
            var conversation = new ConversationId(person.value());
            long seq = entries.stream()
                            .filter(e -> e.conversation().equals(conversation))
                            .count()
                    + 1;
            entries.add(new TranscriptEntry(
                    new MessageRef(UUID.randomUUID()),
                    conversation,
                    new ConversationKey("terminal", ConversationKey.Kind.DIRECT, person.toString()),
                    seq,
                    new Audience.OnePerson(person).key(),
                    Optional.of(person),
                    "Person",
                    text,
                    Instant.EPOCH.plusSeconds(seq),
                    Sensitivity.PERSONAL,
                    false));
        }

        @Override
        public List<Head> heads() {
            return entries.stream()
                    .map(TranscriptEntry::conversation)
                    .distinct()
                    .map(c -> new Head(
                            c, after(c, 0, 1000).size(), after(c, 0, 1000).size()))
                    .toList();
        }

        @Override
        public List<TranscriptEntry> after(ConversationId conversation, long after, int limit) {
            return entries.stream()
                    .filter(e -> e.conversation().equals(conversation) && e.seq() > after)
                    .limit(limit)
                    .toList();
        }

        @Override
        public List<TranscriptEntry> visible(Viewer viewer, Collection<MessageRef> refs) {
            return entries.stream()
                    .filter(e -> refs.contains(e.ref()) && viewer.readKeys().contains(e.audienceKey()))
                    .toList();
        }

        @Override
        public List<TranscriptEntry> newest(Viewer viewer, int limit) {
            return visible(viewer, entries.stream().map(TranscriptEntry::ref).toList()).reversed().stream()
                    .limit(limit)
                    .toList();
        }

        @Override
        public List<MessageRef> erase(Viewer viewer, MessageRef message) {
            return List.of();
        }

        @Override
        public void onCommit(Runnable listener) {}
    }

    @Test
    void recallsOwnWordsAndNobodyElses(@TempDir Path home) {
        var transcript = new TwoPeople();
        transcript.say(ALEX, "My sister moved to Graz last spring");
        transcript.say(BOB, "My sister moved to Lyon last spring");
        try (var context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .build()) {
            context.registerSingleton(Home.class, new Home(home));
            context.registerSingleton(Clock.class, Clock.systemUTC());
            context.registerSingleton(Ids.class, UUID::randomUUID);
            context.registerSingleton(Settings.class, (Settings)
                    s -> Optional.of(s.defaultValue()).filter(v -> !v.isEmpty()));
            context.registerSingleton(Transcript.class, transcript);
            context.start();
            var projection = context.getBean(Projection.class);
            projection.start();
            assertThat(context.getBean(EmbeddingModel.class).dimensions()).isPositive();
            var memory = context.getBean(Memory.class);
            var found = memory.recall(
                    Viewer.direct(ALEX),
                    "Where does my sibling live?",
                    8,
                    Instant.now(Clock.systemUTC()).plusSeconds(9));
            assertThat(found.answerable()).isTrue();
            assertThat(found.evidence())
                    .extracting(e -> e.text())
                    .containsExactly("My sister moved to Graz last spring");
            assertThat(memory.status()).contains("stopped by the second wall: 0");
            projection.stop();
        }
    }
}

package ai.clara.engine.prompt;

import ai.clara.engine.jdbc.Sql;
import ai.clara.engine.session.Place;
import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.Project;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.memory.Stretch;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.prompt.PromptTrace.Change;
import ai.clara.spi.prompt.Quote;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.Source;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The sources of one prompt as a viewer reads them now. */
final class PromptSources {
    private static final String SOMEBODY = "somebody";

    /** The first wall: what the viewer reads, and their own words from any room. */
    private static final String MESSAGES =
            "select m.id, m.author_id, m.speaker, m.body, m.said_at, m.erased_at is not null as erased,"
                    + " coalesce(m.edited_at > ?, false) as edited, c.platform, c.kind, c.place"
                    + " from messages m join conversations c on c.id = m.conversation_id"
                    + " where m.id = any (?) and (m.audience_key = any (?) or m.author_id = ?)";

    private record Stored(
            ConversationKey place, Optional<PersonId> author, ChatMessage message, boolean erased, boolean edited) {
        String speaker() {
            return message instanceof ChatMessage.FromPerson person ? person.speaker() : "Clara";
        }

        Instant at() {
            return switch (message) {
                case ChatMessage.FromPerson person -> person.at();
                case ChatMessage.FromClara clara -> clara.at();
            };
        }
    }

    private final Viewer viewer;
    private final Map<UUID, Stored> messages = new HashMap<>();
    private final Map<Source.Notes, SectionContent.Summary> notes = new HashMap<>();
    private final Map<String, String> words = new HashMap<>();
    private final Map<Source, Change> changes = new HashMap<>();

    private PromptSources(Viewer viewer) {
        this.viewer = viewer;
    }

    /** @param began when the turn began: what was edited later says something else now */
    static PromptSources read(Connection connection, Viewer viewer, Collection<KeptSection> sections, Instant began)
            throws SQLException {
        var sources = new PromptSources(viewer);
        UUID[] ids =
                sections.stream().flatMap(PromptSources::messages).distinct().toArray(UUID[]::new);
        Sql.of(
                        MESSAGES,
                        began,
                        ids,
                        viewer.readKeys().toArray(String[]::new),
                        viewer.ownWordsOf().map(PersonId::value).orElse(null))
                .all(connection, row -> sources.messages.put(Sql.uuid(row, "id"), stored(row)));
        for (KeptSection section : sections) {
            switch (section) {
                case KeptSection.Summary summary -> sources.readNotes(connection, summary);
                case KeptSection.Prose(String digest) -> sources.readWords(connection, digest);
                default -> {}
            }
        }
        return sources;
    }

    /** What does not say today what it said then, as far as contents were asked for. */
    Map<Source, Change> changes() {
        return changes;
    }

    SectionContent content(KeptSection section, ChatMessage.FromPerson asked, ConversationKey place, Project project) {
        return switch (section) {
            case KeptSection.Prose(String digest) -> new SectionContent.Prose(words.getOrDefault(digest, ""));
            case KeptSection.Now(Instant at, String zone) -> new SectionContent.Now(at, ZoneId.of(zone));
            case KeptSection.Situation(boolean first) ->
                new SectionContent.Situation(asked.speaker(), place, project, first);
            case KeptSection.Recalled recalled -> new SectionContent.Recalled(recollection(recalled, place));
            case KeptSection.Summary summary -> summary(summary);
            case KeptSection.Messages(String label, List<KeptSection.Line> lines) ->
                new SectionContent.Messages(
                        label, lines.stream().map(this::quote).toList());
        };
    }

    private Recollection recollection(KeptSection.Recalled recalled, ConversationKey place) {
        List<Evidence> evidence =
                recalled.items().stream().map(item -> evidence(item, place)).toList();
        return new Recollection(
                evidence,
                recalled.answerable(),
                recalled.asked(),
                recalled.certainty().orElse(Double.NaN),
                recalled.partial().orElse(false),
                recalled.graphless().orElse(false));
    }

    private Evidence evidence(KeptSection.Item item, ConversationKey asked) {
        var ref = new MessageRef(item.message());
        Optional<Stored> stored = look(ref);
        String text = stored.map(it -> it.message().plainText()).orElse("");
        Evidence whole = new Evidence(
                ref,
                stored.map(Stored::speaker).orElse(SOMEBODY),
                stored.flatMap(Stored::author).filter(viewer.actor()::equals).isPresent(),
                stored.map(Stored::place).orElse(asked),
                stored.map(Stored::at).orElse(item.first()),
                text,
                item.score(),
                item.support(),
                item.times(),
                item.first(),
                Optional.empty());
        return item.part()
                .filter(part -> part.to() <= text.length())
                .map(part -> whole.excerpt(new Stretch(part.from(), part.to())))
                .orElse(whole);
    }

    private Quote quote(KeptSection.Line line) {
        if (line.message().isPresent()) {
            var ref = new MessageRef(line.message().get());
            return new Quote(
                    new Source.Message(ref), look(ref).map(Stored::message).orElse(unknown()));
        }
        var source = new Source.Platform(line.platform().orElse(""), line.id().orElse(""));
        changes.put(source, Change.NOT_KEPT);
        return new Quote(source, unknown());
    }

    private static ChatMessage unknown() {
        return new ChatMessage.FromPerson(SOMEBODY, Instant.EPOCH, List.of());
    }

    private Optional<Stored> look(MessageRef ref) {
        Optional<Stored> stored = Optional.ofNullable(messages.get(ref.value()));
        Optional<Change> change = stored.isEmpty()
                ? Optional.of(Change.HIDDEN)
                : stored.filter(Stored::erased)
                        .map(it -> Change.FORGOTTEN)
                        .or(() -> stored.filter(Stored::edited).map(it -> Change.EDITED));
        change.ifPresent(it -> changes.put(new Source.Message(ref), it));
        return stored;
    }

    private SectionContent summary(KeptSection.Summary kept) {
        var source = new Source.Notes(kept.kind(), new SessionId(kept.session()), kept.madeAt());
        SectionContent.Summary now = notes.get(source);
        if (now != null) {
            return now;
        }
        changes.put(source, Change.RETOLD);
        return new SectionContent.Summary(source, kept.about(), SOMEBODY, kept.madeAt(), kept.madeAt(), "");
    }

    private void readNotes(Connection connection, KeptSection.Summary kept) throws SQLException {
        var source = new Source.Notes(kept.kind(), new SessionId(kept.session()), kept.madeAt());
        Sql.of(
                        Notes.COLUMNS + " where kind = ? and session_id = ? and made_at = ? and audience_key = any (?)",
                        kept.kind(),
                        kept.session(),
                        kept.madeAt(),
                        viewer.readKeys().toArray(String[]::new))
                .first(connection, row -> Notes.summary(row, source, kept.about()))
                .ifPresent(summary -> notes.put(source, summary));
    }

    private void readWords(Connection connection, String digest) throws SQLException {
        Sql.of("select words from prompt_words where digest = ?", digest)
                .first(connection, row -> row.getString("words"))
                .ifPresent(text -> words.put(digest, text));
    }

    private static Stream<UUID> messages(KeptSection section) {
        return switch (section) {
            case KeptSection.Recalled recalled -> recalled.items().stream().map(KeptSection.Item::message);
            case KeptSection.Messages messages ->
                messages.lines().stream().map(KeptSection.Line::message).flatMap(Optional::stream);
            default -> Stream.empty();
        };
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                Place.readKey(row),
                Sql.maybeUuid(row, "author_id").map(PersonId::new),
                History.message(row),
                row.getBoolean("erased"),
                row.getBoolean("edited"));
    }
}

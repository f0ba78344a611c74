package ai.clara.engine.prompt;

import ai.clara.engine.jdbc.Sql;
import ai.clara.engine.session.Place;
import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.chat.TokenUsage;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.Project;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.PromptTrace;
import ai.clara.spi.prompt.Prompts;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts kept prompts together again from their sources. */
@Singleton
final class JdbcPrompts implements Prompts {
    private static final String ENDED =
            "select q.id as question, q.speaker, q.body, q.said_at, q.project, c.platform, c.kind, c.place, t.reply_id, r.body as reply,"
                    + " t.model, t.input_tokens, t.output_tokens, t.started_at, t.late_sections, p.sections from messages q"
                    + " join turns t on t.message_id = q.id join conversations c on c.id = q.conversation_id"
                    + " left join messages r on r.id = t.reply_id and r.audience_key = any (?) left join prompts p on p.turn_id = t.id"
                    + " where q.author_id = ? and t.ended_at is not null ";

    private final Db db;
    private final PromptShelf shelf;

    JdbcPrompts(Db db, PromptShelf shelf) {
        this.db = db;
        this.shelf = shelf;
    }

    /** A turn that has its end. */
    private record Ended(
            MessageRef question,
            ConversationKey place,
            Project project,
            ChatMessage.FromPerson asked,
            Optional<PromptTrace.Reply> reply,
            Instant began,
            List<String> late,
            Optional<String> packed) {}

    @Override
    public Optional<PromptTrace> find(Viewer viewer, Optional<MessageRef> question) {
        return db.as(viewer, connection -> {
            Optional<Ended> ended = query(viewer, question).first(connection, JdbcPrompts::ended);
            return ended.isEmpty() ? Optional.empty() : Optional.of(trace(connection, viewer, ended.get()));
        });
    }

    private static Sql query(Viewer viewer, Optional<MessageRef> question) {
        String[] readable = viewer.readKeys().toArray(String[]::new);
        return question.isPresent()
                ? Sql.of(
                        ENDED + "and q.id = ?",
                        readable,
                        viewer.actor().value(),
                        question.get().value())
                : Sql.of(
                        ENDED + "order by q.said_at desc, q.seq desc limit 1",
                        readable,
                        viewer.actor().value());
    }

    private PromptTrace trace(Connection connection, Viewer viewer, Ended ended) throws SQLException {
        Map<PromptSlot, KeptSection> kept = ended.packed().map(shelf::unpack).orElse(Map.of());
        var sources = PromptSources.read(connection, viewer, kept.values(), ended.began());
        Map<PromptSlot, SectionContent> sections = new EnumMap<>(PromptSlot.class);
        kept.forEach((slot, section) ->
                sections.put(slot, sources.content(section, ended.asked(), ended.place(), ended.project())));
        return new PromptTrace(
                ended.question(),
                ended.place(),
                ended.asked(),
                ended.reply(),
                sections,
                ended.late(),
                sources.changes());
    }

    private static Ended ended(ResultSet row) throws SQLException {
        return new Ended(
                new MessageRef(Sql.uuid(row, "question")),
                Place.readKey(row),
                new Project(row.getString("project")),
                new ChatMessage.FromPerson(
                        row.getString("speaker"),
                        Sql.instant(row, "said_at"),
                        List.of(new Part.Text(row.getString("body")))),
                reply(row),
                Sql.instant(row, "started_at"),
                List.of((String[]) row.getArray("late_sections").getArray()),
                Optional.ofNullable(row.getString("sections")));
    }

    private static Optional<PromptTrace.Reply> reply(ResultSet row) throws SQLException {
        var usage = new TokenUsage(row.getLong("input_tokens"), row.getLong("output_tokens"));
        String text = Optional.ofNullable(row.getString("reply")).orElse("");
        String model = row.getString("model");
        return Sql.maybeUuid(row, "reply_id")
                .map(MessageRef::new)
                .map(ref -> new PromptTrace.Reply(ref, text, model, usage));
    }
}

package ai.clara.engine.session;

import ai.clara.engine.jdbc.Sql;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.Project;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.privacy.Sensitivity;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.Db;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The transcript in PostgreSQL. */
@Singleton
final class JdbcTranscript implements Transcript {
    private static final String ENTRIES =
            "select m.id as ref, m.conversation_id, m.session_id, m.project, c.platform, c.kind, c.place, m.seq,"
                    + " m.audience_key, m.author_id, m.speaker, m.body, m.said_at, m.zone, m.sensitivity, m.erased_at is not null as erased,"
                    + " m.edited_at is not null as edited"
                    + " from messages m join conversations c on c.id = m.conversation_id ";

    /** Each branch runs along an index and ends at its limit, however long the history. */
    private static final String NEWEST =
            """
            with near as (
                select n.* from unnest(?::text[]) as k (key) cross join lateral (
                    select id, said_at, seq from messages
                    where audience_key = k.key and author_id is not null and erased_at is null
                        and project = any (coalesce(?::text[], array[project]))
                    order by said_at desc, seq desc limit ?) n
                union
                (select id, said_at, seq from messages where author_id = ? and erased_at is null
                    and project = any (coalesce(?::text[], array[project]))
                 order by said_at desc, seq desc limit ?)),
            wanted as (
                select unnest(?::uuid[]) as id union (select id from near order by said_at desc, seq desc limit ?))
            """ + ENTRIES + "where m.id in (select id from wanted) order by m.said_at desc, m.seq desc";

    private static final String CHOSEN = ENTRIES + "where m.id = any (?) order by m.said_at desc, m.seq desc";

    private record Followed(Place place, String audienceKey) {}

    private final Db db;
    private final Erasure erasure;
    private final Commits commits;

    JdbcTranscript(Db db, Erasure erasure, Commits commits) {
        this.db = db;
        this.erasure = erasure;
        this.commits = commits;
    }

    @Override
    public List<Head> heads() {
        return db.system(
                "transcript heads",
                connection -> Sql.of("select id, last_seq, changes from conversations order by id")
                        .all(
                                connection,
                                row -> new Head(
                                        new ConversationId(Sql.uuid(row, "id")),
                                        row.getLong("last_seq"),
                                        row.getLong("changes"))));
    }

    @Override
    public List<TranscriptEntry> after(ConversationId conversation, long after, int limit) {
        Optional<Followed> followed = db.system(
                "find a conversation",
                connection -> Sql.of(
                                "select " + Place.COLUMNS + ", c.audience_key from conversations c where id = ?",
                                conversation.value())
                        .first(connection, row -> new Followed(Place.read(row), row.getString("audience_key"))));
        if (followed.isEmpty()) {
            return List.of();
        }
        Viewer follower = followed.get().place().follower(followed.get().audienceKey());
        return db.as(
                follower,
                connection -> Sql.of(
                                ENTRIES + "where m.conversation_id = ? and m.seq > ? order by m.seq limit ?",
                                conversation.value(),
                                after,
                                limit)
                        .all(connection, JdbcTranscript::entry));
    }

    /** For chosen messages no predicate on the audience, on purpose: this is where row-level security stands alone behind an index. */
    @Override
    public List<TranscriptEntry> visible(
            Viewer viewer, Collection<MessageRef> refs, int newest, Optional<Project> within) {
        if (refs.isEmpty() && newest == 0) {
            return List.of();
        }
        UUID[] ids = refs.stream().map(MessageRef::value).toArray(UUID[]::new);
        Sql look = newest == 0 ? Sql.of(CHOSEN, (Object) ids) : newest(viewer, ids, newest, within);
        return db.as(viewer, connection -> look.all(connection, JdbcTranscript::entry));
    }

    private static Sql newest(Viewer viewer, UUID[] ids, int newest, Optional<Project> within) {
        String[] projects = within.map(project -> new String[] {Project.DEFAULT.name(), project.name()})
                .orElse(null);
        return Sql.of(
                NEWEST,
                viewer.readKeys().toArray(String[]::new),
                projects,
                newest,
                viewer.ownWordsOf().map(PersonId::value).orElse(null),
                projects,
                newest,
                ids,
                newest);
    }

    @Override
    public List<MessageRef> erase(Viewer viewer, MessageRef message) {
        List<MessageRef> erased = erasure.erase(viewer, message);
        if (!erased.isEmpty()) {
            commits.announce();
        }
        return erased;
    }

    @Override
    public void onCommit(Runnable listener) {
        commits.listen(listener);
    }

    private static TranscriptEntry entry(ResultSet row) throws SQLException {
        return new TranscriptEntry(
                new MessageRef(Sql.uuid(row, "ref")),
                new ConversationId(Sql.uuid(row, "conversation_id")),
                new SessionId(Sql.uuid(row, "session_id")),
                new Project(row.getString("project")),
                Place.readKey(row),
                row.getLong("seq"),
                row.getString("audience_key"),
                Sql.maybeUuid(row, "author_id").map(PersonId::new),
                row.getString("speaker"),
                row.getString("body"),
                Sql.instant(row, "said_at"),
                zone(row.getString("zone")),
                Sensitivity.valueOf(row.getString("sensitivity").toUpperCase(Locale.ROOT)),
                row.getBoolean("erased"),
                row.getBoolean("edited"));
    }

    /** A zone that this Java no longer knows is no reason to lose the message. */
    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}

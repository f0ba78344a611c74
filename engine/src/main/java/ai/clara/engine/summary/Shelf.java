package ai.clara.engine.summary;

import ai.clara.engine.jdbc.Sql;
import ai.clara.engine.session.SensitivityRules;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.privacy.Sensitivity;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Puts a summary in the place of the one before it, together with what it was made of and the state of its work. */
@Singleton
final class Shelf {
    /** How it goes on with the work. */
    sealed interface Next {
        /** It is done. */
        record Done() implements Next {}

        /** It is tried again; what is stored now stands until then. */
        record Again(Instant at, String failure) implements Next {}
    }

    private static final String WORK =
            "insert into summary_work (kind, session_id, conversation_id, through_seq, state,"
                    + " attempts, token, run_at, last_error, failed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String SUMMARY = "insert into summaries (kind, session_id, body, first_seq, last_seq, from_at,"
            + " to_at, made_at, owner_key, audience_key, provenance, sensitivity)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final Db db;
    private final Clock clock;

    Shelf(Db db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** False when the work was taken by somebody else, or words changed meanwhile: then nothing is stored. */
    boolean put(Job job, Material material, Optional<Retold> retold, Next next) {
        return db.as(job.writer(), connection -> {
            if (!holds(connection, job) || !unchanged(connection, material)) {
                return false;
            }
            // Its content goes with it.
            Sql.of(
                            "delete from summary_work where kind = ? and session_id = ?",
                            job.kind(),
                            job.session().value())
                    .run(connection);
            insertWork(connection, job, next);
            if (retold.isPresent()) {
                insert(connection, job, material, retold.get());
            }
            if (job.kind() == Kind.SESSION && next instanceof Next.Done) {
                // The whole is told now.
                Sql.of(
                                "delete from summary_work where kind = 'channel' and session_id = ?",
                                job.session().value())
                        .run(connection);
            }
            return true;
        });
    }

    /** Locks the conversation's row first, as every writer of messages does: no word can go while this is stored. */
    private static boolean holds(Connection connection, Job job) throws SQLException {
        return Sql.of(
                                "select 1 from conversations where id = ? and epoch = ? for no key update",
                                job.place().id().value(),
                                job.place().epoch())
                        .first(connection, row -> 1)
                        .isPresent()
                && Sql.of(
                                "select 1 from summary_work where kind = ? and session_id = ? and token = ? for update",
                                job.kind(),
                                job.session().value(),
                                job.token())
                        .first(connection, row -> 1)
                        .isPresent();
    }

    /** An earlier summary is not looked at: when words of it go, so does the work. */
    private static boolean unchanged(Connection connection, Material material) throws SQLException {
        Map<MessageRef, Optional<Instant>> now = new HashMap<>();
        Sql.of("select id, edited_at from messages where id = any (?) and erased_at is null", (Object)
                        ids(material.said().stream().map(Said::ref).toList()))
                .all(connection, row -> now.put(new MessageRef(Sql.uuid(row, "id")), maybeInstant(row, "edited_at")));
        return material.said().stream().allMatch(said -> said.edited().equals(now.get(said.ref())));
    }

    private void insertWork(Connection connection, Job job, Next next) throws SQLException {
        Optional<Next.Again> again = next instanceof Next.Again one ? Optional.of(one) : Optional.empty();
        Instant now = clock.instant();
        Sql.of(
                        WORK,
                        job.kind(),
                        job.session().value(),
                        job.place().id().value(),
                        job.kind() == Kind.CHANNEL ? job.throughSeq() : null,
                        again.isPresent() ? "waiting" : "done",
                        job.attempts(),
                        job.token(),
                        again.map(Next.Again::at).orElse(now),
                        again.map(Next.Again::failure).orElse(null),
                        again.map(one -> now).orElse(null))
                .run(connection);
    }

    private void insert(Connection connection, Job job, Material material, Retold retold) throws SQLException {
        Said first = material.said().getFirst();
        Said last = material.said().getLast();
        Sql.of(
                        SUMMARY,
                        job.kind(),
                        job.session().value(),
                        retold.text(),
                        material.earlier().map(Earlier::firstSeq).orElse(first.seq()),
                        last.seq(),
                        material.earlier().map(Earlier::from).orElse(first.at()),
                        last.at(),
                        clock.instant(),
                        job.place().ownerKey(job.writer().actor()),
                        job.writer().writes().key(),
                        retold.by().label(),
                        sensitivity(job, material, retold))
                .run(connection);
        Set<MessageRef> sources = new LinkedHashSet<>();
        material.earlier().ifPresent(earlier -> sources.addAll(earlier.sources()));
        material.said().forEach(said -> sources.add(said.ref()));
        Sql.of(
                        "insert into summary_sources (message_id, kind, session_id) select id, ?, ? from unnest(?) as s (id)",
                        job.kind(),
                        job.session().value(),
                        ids(List.copyOf(sources)))
                .run(connection);
    }

    private static Sensitivity sensitivity(Job job, Material material, Retold retold) {
        Sensitivity highest =
                material.earlier().map(Earlier::sensitivity).orElse(job.place().sensitivity());
        for (Said said : material.said()) {
            highest = SensitivityRules.max(highest, said.sensitivity());
        }
        return SensitivityRules.raise(highest, retold.text());
    }

    /** What was made of an earlier part of the session, as far as the writer may read it. */
    Optional<Earlier> earlier(Connection connection, Job job) throws SQLException {
        Optional<Earlier> found = Sql.of(
                        "select body, first_seq, last_seq, from_at, sensitivity from summaries"
                                + " where kind = 'channel' and session_id = ? and audience_key = ?",
                        job.session().value(),
                        job.writer().writes().key())
                .first(connection, Shelf::earlier);
        if (found.isEmpty()) {
            return found;
        }
        List<MessageRef> sources = Sql.of(
                        "select message_id from summary_sources where kind = 'channel' and session_id = ?",
                        job.session().value())
                .all(connection, row -> new MessageRef(Sql.uuid(row, "message_id")));
        Earlier one = found.get();
        return Optional.of(
                new Earlier(one.text(), one.firstSeq(), one.lastSeq(), one.from(), one.sensitivity(), sources));
    }

    private static Earlier earlier(ResultSet row) throws SQLException {
        return new Earlier(
                row.getString("body"),
                row.getLong("first_seq"),
                row.getLong("last_seq"),
                Sql.instant(row, "from_at"),
                sensitivity(row),
                List.of());
    }

    static Sensitivity sensitivity(ResultSet row) throws SQLException {
        return Sensitivity.valueOf(row.getString("sensitivity").toUpperCase(Locale.ROOT));
    }

    static Optional<Instant> maybeInstant(ResultSet row, String column) throws SQLException {
        return row.getObject(column) == null ? Optional.empty() : Optional.of(Sql.instant(row, column));
    }

    private static UUID[] ids(List<MessageRef> refs) {
        return refs.stream().map(MessageRef::value).toArray(UUID[]::new);
    }
}

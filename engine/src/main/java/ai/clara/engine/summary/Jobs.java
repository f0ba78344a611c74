package ai.clara.engine.summary;

import ai.clara.engine.jdbc.Sql;
import ai.clara.engine.session.Place;
import ai.clara.engine.turn.LeaseHolder;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The list of what is to be summarised. */
@Singleton
final class Jobs {
    /** Longer than any try takes; a crash of this home's owner does not wait for it. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    /** Work that breaks again and again comes back no sooner. */
    private static final Duration REST = Duration.ofMinutes(10);

    private static final String CLAIM = """
            update summary_work w set holder = ?, lease_until = ?, token = w.token + 1, attempts = w.attempts + 1,
                run_at = case when w.attempts >= ? then ? else w.run_at end
            from sessions s, conversations c
            where (w.kind, w.session_id) = (select kind, session_id from summary_work
                    where state = 'waiting' and run_at <= ? and (lease_until is null or lease_until < ? or holder = ?)
                    and conversation_id <> all (?) order by run_at limit 1 for update skip locked)
                and s.id = w.session_id and c.id = w.conversation_id
            returning w.kind as work, w.session_id, w.attempts, w.token, coalesce(w.through_seq, c.last_seq) as through_seq,
                c.audience_key, (w.kind = 'session') = (s.closed_at is not null) as wanted,
            """ + Place.COLUMNS;

    /**
     * What is open.
     *
     * @param failed of those that wait, how many failed before
     * @param failure what kind of failure was the last
     */
    record Counts(long waiting, long failed, Optional<String> failure) {}

    private final Db db;
    private final Clock clock;
    private final LeaseHolder holder;

    Jobs(Db db, Clock clock, LeaseHolder holder) {
        this.db = db;
        this.clock = clock;
        this.holder = holder;
    }

    /** Takes the work that is due longest, of no place that is busy; committed when this returns. */
    Optional<Job> claim(Collection<ConversationId> busy) {
        Instant now = clock.instant();
        UUID[] without = busy.stream().map(ConversationId::value).toArray(UUID[]::new);
        return db.system(
                "claim a summary",
                connection -> Sql.of(
                                CLAIM,
                                holder.id(),
                                now.plus(LEASE),
                                Summaries.ATTEMPTS_MAX,
                                now.plus(REST),
                                now,
                                now,
                                holder.id(),
                                without)
                        .first(connection, Jobs::read));
    }

    /**
     * Gives work back that was not done.
     *
     * @param counts whether it was a try
     */
    void giveBack(Job job, boolean counts) {
        db.system(
                "give a summary back",
                connection -> Sql.of(
                                "update summary_work set holder = null, lease_until = null, attempts = ?"
                                        + " where kind = ? and session_id = ? and token = ?",
                                counts ? job.attempts() : job.attempts() - 1,
                                job.kind(),
                                job.session().value(),
                                job.token())
                        .run(connection));
    }

    /** Gives work back to be tried later, and leaves what it made before as it is. */
    void later(Job job, Shelf.Next.Again again) {
        db.system(
                "try a summary later",
                connection -> Sql.of(
                                "update summary_work set holder = null, lease_until = null, run_at = ?, last_error = ?,"
                                        + " failed_at = ? where kind = ? and session_id = ? and token = ?",
                                again.at(),
                                again.failure(),
                                clock.instant(),
                                job.kind(),
                                job.session().value(),
                                job.token())
                        .run(connection));
    }

    /** Takes work off the list, and what was made by it. */
    void drop(Job job) {
        db.system(
                "drop a summary",
                connection -> Sql.of(
                                "delete from summary_work where kind = ? and session_id = ? and token = ?",
                                job.kind(),
                                job.session().value(),
                                job.token())
                        .run(connection));
    }

    Counts counts() {
        return db.system(
                "count summaries",
                connection -> Sql.of("select count(*) as waiting, count(last_error) as failed,"
                                + " (array_agg(last_error order by failed_at desc nulls last))[1] as failure"
                                + " from summary_work where state = 'waiting'")
                        .first(connection, Jobs::counts)
                        .orElseThrow());
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(row.getLong("waiting"), row.getLong("failed"), Optional.ofNullable(row.getString("failure")));
    }

    private static Job read(ResultSet row) throws SQLException {
        Place place = Place.read(row);
        return new Job(
                Kind.valueOf(row.getString("work").toUpperCase(Locale.ROOT)),
                new SessionId(Sql.uuid(row, "session_id")),
                place,
                place.scribe(row.getString("audience_key")),
                row.getLong("through_seq"),
                row.getInt("attempts"),
                row.getLong("token"),
                row.getBoolean("wanted"));
    }
}

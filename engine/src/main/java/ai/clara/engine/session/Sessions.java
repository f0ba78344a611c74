package ai.clara.engine.session;

import ai.clara.engine.EngineSettings;
import ai.clara.engine.jdbc.Sql;
import ai.clara.spi.id.Ids;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.privacy.Provenance;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Stretches of talk, one open at a time for a conversation and project, ended by silence. */
@Singleton
public final class Sessions {
    /** Whatever is closed is to be summarised. */
    private static final String CLOSE =
            "with closed as (update sessions set closed_at = ? where closed_at is null and %s"
                    + " returning id, conversation_id, closed_at)"
                    + " insert into summary_work (kind, session_id, conversation_id, state, run_at)"
                    + " select 'session', id, conversation_id, 'waiting', closed_at from closed";

    private static final String CLOSE_HERE = CLOSE.formatted("conversation_id = ? and project = ?");
    private static final String CLOSE_IDLE = CLOSE.formatted("last_at <= ?");

    private final Db db;
    private final Clock clock;
    private final Ids ids;
    private final Duration idle;

    Sessions(Db db, Clock clock, Ids ids, Settings settings) {
        this.db = db;
        this.clock = clock;
        this.ids = ids;
        this.idle = Duration.ofMinutes(settings.number(EngineSettings.SESSION_IDLE_MINUTES));
    }

    /** The open session, a new one when there is none or the last one has gone stale. Call it under the conversation's row lock. */
    public SessionId open(Connection connection, Place place, PersonId person, Conversations.Next next)
            throws SQLException {
        Instant now = clock.instant();
        Optional<SessionId> open = Sql.of(
                        "update sessions set last_at = greatest(last_at, ?) where conversation_id = ? and project = ?"
                                + " and closed_at is null and last_at > ? returning id",
                        now,
                        place.id().value(),
                        next.project().name(),
                        now.minus(idle))
                .first(connection, row -> new SessionId(Sql.uuid(row, "id")));
        if (open.isPresent()) {
            return open.get();
        }
        Sql.of(CLOSE_HERE, now, place.id().value(), next.project().name()).run(connection);
        return begin(connection, place, person, next, now, Optional.empty());
    }

    /**
     * The session of something said in the past: the last one when the silence since was short enough, else a new one. It is closed
     * from the start. Call it under the conversation's row lock.
     */
    public SessionId past(Connection connection, Place place, PersonId person, Conversations.Next next, Instant at)
            throws SQLException {
        Optional<SessionId> last = Sql.of(
                        "update sessions set last_at = greatest(last_at, ?), closed_at = greatest(closed_at, ?)"
                                + " where id = (select id from sessions where conversation_id = ? and project = ?"
                                + " order by first_seq desc limit 1)"
                                + " and closed_at is not null and last_at > ? returning id",
                        at,
                        at,
                        place.id().value(),
                        next.project().name(),
                        at.minus(idle))
                .first(connection, row -> new SessionId(Sql.uuid(row, "id")));
        return last.isPresent() ? last.get() : begin(connection, place, person, next, at, Optional.of(at));
    }

    /** Something was said in it just now. */
    public void touch(Connection connection, SessionId session) throws SQLException {
        Sql.of("update sessions set last_at = greatest(last_at, ?) where id = ?", clock.instant(), session.value())
                .run(connection);
    }

    /** Closes every session that has been silent for too long; gives their number. */
    public int sweep() {
        Instant now = clock.instant();
        return db.system(
                "close idle sessions",
                connection -> Sql.of(CLOSE_IDLE, now, now.minus(idle)).run(connection));
    }

    private SessionId begin(
            Connection connection,
            Place place,
            PersonId person,
            Conversations.Next next,
            Instant at,
            Optional<Instant> closed)
            throws SQLException {
        SessionId session = new SessionId(ids.next());
        Sql.of(
                        "insert into sessions (id, conversation_id, project, first_seq, opened_at, last_at, closed_at,"
                                + " owner_key, audience_key, provenance, sensitivity)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        session.value(),
                        place.id().value(),
                        next.project().name(),
                        next.seq(),
                        at,
                        at,
                        closed.orElse(null),
                        place.ownerKey(person),
                        place.audienceKey(person),
                        new Provenance(Provenance.Kind.SYSTEM, place.key().platform()).label(),
                        place.sensitivity())
                .run(connection);
        return session;
    }
}

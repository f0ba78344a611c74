package ai.clara.engine.summary;

import ai.clara.engine.EngineSettings;
import ai.clara.engine.jdbc.Sql;
import ai.clara.engine.session.Place;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Looks for rooms in whose running session enough has gathered that is old and no longer shown word for word. */
@Singleton
final class Rooms {
    private static final String LONG = """
            select s.id as session_id, c.audience_key, coalesce(w.through_seq, s.first_seq - 1) as covered,
            """ + Place.COLUMNS + """
             from sessions s join conversations c on c.id = s.conversation_id
            left join summary_work w on w.kind = 'channel' and w.session_id = s.id
            where s.closed_at is null and c.kind = 'room' and coalesce(w.state, 'done') = 'done'
                and c.last_seq - coalesce(w.through_seq, s.first_seq - 1) >= ?
            """;

    /** The last message that is old and behind the recent ones, and how many such messages are not covered. */
    private static final String GATHERED = """
            select max(seq) as through, count(*) as messages from messages
            where session_id = ? and audience_key = ? and seq > ? and erased_at is null and said_at <= ?
                and seq <= (select seq from messages where session_id = ? and audience_key = ? and erased_at is null
                    and provenance not like 'system:%' order by seq desc offset ? limit 1)
            """;

    private record Candidate(SessionId session, Place place, String audienceKey, long covered) {}

    private final Db db;
    private final Clock clock;
    private final int recent;
    private final int enough;
    private final Duration age;

    Rooms(Db db, Clock clock, Settings settings) {
        this.db = db;
        this.clock = clock;
        this.recent = settings.number(EngineSettings.RECENT_MESSAGES);
        this.enough = settings.number(EngineSettings.SUMMARY_MESSAGES);
        this.age = Duration.ofMinutes(settings.number(EngineSettings.SUMMARY_AGE_MINUTES));
    }

    /** Puts them on the list. */
    void look() {
        List<Candidate> candidates = db.system(
                "look for long sessions in rooms",
                connection -> Sql.of(LONG, recent + enough).all(connection, Rooms::read));
        for (Candidate one : candidates) {
            var reader = one.place().scribe(one.audienceKey());
            db.as(
                            reader,
                            connection ->
                                    gathered(connection, one, reader.writes().key()))
                    .ifPresent(through -> db.system("list a summary", connection -> list(connection, one, through)));
        }
    }

    private Optional<Long> gathered(Connection connection, Candidate one, String audience) throws SQLException {
        return Sql.of(
                        GATHERED,
                        one.session().value(),
                        audience,
                        one.covered(),
                        clock.instant().minus(age),
                        one.session().value(),
                        audience,
                        recent)
                .first(connection, row -> row.getLong("messages") < enough ? 0L : row.getLong("through"))
                .filter(through -> through > 0);
    }

    private int list(Connection connection, Candidate one, long through) throws SQLException {
        return Sql.of(
                        "insert into summary_work as w (kind, session_id, conversation_id, through_seq, state, run_at)"
                                + " values ('channel', ?, ?, ?, 'waiting', ?) on conflict (kind, session_id) do update"
                                + " set state = 'waiting', through_seq = excluded.through_seq, run_at = excluded.run_at,"
                                + " attempts = 0, last_error = null, failed_at = null where w.state = 'done'",
                        one.session().value(),
                        one.place().id().value(),
                        through,
                        clock.instant())
                .run(connection);
    }

    private static Candidate read(ResultSet row) throws SQLException {
        return new Candidate(
                new SessionId(Sql.uuid(row, "session_id")),
                Place.read(row),
                row.getString("audience_key"),
                row.getLong("covered"));
    }
}

package ai.clara.engine.prompt;

import ai.clara.engine.jdbc.Sql;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.spi.prompt.Source;
import ai.clara.spi.prompt.TurnView;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Reads summaries, within the audience of the turn's place. */
@Singleton
class Notes {
    /** What {@link #summary(ResultSet, Source.Notes, String)} needs. */
    static final String COLUMNS = "select body, provenance, from_at, to_at, made_at from summaries";

    private final Db db;

    Notes(Db db) {
        this.db = db;
    }

    /** @param kind {@code session} or {@code channel} */
    Optional<SectionContent> of(TurnView turn, String kind, SessionId session, String about) {
        return db.as(
                turn.viewer(),
                connection -> query(turn, kind, session)
                        .first(
                                connection,
                                row -> summary(
                                        row, new Source.Notes(kind, session, Sql.instant(row, "made_at")), about)));
    }

    static SectionContent.Summary summary(ResultSet row, Source.Notes source, String about) throws SQLException {
        return new SectionContent.Summary(
                source,
                about,
                madeBy(row.getString("provenance")),
                Sql.instant(row, "from_at"),
                Sql.instant(row, "to_at"),
                row.getString("body"));
    }

    /** The first wall. */
    Sql query(TurnView turn, String kind, SessionId session) {
        return Sql.of(
                COLUMNS + " where kind = ? and session_id = ? and audience_key = ?",
                kind,
                session.value(),
                turn.viewer().writes().key());
    }

    private static String madeBy(String provenance) {
        return provenance.substring(provenance.indexOf(':') + 1);
    }
}

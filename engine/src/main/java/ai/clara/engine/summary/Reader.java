package ai.clara.engine.summary;

import ai.clara.engine.jdbc.Sql;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what is to be summarised: what everybody there may know today, no secrets, and no more than a model can be given. */
@Singleton
final class Reader {
    static final int MATERIAL_CHARS_MAX = 24_000;
    static final int MESSAGES_MAX = 600;
    static final int MESSAGE_CHARS_MAX = 2_000;

    private static final String NEWEST = """
            select id, seq, author_id, speaker, body, said_at, edited_at, sensitivity from messages
            where session_id = ? and audience_key = ? and seq <= ? and erased_at is null
                and provenance not like 'system:%' and sensitivity <> 'secret'
            order by seq desc limit ?
            """;

    private final Db db;
    private final Shelf shelf;

    Reader(Db db, Shelf shelf) {
        this.db = db;
        this.shelf = shelf;
    }

    /** In one transaction, so that summary and messages belong together. */
    Material read(Job job) {
        return db.as(job.writer(), connection -> {
            List<Said> newest = Sql.of(
                            NEWEST,
                            job.session().value(),
                            job.writer().writes().key(),
                            job.throughSeq(),
                            MESSAGES_MAX + 1)
                    .all(connection, Reader::said);
            List<Said> fitting = fitting(newest);
            boolean whole = fitting.size() == newest.size();
            // A session that fits is better told from its messages than from what was made of them.
            Optional<Earlier> earlier =
                    job.kind() == Kind.SESSION && whole ? Optional.empty() : shelf.earlier(connection, job);
            return rolled(new Material(earlier, fitting.reversed()));
        });
    }

    /** A summary that covers all of the messages is made anew, not rolled on. */
    private static Material rolled(Material material) {
        return material.fresh().isEmpty() ? material.afresh() : material;
    }

    private static List<Said> fitting(List<Said> newestFirst) {
        var fitting = new ArrayList<Said>();
        int left = MATERIAL_CHARS_MAX;
        for (Said said : newestFirst) {
            left -= said.text().length() + said.speaker().length();
            if (left < 0 || fitting.size() == MESSAGES_MAX) {
                break;
            }
            fitting.add(said);
        }
        return fitting;
    }

    private static Said said(ResultSet row) throws SQLException {
        return new Said(
                new MessageRef(Sql.uuid(row, "id")),
                row.getLong("seq"),
                Sql.maybeUuid(row, "author_id").isEmpty(),
                row.getString("speaker"),
                Cut.to(row.getString("body"), MESSAGE_CHARS_MAX),
                Sql.instant(row, "said_at"),
                Shelf.maybeInstant(row, "edited_at"),
                Shelf.sensitivity(row));
    }
}

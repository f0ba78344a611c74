package ai.clara.database;

import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.Db;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Rows as the engine writes them, small. */
final class Rows {

    private static final String LABELS = "'o', 'a', 'system:test', 'personal'";

    private Rows() {}

    static void person(Db db, UUID id) {
        db.system("person", c -> update(c, "insert into people values (?, null, " + LABELS + ", now())", id));
    }

    static boolean personThere(Db db, UUID id) {
        return db.system("look", c -> {
            try (PreparedStatement statement = c.prepareStatement("select 1 from people where id = ?")) {
                statement.setObject(1, id);
                return statement.executeQuery().next();
            }
        });
    }

    /** A conversation with a session of the same id. */
    static void conversation(Db db, UUID id, String kind) {
        db.system("conversation", c -> {
            update(
                    c,
                    "insert into conversations (id, platform, kind, place, audience_place, owner_key, audience_key,"
                            + " provenance, sensitivity, created_at) values (?, 'terminal', '" + kind
                            + "', ?::text, ?::text, " + LABELS + ", now())",
                    id,
                    id,
                    id);
            return update(c, "insert into sessions values (?, ?, '', 1, now(), now(), null, " + LABELS + ")", id, id);
        });
    }

    static void message(Db db, Viewer viewer, UUID conversation, long seq, String audience, String body) {
        db.as(viewer, c -> {
            try (PreparedStatement statement = c.prepareStatement(
                    "insert into messages values (?, ?, ?, ?, ?, ?, 'x', ?, now(), 'UTC', null, null, 'o', ?, 'm:1',"
                            + " 'personal')")) {
                UUID actor = viewer.actor().value();
                Object[] values = {UUID.randomUUID(), conversation, conversation, seq, actor, actor, body, audience};
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                return statement.executeUpdate();
            }
        });
    }

    /** Everything the connection shows, without any predicate. */
    static List<String> bodies(Connection connection) throws SQLException {
        var bodies = new ArrayList<String>();
        try (var rows = connection.createStatement().executeQuery("select body from messages order by body")) {
            while (rows.next()) {
                bodies.add(rows.getString(1));
            }
        }
        return bodies;
    }

    private static int update(Connection connection, String sql, UUID... ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < ids.length; i++) {
                statement.setObject(i + 1, ids[i]);
            }
            return statement.executeUpdate();
        }
    }
}

package ai.clara.memory.store.pgvector;

import ai.clara.memory.store.Reach;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Rows within reach, as a condition of a statement.
 *
 * @param condition on the columns audience_key, author_id and project
 * @param values for its question marks, in order
 */
record Permitted(String condition, List<Object> values) {
    /** Those of the audiences. */
    static Permitted audiences(Reach reach) {
        return within("audience_key = any (?)", List.of((Object) keys(reach)), reach);
    }

    /** The own words from anywhere else. */
    static Optional<Permitted> ownElsewhere(Reach reach) {
        return reach.own()
                .map(person -> within(
                        "author_id = ? and audience_key <> all (?)", List.of(person.value(), keys(reach)), reach));
    }

    private static String[] keys(Reach reach) {
        return reach.audiences().stream().sorted().toArray(String[]::new);
    }

    private static Permitted within(String condition, List<Object> values, Reach reach) {
        if (reach.project().isEmpty()) {
            return new Permitted(condition, values);
        }
        var more = new ArrayList<>(values);
        more.add(reach.project().get().name());
        return new Permitted(condition + " and project in ('', ?)", more);
    }

    /** The same where rows know their voice, as a condition on the column voice; it has the same question marks. */
    String voices() {
        return "voice = any (array(select voice from heard where " + condition + "))";
    }

    /** Sets the values from this place on; gives the place after them. */
    int set(PreparedStatement statement, int from) throws SQLException {
        Connection connection = statement.getConnection();
        int at = from;
        for (Object value : values) {
            switch (value) {
                case String[] keys -> statement.setArray(at, connection.createArrayOf("text", keys));
                case UUID id -> statement.setObject(at, id);
                default -> statement.setString(at, value.toString());
            }
            at++;
        }
        return at;
    }
}

package ai.clara.memory.store.pgvector;

import ai.clara.memory.store.Reach;
import ai.clara.spi.id.PersonId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The names that stand at messages within reach. */
final class Speakers {
    private Speakers() {}

    static Map<PersonId, Set<String>> of(Connection connection, Reach reach) throws SQLException {
        var names = new HashMap<PersonId, Set<String>>();
        for (String key : reach.audiences()) {
            collect(connection, key, names);
        }
        if (reach.own().isPresent()) {
            ownNames(connection, reach, reach.own().get(), names);
        }
        return names;
    }

    /** From each name to the next one in the order of the index, however many messages stand at one. */
    private static void collect(Connection connection, String key, Map<PersonId, Set<String>> names)
            throws SQLException {
        try (var query = connection.prepareStatement("""
                with recursive one as (
                    (select author_id, speaker from passages where audience_key = ? order by author_id, speaker limit 1)
                    union all
                    select next.author_id, next.speaker from one cross join lateral (
                        select author_id, speaker from passages
                        where audience_key = ? and (author_id, speaker) > (one.author_id, one.speaker)
                        order by author_id, speaker limit 1) next)
                select author_id, speaker from one""")) {
            query.setString(1, key);
            query.setString(2, key);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    names.computeIfAbsent(new PersonId(rows.getObject(1, UUID.class)), _ -> new HashSet<>())
                            .add(rows.getString(2));
                }
            }
        }
    }

    private static void ownNames(Connection connection, Reach reach, PersonId person, Map<PersonId, Set<String>> names)
            throws SQLException {
        Permitted own = Permitted.ownElsewhere(reach).orElseThrow();
        try (var query =
                connection.prepareStatement("select distinct speaker from passages where " + own.condition())) {
            own.set(query, 1);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    names.computeIfAbsent(person, _ -> new HashSet<>()).add(rows.getString(1));
                }
            }
        }
    }
}

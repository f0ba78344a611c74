package ai.clara.memory.store.pgvector;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Which messages hold a term: of very many, those that share words with a question are found without a look at the others. */
final class TermList {
    /** A word that a third of a million messages hold is summed in memory and not on the disk. */
    private static final int SUMS_MEGABYTES = 64;

    private TermList() {}

    /** Lists messages that stand in passages. */
    static void add(Connection connection, List<UUID> messages) throws SQLException {
        try (var insert = connection.prepareStatement("insert into terms (message_id, term, voice, words, around)"
                + " select p.message_id, t.term, f.voice, t.words, t.around"
                + " from passages p join filed f on f.message_id = p.message_id"
                + " cross join lateral terms_of(p.words, p.around) t where p.message_id = any (?)")) {
            insert.setArray(1, Realm.array(connection, messages));
            insert.executeUpdate();
        }
    }

    /**
     * The best within reach.
     *
     * @param column which of the two weights counts
     */
    static List<UUID> best(Connection connection, Permitted permitted, String column, Set<String> terms, int most)
            throws SQLException {
        try (var settings = connection.createStatement()) {
            settings.execute("set local work_mem = '" + SUMS_MEGABYTES + "MB'");
        }
        try (var query = connection.prepareStatement("select message_id from terms where term = any (?)"
                + " and " + permitted.voices()
                + " group by message_id having sum(" + column + ") > 0 order by sum(" + column + ") desc limit "
                + most)) {
            query.setArray(1, connection.createArrayOf("integer", SparseTerms.numbers(terms)));
            permitted.set(query, 2);
            return Realm.ids(query);
        }
    }

    /** Forgets those who said nothing else where they said what was taken out. */
    static void forget(Connection connection, Set<Integer> voices) throws SQLException {
        if (voices.isEmpty()) {
            return;
        }
        try (var delete = connection.prepareStatement("delete from voices v where id = any (?)"
                + " and not exists (select from filed f where f.voice = v.id)")) {
            delete.setArray(1, connection.createArrayOf("integer", voices.toArray()));
            delete.executeUpdate();
        }
    }
}

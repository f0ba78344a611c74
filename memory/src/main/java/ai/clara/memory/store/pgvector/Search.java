package ai.clara.memory.store.pgvector;

import ai.clara.memory.store.Found;
import ai.clara.memory.store.Marks;
import ai.clara.memory.store.Measured;
import ai.clara.memory.store.Reach;
import ai.clara.memory.store.VectorStore.Depth;
import ai.clara.memory.store.VectorStore.First;
import ai.clara.memory.store.VectorStore.Pool;
import ai.clara.memory.store.Wanted;
import ai.clara.spi.id.MessageRef;
import com.pgvector.PGsparsevec;
import com.pgvector.PGvector;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One search, within one transaction of its viewer. */
final class Search {
    private final Connection connection;
    private final Reach reach;
    private final Wanted wanted;
    private final Optional<Embedder> embedder;
    private final Bounds bounds;

    Search(Connection connection, Reach reach, Wanted wanted, Optional<Embedder> embedder, Bounds bounds) {
        this.connection = connection;
        this.reach = reach;
        this.wanted = wanted;
        this.embedder = embedder;
        this.bounds = bounds;
    }

    Pool find(Depth depth, First first) throws SQLException {
        PGvector.registerTypes(connection);
        var hits = new ArrayList<>(realm(Permitted.audiences(reach), false).measure(depth.each()));
        Optional<Permitted> elsewhere = Permitted.ownElsewhere(reach);
        if (elsewhere.isPresent()) {
            // What others said before may not be known here.
            hits.addAll(realm(elsewhere.get(), true).measure(depth.each()));
        }
        List<Found> found = marked(Measured.best(hits, depth.each()), depth.covers() ? wanted.terms() : Set.of());
        List<MessageRef> chosen = first.of(found, depth.first());
        return new Pool(found, chosen, vectors(chosen));
    }

    private Realm realm(Permitted permitted, boolean alone) {
        return new Realm(connection, permitted, alone, wanted, embedder, bounds);
    }

    /** Reads what is kept of each. */
    private List<Found> marked(Collection<Realm.Hit> hits, Set<String> terms) throws SQLException {
        var byMessage = new HashMap<UUID, Realm.Hit>();
        hits.forEach(hit -> byMessage.put(hit.message(), hit));
        var found = new ArrayList<Found>();
        try (var query = connection.prepareStatement("select message_id, marks, " + (terms.isEmpty() ? "null" : "words")
                + " from passages where message_id = any (?)")) {
            query.setArray(1, Realm.array(connection, byMessage.keySet()));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    Realm.Hit hit = Objects.requireNonNull(byMessage.get(rows.getObject(1, UUID.class)));
                    Marks marks = Marks.parse(rows.getBytes(2));
                    double covered = terms.isEmpty() ? 0 : SparseTerms.coverage(terms, (PGsparsevec) rows.getObject(3));
                    double told = wanted.told().getOrDefault(marks.message(), 0.0);
                    found.add(new Found(-1, marks, hit.nearness(), hit.words(), covered, hit.alone(), told));
                }
            }
        }
        return found;
    }

    private Map<MessageRef, float[]> vectors(Collection<MessageRef> messages) throws SQLException {
        var vectors = new HashMap<MessageRef, float[]>();
        if (embedder.isEmpty() || messages.isEmpty()) {
            return vectors;
        }
        try (var query = connection.prepareStatement("select message_id, vector from vectors where embedder = "
                + embedder.get().id() + " and message_id = any (?)")) {
            query.setArray(
                    1,
                    Realm.array(
                            connection, messages.stream().map(MessageRef::value).toList()));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    vectors.put(
                            new MessageRef(rows.getObject(1, UUID.class)), ((PGvector) rows.getObject(2)).toArray());
                }
            }
        }
        return vectors;
    }
}

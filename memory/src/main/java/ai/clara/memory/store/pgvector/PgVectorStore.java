package ai.clara.memory.store.pgvector;

import ai.clara.memory.store.Contents;
import ai.clara.memory.store.Cursor;
import ai.clara.memory.store.Kept;
import ai.clara.memory.store.Passage;
import ai.clara.memory.store.Reach;
import ai.clara.memory.store.Spot;
import ai.clara.memory.store.TermWeights;
import ai.clara.memory.store.VectorStore;
import ai.clara.memory.store.Wanted;
import ai.clara.memory.store.Words;
import ai.clara.spi.fault.Fault;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.VectorDb;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tables in the PostgreSQL with pgvector that settings name. What is written is durable at once, with its cursors, so a commit has
 * only to say who answers. Row-level security stands behind the reach of each statement.
 */
@Singleton
@Requires(condition = Configured.class)
final class PgVectorStore implements VectorStore {
    private static final Logger LOG = LoggerFactory.getLogger(PgVectorStore.class);
    /** Raise it whenever analysis, weights or marks change: then all is written anew. */
    private static final int LAYOUT = 1;

    private final VectorDb db;
    private final Words words;
    private final SparseTerms terms;
    private final Bounds bounds;
    /** Whether its connections end with it. */
    private final boolean ownsDb;

    private final Embedders embedders;
    private final AtomicLong version = new AtomicLong();
    private volatile boolean open;
    private volatile Optional<String> answers = Optional.empty();

    @Inject
    PgVectorStore(VectorDb db, Words words) {
        this(db, words, Bounds.SHIPPED, false);
    }

    PgVectorStore(VectorDb db, Words words, Bounds bounds, boolean ownsDb) {
        this.ownsDb = ownsDb;
        this.db = db;
        this.words = words;
        this.terms = new SparseTerms(new TermWeights(words));
        this.embedders = new Embedders(db, bounds);
        this.bounds = bounds;
    }

    @Override
    public String where() {
        return "pgvector";
    }

    @Override
    public String remedy() {
        return "See the finding on vectors. What is said meanwhile is kept, and written there as soon as it is back.";
    }

    @Override
    public String whenForeign() {
        return "give ROOK_DATABASE_URL a database of its own, or empty that one by ./clara migrate reset --db vectors.";
    }

    @Override
    public boolean remote() {
        return true;
    }

    @Override
    public Kept open() {
        db.dropSuccessor();
        Kept kept = db.system("begin with what memory searches", connection -> {
            begun(connection);
            embedders.load(connection);
            return kept(connection);
        });
        answers = kept.embedder();
        version.incrementAndGet();
        open = true;
        return kept;
    }

    /** One of another layout begins empty. */
    private static void begun(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select layout from standing for update")) {
            boolean there = rows.next();
            if (there && rows.getInt(1) == LAYOUT) {
                return;
            }
            LOG.info("What memory searches is written anew from the transcript");
            statement.execute("delete from filed; delete from voices; delete from cursors");
            statement.execute("insert into standing (layout) values (" + LAYOUT
                    + ") on conflict (only_one) do update set layout = excluded.layout");
        }
    }

    private static Kept kept(Connection connection) throws SQLException {
        var cursors = new HashMap<ConversationId, Cursor>();
        try (var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("select conversation_id, seq, changes from cursors")) {
                while (rows.next()) {
                    cursors.put(
                            new ConversationId(rows.getObject(1, UUID.class)),
                            new Cursor(rows.getLong(2), rows.getLong(3)));
                }
            }
            try (var rows = statement.executeQuery("select answers from standing")) {
                rows.next();
                return new Kept(cursors, Optional.of(rows.getString(1)).filter(name -> !name.isEmpty()));
            }
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void write(List<Passage> passages, List<MessageRef> gone, Map<ConversationId, Cursor> reached) {
        Map<String, Embedder> known = embedders.of(passages);
        VectorDb.Work<Boolean> work = connection -> {
            var writing = new Writing(connection, terms, known);
            writing.write(passages, gone);
            writing.reach(reached);
            Fault.point("memory.written");
            return true;
        };
        if (passages.isEmpty()) {
            db.system("write what memory searches", work);
        } else {
            db.as(deriver(passages), work);
        }
        version.incrementAndGet();
    }

    /** Whoever derives for these audiences reads and writes them and nothing else. */
    private static Viewer deriver(List<Passage> passages) {
        Set<Audience> audiences = passages.stream()
                .map(Passage::audienceKey)
                .distinct()
                .map(Audience::parse)
                .collect(Collectors.toUnmodifiableSet());
        Passage first = passages.getFirst();
        return new Viewer(first.marks().author(), Audience.parse(first.audienceKey()), audiences, Optional.empty());
    }

    @Override
    public void commit(Kept kept) {
        if (kept.embedder().equals(answers)) {
            return;
        }
        db.system("say who answers", connection -> {
            try (var update = connection.prepareStatement("update standing set answers = ?")) {
                update.setString(1, kept.embedder().orElse(""));
                return update.executeUpdate();
            }
        });
        answers = kept.embedder();
    }

    /** Rows that were deleted are dropped from their pages by PostgreSQL's own vacuum. */
    @Override
    public void purge(Kept kept) {
        commit(kept);
    }

    @Override
    public void settled() {
        embedders.graph();
    }

    @Override
    public void close() {
        open = false;
        if (ownsDb) {
            db.close();
        }
    }

    @Override
    public Pool find(Viewer viewer, Reach reach, Wanted wanted, Depth depth, First first) {
        Optional<Embedder> embedder = embedders.by(wanted);
        return db.as(viewer, connection -> new Search(connection, reach, wanted, embedder, bounds).find(depth, first));
    }

    @Override
    public Map<PersonId, Set<String>> speakers(Viewer viewer, Reach reach) {
        return db.as(viewer, connection -> Speakers.of(connection, reach));
    }

    @Override
    public long version() {
        return version.get();
    }

    @Override
    public List<Spot> lacking(String embedder, int most) {
        return db.system("look for messages without a vector", connection -> Tags.lacking(connection, embedder, most));
    }

    @Override
    public long lacking(String embedder) {
        return db.system("count messages without a vector", connection -> Tags.lacking(connection, embedder));
    }

    @Override
    public List<Spot> beside(String embedder, int most) {
        return db.system("look for messages of others", connection -> Tags.beside(connection, embedder, most));
    }

    @Override
    public Contents contents(Viewer viewer, Collection<MessageRef> messages, String embedder) {
        return db.as(viewer, connection -> Held.of(connection, messages, embedders.named(embedder)));
    }

    @Override
    public VectorStore successor() {
        var successor = new PgVectorStore(db.successor(), words, bounds, true);
        successor.open();
        successor.embedders.copy(embedders);
        return successor;
    }

    @Override
    public void succeededBy(VectorStore successor, Kept kept) {
        successor.commit(kept);
        successor.close();
        db.succeed();
        open();
    }

    @Override
    public void discard(VectorStore successor) {
        successor.close();
        db.dropSuccessor();
    }
}

package ai.clara.memory.store.qdrant;

import ai.clara.memory.store.Contents;
import ai.clara.memory.store.Cursor;
import ai.clara.memory.store.Kept;
import ai.clara.memory.store.Passage;
import ai.clara.memory.store.Reach;
import ai.clara.memory.store.Spot;
import ai.clara.memory.store.TermWeights;
import ai.clara.memory.store.VectorStore;
import ai.clara.memory.store.Wanted;
import ai.clara.spi.fault.Fault;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.StoreException;
import io.micronaut.context.annotation.Requires;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A collection in the Qdrant that settings name: a point for each message, with labels, weights of words and vectors, and a point for
 * each cursor. There are no transactions: points are written first and applied before the cursors that cover them go, all of it may be
 * written again, and one log keeps them in that order.
 */
@Singleton
@Requires(condition = Configured.class)
final class QdrantVectorStore implements VectorStore {
    /** Of so many permitted messages each is measured; of more, so many by words and so many by vector. */
    static final int MEASURED_MAX = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(QdrantVectorStore.class);

    private final Server server;
    private final String name;
    private final Generations generations;
    private final TermWeights weights;
    private final Function<Reach, Permitted> permitting;
    private final int measuredMax;
    private final boolean ownsServer;
    /** The collection of a successor, which no alias names yet. */
    private final Optional<String> beside;

    private final AtomicLong version = new AtomicLong();
    private final AtomicLong stopped;
    /** A search reads while it runs; only the change to a successor writes. */
    private final ReadWriteLock changing = new ReentrantReadWriteLock();

    private volatile @Nullable Generation inUse;
    private volatile Optional<String> answers = Optional.empty();

    @Inject
    QdrantVectorStore(Settings settings, TermWeights weights) {
        this(
                new Server(Address.of(settings.text(QdrantSettings.URL)), settings.find(QdrantSettings.API_KEY)),
                settings.text(QdrantSettings.COLLECTION),
                weights,
                Permitted::new,
                MEASURED_MAX,
                false);
    }

    /**
     * @param permitting says what is within reach
     * @param measuredMax up to how many permitted messages each is measured
     * @param ownsServer whether the connections end with it
     */
    QdrantVectorStore(
            Server server,
            String name,
            TermWeights weights,
            Function<Reach, Permitted> permitting,
            int measuredMax,
            boolean ownsServer) {
        this(server, name, weights, permitting, measuredMax, ownsServer, Optional.empty(), new AtomicLong());
    }

    private QdrantVectorStore(
            Server server,
            String name,
            TermWeights weights,
            Function<Reach, Permitted> permitting,
            int measuredMax,
            boolean ownsServer,
            Optional<String> beside,
            AtomicLong stopped) {
        this.server = server;
        this.name = name;
        this.generations = new Generations(server, name);
        this.weights = weights;
        this.permitting = permitting;
        this.measuredMax = measuredMax;
        this.ownsServer = ownsServer;
        this.beside = beside;
        this.stopped = stopped;
    }

    /** One collection, and the vectors it has. */
    private record Generation(String collection, Vectors vectors) {}

    @Override
    public String where() {
        return "Qdrant";
    }

    @Override
    public String remedy() {
        return "See the finding on vectors. What is said meanwhile is kept, and written there as soon as it is back.";
    }

    @Override
    public String whenForeign() {
        return "set QDRANT_COLLECTION to a name of its own, or delete the collection behind " + name + ".";
    }

    @Override
    public boolean remote() {
        return true;
    }

    @Override
    public synchronized Kept open() {
        server.look();
        String now = beside.orElseGet(this::begun);
        Kept kept = Bookmarks.of(server, now);
        answers = kept.embedder();
        use(generation(now));
        return kept;
    }

    /** One of another layout begins empty. What was being filled when something ended is thrown away. */
    private String begun() {
        Optional<String> former = generations.inUse();
        Optional<CollectionInfo> info = former.map(generations::info);
        if (former.isPresent() && info.filter(Generations::current).isPresent()) {
            String collection = former.get();
            Shape.check(collection, info.get()).forEach(field -> generations.index(collection, field));
            generations.keepOnly(former);
            return collection;
        }
        LOG.info("What memory searches is written anew from the transcript");
        String fresh = generations.after(former);
        former.map(collection -> Bookmarks.of(server, collection).embedder())
                .ifPresent(embedder -> new Writing(server, fresh, weights).answers(embedder));
        generations.use(fresh, former);
        generations.keepOnly(Optional.of(fresh));
        return fresh;
    }

    private Generation generation(String collection) {
        return new Generation(collection, new Vectors(server, collection, generations.info(collection)));
    }

    private void use(Generation next) {
        changing.writeLock().lock();
        try {
            inUse = next;
        } finally {
            changing.writeLock().unlock();
        }
        version.incrementAndGet();
    }

    @Override
    public boolean isOpen() {
        return inUse != null;
    }

    private Generation now() {
        Generation now = inUse;
        if (now == null) {
            throw new StoreException("The collection in Qdrant is not open; it is opened again as soon as it can be.");
        }
        return now;
    }

    private Writing writing() {
        return new Writing(server, now().collection(), weights);
    }

    @Override
    public void write(List<Passage> passages, List<MessageRef> gone, Map<ConversationId, Cursor> reached) {
        now().vectors().prepare(passages);
        Writing writing = writing();
        try {
            writing.takeOut(gone);
            writing.passages(passages);
        } finally {
            version.incrementAndGet();
        }
        Fault.point("memory.written");
        writing.cursors(reached);
    }

    @Override
    public void commit(Kept kept) {
        if (!kept.embedder().equals(answers)) {
            writing().answers(kept.embedder());
            answers = kept.embedder();
        }
    }

    /** What was deleted is dropped from its segments by Qdrant's own optimizer. */
    @Override
    public void purge(Kept kept) {
        commit(kept);
    }

    @Override
    public void close() {
        inUse = null;
        if (ownsServer) {
            server.close();
        }
    }

    @PreDestroy
    void disconnect() {
        server.close();
    }

    private interface Look<T> {
        T at(Generation now);
    }

    private <T> T look(Look<T> look) {
        changing.readLock().lock();
        try {
            return look.at(now());
        } finally {
            changing.readLock().unlock();
        }
    }

    @Override
    public Pool find(Viewer viewer, Reach reach, Wanted wanted, Depth depth, First first) {
        return look(now -> new Search(
                        questions(now),
                        permitting.apply(reach),
                        wanted,
                        now.vectors().by(wanted),
                        measuredMax)
                .find(depth, first));
    }

    private Questions questions(Generation now) {
        return new Questions(server, now.collection(), stopped);
    }

    @Override
    public Map<PersonId, Set<String>> speakers(Viewer viewer, Reach reach) {
        return look(now -> Speakers.of(server, now.collection(), permitting.apply(reach)));
    }

    @Override
    public long version() {
        return version.get();
    }

    @Override
    public List<Spot> lacking(String embedder, int most) {
        return look(now -> Tags.lacking(server, now.collection(), embedder, most));
    }

    @Override
    public long lacking(String embedder) {
        return look(now -> Tags.lacking(server, now.collection(), embedder));
    }

    @Override
    public List<Spot> beside(String embedder, int most) {
        return look(now -> Tags.beside(server, now.collection(), embedder, most));
    }

    @Override
    public Contents contents(Viewer viewer, Collection<MessageRef> messages, String embedder) {
        var reach = new Reach(viewer.readKeys(), viewer.ownWordsOf(), Optional.empty());
        return look(now -> Held.of(
                questions(now), permitting.apply(reach), messages, now.vectors().named(embedder)));
    }

    @Override
    public long stopped() {
        return stopped.get();
    }

    @Override
    public VectorStore successor() {
        String collection = generations.after(Optional.of(now().collection()));
        var successor = new QdrantVectorStore(
                server, name, weights, permitting, measuredMax, false, Optional.of(collection), stopped);
        successor.use(successor.generation(collection));
        return successor;
    }

    @Override
    public void succeededBy(VectorStore successor, Kept kept) {
        Generation next = ((QdrantVectorStore) successor).now();
        successor.commit(kept);
        generations.use(next.collection(), Optional.of(now().collection()));
        Fault.point("rebuild.taken");
        answers = kept.embedder();
        use(next);
        generations.keepOnly(Optional.of(next.collection()));
    }

    @Override
    public void discard(VectorStore successor) {
        successor.close();
        generations.keepOnly(Optional.of(now().collection()));
    }

    /**
     * What it is and which collection is in use, looked at now; nothing is changed.
     *
     * @throws ai.clara.spi.store.StoreException when it is away or not as it should be
     */
    String look() {
        String version = server.version();
        Optional<String> collection = generations.inUse();
        collection.ifPresent(one -> Shape.check(one, generations.info(one)));
        return "Qdrant " + version + ", collection " + name + (collection.isPresent() ? "" : ", not made yet");
    }
}

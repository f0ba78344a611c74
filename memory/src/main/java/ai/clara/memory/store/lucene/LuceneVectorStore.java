package ai.clara.memory.store.lucene;

import ai.clara.memory.store.Contents;
import ai.clara.memory.store.Cursor;
import ai.clara.memory.store.Kept;
import ai.clara.memory.store.Passage;
import ai.clara.memory.store.Reach;
import ai.clara.memory.store.Spot;
import ai.clara.memory.store.VectorStore;
import ai.clara.memory.store.Wanted;
import ai.clara.memory.store.Words;
import ai.clara.spi.fault.Fault;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.Home;
import ai.clara.spi.store.StoreException;
import io.micronaut.context.annotation.Secondary;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.jspecify.annotations.Nullable;

/** The index under the home as a store: without a server, for one process. It is there when settings name no other. */
@Singleton
@Secondary
public final class LuceneVectorStore implements VectorStore {
    /** A reader's own version stays below this. */
    private static final int VERSION_BITS = 40;

    private final Generations generations;
    private final Words words;
    private final long oneByOneMax;
    /** A search reads while it runs; only the change to a successor writes. */
    private final ReadWriteLock changing = new ReentrantReadWriteLock();

    private volatile @Nullable Generation inUse;

    @Inject
    LuceneVectorStore(Home home, Words words) {
        this(home, words, Realm.ONE_BY_ONE_MAX);
    }

    /** @param oneByOneMax up to how many permitted messages each is measured; without a bound the search is exact */
    LuceneVectorStore(Home home, Words words, long oneByOneMax) {
        this(new Generations(home.resolve("index")), words, oneByOneMax);
    }

    private LuceneVectorStore(Generations generations, Words words, long oneByOneMax) {
        this.generations = generations;
        this.words = words;
        this.oneByOneMax = oneByOneMax;
    }

    private record Generation(int number, MessageIndex index) {}

    @Override
    public String where() {
        return "index";
    }

    @Override
    public String remedy() {
        return "Look at the log; deleting the index folder under CLARA_HOME makes a new one.";
    }

    @Override
    public synchronized Kept open() {
        Generation now = inUse;
        if (now != null && now.index().isOpen()) {
            return now.index().start();
        }
        try {
            return use(generations.begin()).start();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private MessageIndex use(int number) {
        var index = new MessageIndex(generations.dir(number), words);
        changing.writeLock().lock();
        try {
            inUse = new Generation(number, index);
        } finally {
            changing.writeLock().unlock();
        }
        return index;
    }

    @Override
    public boolean isOpen() {
        return look(_ -> true, false);
    }

    @Override
    public void write(List<Passage> passages, List<MessageRef> gone, Map<ConversationId, Cursor> reached) {
        written(index -> {
            for (Passage passage : passages) {
                index.put(passage.marks().message().value(), Documents.of(passage));
            }
            for (MessageRef message : gone) {
                index.delete(message.value());
            }
            Fault.point("memory.written");
            index.refresh();
        });
    }

    @Override
    public void commit(Kept kept) {
        written(index -> index.commit(kept));
    }

    @Override
    public void purge(Kept kept) {
        written(index -> index.purge(kept));
    }

    @Override
    public synchronized void close() {
        if (isOpen()) {
            written(MessageIndex::stop);
        }
    }

    @FunctionalInterface
    private interface Writing {
        void run(MessageIndex index) throws IOException;
    }

    private void written(Writing writing) {
        try {
            writing.run(generation().index());
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private Generation generation() {
        Generation now = inUse;
        if (now == null) {
            throw new IllegalStateException("the index is not open");
        }
        return now;
    }

    private StoreException broken(IOException e) {
        return new StoreException(
                "The index in " + generations.root() + " cannot be written: " + e.getMessage() + ".", e);
    }

    /** Looks into the index, or gives what is to be given when it is not open. */
    private <T> T look(Function<Generation, T> look, T closed) {
        changing.readLock().lock();
        try {
            Generation now = inUse;
            return now != null && now.index().isOpen() ? look.apply(now) : closed;
        } finally {
            changing.readLock().unlock();
        }
    }

    @Override
    public Pool find(Viewer viewer, Reach reach, Wanted wanted, Depth depth, First first) {
        return look(now -> new Search(now.index(), oneByOneMax).find(reach, wanted, depth, first), Pool.EMPTY);
    }

    @Override
    public Map<PersonId, Set<String>> speakers(Viewer viewer, Reach reach) {
        return look(now -> now.index().search(searcher -> Speakers.of(searcher, reach)), Map.of());
    }

    @Override
    public long version() {
        return look(
                now -> ((long) now.number() << VERSION_BITS)
                        + now.index().search(searcher -> ((DirectoryReader) searcher.getIndexReader()).getVersion()),
                -1L);
    }

    @Override
    public List<Spot> lacking(String embedder, int most) {
        return opened(searcher -> spots(searcher, Tags.without(embedder), most));
    }

    @Override
    public long lacking(String embedder) {
        return opened(searcher -> searcher.count(Tags.without(embedder)));
    }

    @Override
    public List<Spot> beside(String embedder, int most) {
        return opened(searcher -> spots(searcher, Tags.beside(searcher, embedder), most));
    }

    /** A closed index is no empty one: whoever counts what is missing must not hear of none. */
    private <T> T opened(MessageIndex.Look<T> look) {
        changing.readLock().lock();
        try {
            return index().search(look);
        } finally {
            changing.readLock().unlock();
        }
    }

    MessageIndex index() {
        return generation().index();
    }

    private static List<Spot> spots(IndexSearcher searcher, Query query, int most) throws IOException {
        var found = new ArrayList<Spot>();
        StoredFields stored = searcher.storedFields();
        for (ScoreDoc hit : searcher.search(query, most).scoreDocs) {
            Document document = stored.document(hit.doc);
            found.add(new Spot(
                    new ConversationId(UUID.fromString(document.get(Fields.PLACE))),
                    Long.parseLong(document.get(Fields.SEQ))));
        }
        return found;
    }

    @Override
    public Contents contents(Viewer viewer, Collection<MessageRef> messages, String embedder) {
        return look(now -> now.index().search(searcher -> Held.of(searcher, messages, embedder)), Contents.NONE);
    }

    /** A folder beside, without a commit until it succeeds. */
    @Override
    public VectorStore successor() {
        int number = generation().number();
        try {
            generations.keepOnly(number);
        } catch (IOException e) {
            throw broken(e);
        }
        var successor = new LuceneVectorStore(generations, words, oneByOneMax);
        successor.use(number + 1).start();
        return successor;
    }

    @Override
    public void succeededBy(VectorStore successor, Kept kept) {
        Generation next = ((LuceneVectorStore) successor).generation();
        MessageIndex former = index();
        try {
            next.index().commit(kept);
            Fault.point("rebuild.taken");
            changing.writeLock().lock();
            try {
                inUse = next;
            } finally {
                changing.writeLock().unlock();
            }
            former.stop();
            generations.keepOnly(next.number());
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public void discard(VectorStore successor) {
        try {
            successor.close();
            generations.keepOnly(generation().number());
        } catch (IOException e) {
            throw broken(e);
        }
    }
}

package ai.clara.memory.store.lucene;

import ai.clara.memory.store.Cursor;
import ai.clara.memory.store.Kept;
import ai.clara.memory.store.Passage;
import ai.clara.memory.store.Reach;
import ai.clara.memory.store.Spot;
import ai.clara.memory.store.VectorStore;
import ai.clara.memory.store.Wanted;
import ai.clara.spi.fault.Fault;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.StoreException;
import io.micronaut.context.annotation.Secondary;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;

/** The index under the home as a store: without a server, for one process. It is there when settings name no other. */
@Singleton
@Secondary
public final class LuceneVectorStore implements VectorStore {
    private final MessageIndex index;
    private final Search search;

    LuceneVectorStore(MessageIndex index, Search search) {
        this.index = index;
        this.search = search;
    }

    @Override
    public String where() {
        return "index";
    }

    @Override
    public String remedy() {
        return "Look at the log; deleting the index folder under CLARA_HOME makes a new one.";
    }

    @Override
    public Kept open() {
        return index.start();
    }

    @Override
    public boolean isOpen() {
        return index.isOpen();
    }

    @Override
    public void write(List<Passage> passages, List<MessageRef> gone, Map<ConversationId, Cursor> reached) {
        written(() -> {
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
        written(() -> index.commit(kept));
    }

    @Override
    public void purge(Kept kept) {
        written(() -> index.purge(kept));
    }

    @Override
    public void close() {
        written(index::stop);
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private void written(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new StoreException("The index in " + index.dir() + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public Pool find(Viewer viewer, Reach reach, Wanted wanted, Depth depth, First first) {
        return index.isOpen() ? search.find(reach, wanted, depth, first) : Pool.EMPTY;
    }

    @Override
    public Map<PersonId, Set<String>> speakers(Viewer viewer, Reach reach) {
        return index.isOpen() ? index.search(searcher -> Speakers.of(searcher, reach)) : Map.of();
    }

    @Override
    public long version() {
        return index.isOpen()
                ? index.search(searcher -> ((DirectoryReader) searcher.getIndexReader()).getVersion())
                : -1;
    }

    @Override
    public List<Spot> lacking(String embedder, int most) {
        return index.search(searcher -> spots(searcher, Tags.without(embedder), most));
    }

    @Override
    public long lacking(String embedder) {
        return index.search(searcher -> searcher.count(Tags.without(embedder)));
    }

    @Override
    public List<Spot> beside(String embedder, int most) {
        return index.search(searcher -> spots(searcher, Tags.beside(searcher, embedder), most));
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
}

package ai.clara.memory.store.lucene;

import ai.clara.memory.store.Cursor;
import ai.clara.memory.store.Kept;
import ai.clara.memory.store.Words;
import ai.clara.spi.id.ConversationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.NRTCachingDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Lucene directory under the home: derived data. A missing, broken or older one is thrown away and begun anew. */
final class MessageIndex {
    /** What a reader does with the index. */
    @FunctionalInterface
    interface Look<T> {
        T run(IndexSearcher searcher) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(MessageIndex.class);
    /** Raise it whenever fields, analysis or codec change. */
    private static final String VERSION = "6";

    private static final String VERSION_KEY = "version";
    private static final String EMBEDDER_KEY = "embedder";
    private static final double SEGMENTS_PER_TIER = 4;
    private static final double FLOOR_MB = 0.5;
    /** A step's segment is searched, and mostly merged, before a commit needs it on the disk: until then it stays in memory. */
    private static final double SEGMENT_IN_MEMORY_MB = 4;

    private static final double IN_MEMORY_MB = 32;
    private final Path dir;
    private final Words words;
    private volatile @Nullable Open open;

    MessageIndex(Path dir, Words words) {
        this.dir = dir;
        this.words = words;
    }

    private record Open(Directory directory, IndexWriter writer, SearcherManager searchers, Kept found) {}

    Path dir() {
        return dir;
    }

    /** Opens the directory, and gives what its last commit says; repeatable. */
    synchronized Kept start() {
        Open now = open;
        if (now != null) {
            return now.found();
        }
        Optional<String> embedder = Optional.empty();
        try {
            Files.createDirectories(dir);
            Directory directory = openDirectory();
            try {
                Map<String, String> data = committed(directory);
                // One of another version still says who answered.
                embedder = Optional.ofNullable(data.get(EMBEDDER_KEY)).filter(id -> !id.isEmpty());
                openWriter(directory, kept(data, embedder));
            } catch (IOException | RuntimeException e) {
                directory.close();
                throw e;
            }
        } catch (IOException | IllegalArgumentException | IllegalStateException | StringIndexOutOfBoundsException e) {
            LOG.info("The index is rebuilt from the transcript: {}", e.getMessage());
            rebuild(new Kept(Map.of(), embedder));
        }
        return opened().found();
    }

    private Directory openDirectory() throws IOException {
        return new NRTCachingDirectory(FSDirectory.open(dir), SEGMENT_IN_MEMORY_MB, IN_MEMORY_MB);
    }

    private static Map<String, String> committed(Directory directory) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            if (directory.listAll().length > 0) {
                throw new IndexNotFoundException("no commit among the files");
            }
            return Map.of(VERSION_KEY, VERSION);
        }
        try (var reader = DirectoryReader.open(directory)) {
            return Map.copyOf(reader.getIndexCommit().getUserData());
        }
    }

    private static Kept kept(Map<String, String> data, Optional<String> embedder) {
        if (!VERSION.equals(data.get(VERSION_KEY))) {
            throw new IllegalStateException("index of version " + data.get(VERSION_KEY));
        }
        var cursors = new HashMap<ConversationId, Cursor>();
        data.forEach((key, value) -> {
            if (!key.equals(VERSION_KEY) && !key.equals(EMBEDDER_KEY)) {
                cursors.put(new ConversationId(UUID.fromString(key)), Cursor.parse(value));
            }
        });
        return new Kept(cursors, embedder);
    }

    private void openWriter(Directory directory, Kept found) throws IOException {
        var config = new IndexWriterConfig(words);
        config.setSimilarity(new FixedWeights());
        config.setCodec(new SmallVectors());
        config.setRAMBufferSizeMB(16);
        // Every step of the projection makes a small segment, and every search pays for each of them.
        var merging = new TieredMergePolicy();
        merging.setSegmentsPerTier(SEGMENTS_PER_TIER);
        merging.setFloorSegmentMB(FLOOR_MB);
        config.setMergePolicy(merging);
        var writer = new IndexWriter(directory, config);
        var searchers = new SearcherManager(writer, new SearcherFactory() {
            @Override
            public IndexSearcher newSearcher(
                    org.apache.lucene.index.IndexReader reader,
                    org.apache.lucene.index.@Nullable IndexReader previous) {
                var searcher = new IndexSearcher(reader);
                searcher.setSimilarity(new FixedWeights());
                // A cached filter would have to be keyed by the viewer; without a cache there is nothing to get wrong.
                searcher.setQueryCache(null);
                return searcher;
            }
        });
        open = new Open(directory, writer, searchers, found);
    }

    private void rebuild(Kept found) {
        try {
            Generations.delete(dir);
            Files.createDirectories(dir);
            openWriter(openDirectory(), found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there is something to search. */
    boolean isOpen() {
        return open != null;
    }

    void put(UUID message, Document document) throws IOException {
        writing().updateDocument(new Term(Fields.ID, message.toString()), document);
    }

    void delete(UUID message) throws IOException {
        writing().deleteDocuments(new Term(Fields.ID, message.toString()));
    }

    /** Shows what was written to searches. Every call that has something to show writes a segment. */
    void refresh() throws IOException {
        opened().searchers().maybeRefreshBlocking();
    }

    /** Drops the bytes of deleted documents. */
    void purge(Kept kept) throws IOException {
        writing().forceMergeDeletes();
        commit(kept);
        writing().deleteUnusedFiles();
    }

    void commit(Kept kept) throws IOException {
        var data = new HashMap<String, String>();
        data.put(VERSION_KEY, VERSION);
        data.put(EMBEDDER_KEY, kept.embedder().orElse(""));
        kept.cursors()
                .forEach((conversation, cursor) -> data.put(conversation.value().toString(), cursor.text()));
        IndexWriter writer = writing();
        writer.setLiveCommitData(data.entrySet());
        writer.commit();
    }

    synchronized void stop() throws IOException {
        Open was = open;
        if (was == null) {
            return;
        }
        open = null;
        was.searchers().close();
        was.writer().close();
        was.directory().close();
    }

    /** Runs a search on the newest view. */
    <T> T search(Look<T> look) {
        SearcherManager searchers = opened().searchers();
        try {
            IndexSearcher searcher = searchers.acquire();
            try {
                return look.run(searcher);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private IndexWriter writing() {
        return opened().writer();
    }

    private Open opened() {
        Open now = open;
        if (now == null) {
            throw new IllegalStateException("the index is not open");
        }
        return now;
    }
}

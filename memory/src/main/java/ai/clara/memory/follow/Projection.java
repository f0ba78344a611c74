package ai.clara.memory.follow;

import ai.clara.memory.answer.Lexicon;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.operation.Service;
import ai.clara.spi.store.StoreException;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the transcript into the index: one cursor per conversation, kept inside the index's own commit, so that index and cursor
 * cannot disagree. Every step may be repeated.
 */
@Singleton
public final class Projection implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);
    private static final int ORDER = 30;
    private static final int BATCH = 64;
    private static final long POLL_MILLIS = 2000;
    private static final long COMMIT_MILLIS = 3000;

    private final Transcript transcript;
    private final MessageIndex index;
    private final VectorShelf shelf;
    private final EmbeddingModel embedder;
    private final Documents documents;
    private final PassageVectors passages;
    private final Progress progress = new Progress();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Object oneAtATime = new Object();
    private boolean uncommitted;
    private boolean vectorsMissing = true;
    private boolean listening;
    private volatile String lastError = "";
    private volatile @Nullable ScheduledExecutorService worker;

    Projection(Transcript transcript, MessageIndex index, VectorShelf shelf, EmbeddingModel embedder, Lexicon lexicon) {
        this.transcript = transcript;
        this.index = index;
        this.shelf = shelf;
        this.embedder = embedder;
        this.documents = new Documents(lexicon);
        this.passages = new PassageVectors(shelf, embedder);
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public synchronized void start() {
        if (worker != null) {
            return;
        }
        index.start();
        var threads = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("projection").daemon().factory());
        worker = threads;
        threads.scheduleWithFixedDelay(this::step, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
        threads.scheduleWithFixedDelay(this::commit, COMMIT_MILLIS, COMMIT_MILLIS, TimeUnit.MILLISECONDS);
        if (!listening) {
            listening = true;
            transcript.onCommit(this::wake);
        }
    }

    @Override
    public synchronized void stop() {
        ScheduledExecutorService threads = worker;
        if (threads == null) {
            return;
        }
        worker = null;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (oneAtATime) {
            commit();
            try {
                index.stop();
            } catch (IOException e) {
                LOG.warn("The index was not closed cleanly; it is checked at the next start", e);
            }
        }
    }

    private void wake() {
        ScheduledExecutorService threads = worker;
        if (threads != null && woken.compareAndSet(false, true)) {
            try {
                threads.execute(this::step);
            } catch (RejectedExecutionException e) {
                LOG.debug("Stopping; the next start goes on here");
            }
        }
    }

    private void step() {
        woken.set(false);
        try {
            catchUp();
        } catch (IOException | UncheckedIOException | StoreException | IllegalStateException e) {
            failed(e);
        }
    }

    private void failed(Throwable e) {
        lastError = e.toString();
        LOG.warn("Projection will try again: {}", e.toString());
    }

    /** Projects all there is now. */
    void catchUp() throws IOException {
        synchronized (oneAtATime) {
            for (Transcript.Head head : transcript.heads()) {
                Cursor cursor = index.cursor(head.conversation());
                if (cursor.changes() != head.changes() || cursor.seq() < head.lastSeq()) {
                    follow(head, cursor);
                }
            }
            if (vectorsMissing && embedder.ready()) {
                addVectors();
            }
        }
        lastError = "";
        progress.moved();
    }

    private void follow(Transcript.Head head, Cursor from) throws IOException {
        // More writes than new messages: something older was erased or edited. Only then is the past read again.
        boolean pastChanged = from.seq() > 0 && head.changes() - from.changes() != head.lastSeq() - from.seq();
        if (pastChanged) {
            revise(head.conversation(), from.seq());
        }
        long seq = from.seq();
        List<TranscriptEntry> batch;
        do {
            batch = project(head.conversation(), seq, BATCH);
            seq = batch.isEmpty() ? seq : batch.getLast().seq();
            // The count of changes belongs to the head read before; later changes are found by the next look.
            index.advance(head.conversation(), new Cursor(seq, head.changes()));
            uncommitted = true;
            progress.moved();
        } while (batch.size() >= BATCH && seq < head.lastSeq());
    }

    /** Projects the entries after a place; returns them. */
    private List<TranscriptEntry> project(ConversationId conversation, long after, int limit) throws IOException {
        long from = Math.max(0, after - 1);
        List<TranscriptEntry> read = transcript.after(conversation, from, limit + 1);
        Map<MessageRef, float[]> vectors =
                passages.of(read.stream().filter(e -> e.seq() > after).toList());
        TranscriptEntry before = null;
        var done = new ArrayList<TranscriptEntry>();
        for (TranscriptEntry entry : read) {
            if (entry.seq() > after) {
                write(entry, before, Optional.ofNullable(vectors.get(entry.ref())));
                done.add(entry);
            }
            before = entry;
        }
        return done;
    }

    private void write(TranscriptEntry entry, @Nullable TranscriptEntry before, Optional<float[]> vector)
            throws IOException {
        UUID id = entry.ref().value();
        if (entry.erased()) {
            index.delete(id);
        } else if (entry.author().isPresent() && !entry.text().isBlank()) {
            if (vector.isEmpty()) {
                vectorsMissing = true;
            }
            index.put(id, documents.of(entry, before, embedder.id(), vector));
        }
    }

    private void revise(ConversationId conversation, long upTo) throws IOException {
        long seq = 0;
        boolean any = false;
        while (seq < upTo) {
            List<TranscriptEntry> batch = transcript.after(conversation, seq, BATCH);
            if (batch.isEmpty()) {
                break;
            }
            for (TranscriptEntry entry : batch) {
                if (entry.erased()) {
                    any = true;
                    index.delete(entry.ref().value());
                    entry.author()
                            .ifPresent(author ->
                                    shelf.drop(VectorShelf.deriver(entry.audienceKey(), author), List.of(entry.ref())));
                    // The message behind it was indexed together with its words.
                    project(conversation, entry.seq(), 1);
                } else if (entry.edited()) {
                    any = true;
                    project(conversation, entry.seq() - 1, 2);
                }
            }
            seq = batch.getLast().seq();
        }
        if (any) {
            index.purge();
        }
    }

    private record Spot(ConversationId conversation, long seq) {}

    private void addVectors() throws IOException {
        List<Spot> spots = index.search(searcher -> {
            var query = new BooleanQuery.Builder()
                    .add(new MatchAllDocsQuery(), Occur.MUST)
                    .add(new TermQuery(new Term(Fields.EMBEDDED, embedder.id())), Occur.MUST_NOT)
                    .build();
            var found = new ArrayList<Spot>();
            StoredFields stored = searcher.storedFields();
            for (ScoreDoc hit : searcher.search(query, BATCH).scoreDocs) {
                var document = stored.document(hit.doc);
                found.add(new Spot(
                        new ConversationId(UUID.fromString(document.get(Fields.PLACE))),
                        Long.parseLong(document.get(Fields.SEQ))));
            }
            return found;
        });
        for (Spot spot : spots) {
            project(spot.conversation(), spot.seq() - 1, 1);
        }
        index.refresh();
        uncommitted |= !spots.isEmpty();
        vectorsMissing = spots.size() >= BATCH;
        if (vectorsMissing) {
            wake();
        }
    }

    /** Takes erased messages out of the index at once; the look at the transcript would do so a little later. */
    public void forgotten(List<MessageRef> messages) {
        synchronized (oneAtATime) {
            if (!index.isOpen()) {
                return;
            }
            try {
                for (MessageRef message : messages) {
                    index.delete(message.value());
                }
                index.purge();
                index.refresh();
            } catch (IOException e) {
                failed(e);
            }
        }
        wake();
    }

    private void commit() {
        synchronized (oneAtATime) {
            if (uncommitted && index.isOpen()) {
                try {
                    index.commit();
                    uncommitted = false;
                } catch (IOException | IllegalStateException e) {
                    failed(e);
                }
            }
        }
    }

    /** Waits until a place is searchable, at most so long. Returns whether it is. */
    public boolean await(ConversationId conversation, long seq, long millis) {
        if (index.reached(conversation) >= seq) {
            return true;
        }
        if (worker == null) {
            return false;
        }
        wake();
        return progress.await(() -> index.reached(conversation) >= seq, millis);
    }

    /** Messages not yet projected. */
    public long lag() {
        return transcript.heads().stream()
                .mapToLong(head -> Math.max(0, head.lastSeq() - index.reached(head.conversation())))
                .sum();
    }

    /** The last failure, empty when the last look went well. */
    public String lastError() {
        return lastError;
    }

    /** Whether it follows. */
    public boolean running() {
        return worker != null;
    }
}

package ai.clara.memory.follow;

import ai.clara.memory.answer.Agreement;
import ai.clara.spi.fault.Fault;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;

/** The steps by which the index follows the transcript. Not for two threads at a time; every step may be repeated. */
@Singleton
final class Follower {
    private static final int BATCH = 64;
    /** What is read before it is embedded, written and shown together. */
    private static final int ROUND = 192;

    private final Transcript transcript;
    private final MessageIndex index;
    private final VectorShelf shelf;
    private final Changeover changeover;
    private final Agreement agreement;
    private final Documents documents;
    private final PassageVectors passages;
    private final Progress progress;
    private final Talks talks = new Talks();
    private boolean uncommitted;
    private boolean vectorsMissing = true;

    Follower(
            Transcript transcript,
            MessageIndex index,
            VectorShelf shelf,
            Changeover changeover,
            Agreement agreement,
            PassageVectors passages,
            Progress progress) {
        this.transcript = transcript;
        this.index = index;
        this.shelf = shelf;
        this.changeover = changeover;
        this.agreement = agreement;
        this.documents = new Documents(agreement);
        this.passages = passages;
        this.progress = progress;
    }

    /**
     * Entries of one conversation that come into the index together.
     *
     * @param before what was said before the first, for its neighbourhood only
     * @param reaches the cursor once they are there
     */
    private record Portion(
            ConversationId conversation, LastWords before, List<TranscriptEntry> entries, Cursor reaches) {}

    /** Projects all there is now. Gives whether there is more to do soon, though nothing new is committed. */
    boolean catchUp() throws IOException {
        changeover.askShelf();
        List<Transcript.Head> behind = transcript.heads().stream()
                .filter(head -> {
                    Cursor cursor = index.cursor(head.conversation());
                    return cursor.changes() != head.changes() || cursor.seq() < head.lastSeq();
                })
                .toList();
        for (Transcript.Head head : behind) {
            Cursor from = index.cursor(head.conversation());
            // More writes than new messages: something older was erased or edited. Only then is the past read again.
            if (from.seq() > 0 && head.changes() - from.changes() != head.lastSeq() - from.seq()) {
                revise(head.conversation(), from.seq());
            }
        }
        while (!behind.isEmpty()) {
            behind = round(behind);
        }
        boolean more = vectorsMissing && changeover.answering().ready() && addVectors();
        progress.settled(true);
        return more;
    }

    /** One portion of as many conversations as fit; gives those that are still behind. */
    private List<Transcript.Head> round(List<Transcript.Head> behind) throws IOException {
        var portions = new ArrayList<Portion>();
        var later = new ArrayList<Transcript.Head>();
        int read = 0;
        for (Transcript.Head head : behind) {
            if (read >= ROUND) {
                later.add(head);
                continue;
            }
            Portion portion = portion(head);
            portions.add(portion);
            read += portion.entries().size();
            if (portion.entries().size() >= BATCH && portion.reaches().seq() < head.lastSeq()) {
                later.add(head);
            }
        }
        if (!later.isEmpty()) {
            progress.settled(false);
        }
        write(portions);
        Fault.point("memory.written");
        index.refresh();
        uncommitted = true;
        portions.forEach(portion -> index.advance(portion.conversation(), portion.reaches()));
        Fault.point("memory.shown");
        progress.moved();
        return later;
    }

    /** Ends at the head: what came after it belongs to the next look, so that the count of changes stays comparable. */
    private Portion portion(Transcript.Head head) {
        long after = index.cursor(head.conversation()).seq();
        Portion read = talks.at(head.conversation(), after)
                .map(before -> new Portion(
                        head.conversation(), before, transcript.after(head.conversation(), after, BATCH), Cursor.START))
                .orElseGet(() -> read(head.conversation(), after, BATCH));
        List<TranscriptEntry> entries = read.entries().stream()
                .filter(entry -> entry.seq() <= head.lastSeq())
                .toList();
        long seq = entries.isEmpty() ? after : entries.getLast().seq();
        talks.keep(head.conversation(), read.before());
        return new Portion(head.conversation(), read.before(), entries, new Cursor(seq, head.changes()));
    }

    private Portion read(ConversationId conversation, long after, int limit) {
        List<TranscriptEntry> read =
                transcript.after(conversation, Math.max(0, after - LastWords.PLACES_MAX), limit + LastWords.PLACES_MAX);
        var before = new LastWords(after);
        read.stream().filter(entry -> entry.seq() <= after).forEach(before::add);
        List<TranscriptEntry> entries =
                read.stream().filter(entry -> entry.seq() > after).limit(limit).toList();
        return new Portion(conversation, before, entries, Cursor.START);
    }

    private void write(List<Portion> portions) throws IOException {
        VectorSet vectors = passages.forIndex(
                portions.stream().flatMap(portion -> portion.entries().stream()).toList());
        for (Portion portion : portions) {
            for (TranscriptEntry entry : portion.entries()) {
                write(entry, portion.before(), vectors);
                portion.before().add(entry);
            }
        }
    }

    private void write(TranscriptEntry entry, LastWords before, VectorSet vectors) throws IOException {
        UUID id = entry.ref().value();
        if (entry.erased()) {
            index.delete(id);
        } else if (entry.author().isPresent() && !entry.text().isBlank()) {
            boolean answered =
                    vectors.of(changeover.answering().id(), entry.ref()).isPresent();
            if (!answered && !agreement.tellsNothing(entry.text())) {
                vectorsMissing = true;
            }
            index.put(id, documents.of(entry, before, vectors));
        }
    }

    /** Goes through a conversation again and writes anew what was erased or edited and what may be found by its words. */
    private void revise(ConversationId conversation, long upTo) throws IOException {
        var before = new LastWords(0);
        long seq = 0;
        long near = 0;
        while (seq < upTo) {
            List<TranscriptEntry> batch = transcript.after(conversation, seq, BATCH);
            if (batch.isEmpty()) {
                break;
            }
            var touched = new ArrayList<TranscriptEntry>();
            for (TranscriptEntry entry : batch) {
                if ((entry.erased() || entry.edited()) && entry.author().isPresent()) {
                    near = entry.seq() + LastWords.PLACES_MAX;
                    dropVector(entry);
                }
                if (entry.seq() <= near) {
                    touched.add(entry);
                }
            }
            rewrite(batch, touched, before);
            seq = batch.getLast().seq();
        }
        if (near > 0) {
            agreement.forget();
            talks.forget();
            index.purge();
        }
    }

    private void dropVector(TranscriptEntry entry) {
        if (entry.erased()) {
            shelf.drop(VectorShelf.deriver(entry.audienceKey(), entry.author().orElseThrow()), List.of(entry.ref()));
        }
    }

    private void rewrite(List<TranscriptEntry> batch, List<TranscriptEntry> touched, LastWords before)
            throws IOException {
        VectorSet vectors = passages.forIndex(touched);
        int next = 0;
        for (TranscriptEntry entry : batch) {
            if (next < touched.size() && touched.get(next).equals(entry)) {
                write(entry, before, vectors);
                next++;
            }
            before.add(entry);
        }
    }

    /** Where the message behind a document stands. */
    record Spot(ConversationId conversation, long seq) {}

    private boolean addVectors() throws IOException {
        List<Spot> spots = lacking(changeover.answering().id());
        vectorsMissing = false;
        if (!spots.isEmpty()) {
            rewrite(spots);
        }
        // When the embedder failed, the next look is early enough.
        boolean more = !vectorsMissing && spots.size() >= BATCH;
        vectorsMissing |= more;
        return more;
    }

    /** Some of those that lack a vector of this embedder. Like the next two, for any thread. */
    List<Spot> lacking(String embedder) {
        return index.search(searcher -> spots(searcher, Tags.without(embedder)));
    }

    /** Some of those that still hold vectors of embedders that do not answer any more. */
    List<Spot> leftBehind() {
        return index.search(searcher ->
                spots(searcher, Tags.beside(searcher, changeover.answering().id())));
    }

    /** The messages there, as they are now. */
    List<TranscriptEntry> entries(List<Spot> spots) {
        return spots.stream()
                .flatMap(spot -> transcript.after(spot.conversation(), spot.seq() - 1, 1).stream())
                .toList();
    }

    private static List<Spot> spots(IndexSearcher searcher, Query query) throws IOException {
        var found = new ArrayList<Spot>();
        StoredFields stored = searcher.storedFields();
        for (ScoreDoc hit : searcher.search(query, BATCH).scoreDocs) {
            var document = stored.document(hit.doc);
            found.add(new Spot(
                    new ConversationId(UUID.fromString(document.get(Fields.PLACE))),
                    Long.parseLong(document.get(Fields.SEQ))));
        }
        return found;
    }

    /** Writes these anew, with the vectors that the index is to hold now. */
    void rewrite(List<Spot> spots) throws IOException {
        write(spots.stream()
                .map(spot -> read(spot.conversation(), spot.seq() - 1, 1))
                .toList());
        index.refresh();
        uncommitted = true;
    }

    /** Takes erased messages out of the index; what is found by their words is written anew with the next look. */
    void forget(List<MessageRef> messages) throws IOException {
        agreement.forget();
        talks.forget();
        for (MessageRef message : messages) {
            index.delete(message.value());
        }
        index.purge();
        index.refresh();
    }

    void commit() throws IOException {
        if (uncommitted) {
            index.commit();
            Fault.point("memory.committed");
            uncommitted = false;
        }
    }
}

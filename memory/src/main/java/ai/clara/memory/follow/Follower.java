package ai.clara.memory.follow;

import ai.clara.memory.answer.Agreement;
import ai.clara.memory.store.Cursor;
import ai.clara.memory.store.Marks;
import ai.clara.memory.store.Passage;
import ai.clara.memory.store.Spot;
import ai.clara.memory.store.VectorStore;
import ai.clara.spi.fault.Fault;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps by which the store follows the transcript. Not for two threads at a time; every step may be repeated. */
@Singleton
final class Follower {
    private static final int BATCH = 64;
    /** What is read before it is embedded, written and shown together. */
    private static final int ROUND = 192;

    private final Transcript transcript;
    private final VectorStore store;
    private final Standing standing;
    private final VectorShelf shelf;
    private final Changeover changeover;
    private final Agreement agreement;
    private final PassageVectors passages;
    private final Progress progress;
    private final Talks talks = new Talks();
    private boolean uncommitted;
    private boolean vectorsMissing = true;

    Follower(
            Transcript transcript,
            VectorStore store,
            Standing standing,
            VectorShelf shelf,
            Changeover changeover,
            Agreement agreement,
            PassageVectors passages,
            Progress progress) {
        this.transcript = transcript;
        this.store = store;
        this.standing = standing;
        this.shelf = shelf;
        this.changeover = changeover;
        this.agreement = agreement;
        this.passages = passages;
        this.progress = progress;
    }

    /**
     * Entries of one conversation that come into the store together.
     *
     * @param before what was said before the first, for its neighbourhood only
     * @param reaches the cursor once they are there
     */
    private record Portion(
            ConversationId conversation, LastWords before, List<TranscriptEntry> entries, Cursor reaches) {}

    /** Projects all there is now. Gives whether there is more to do soon, though nothing new is committed. */
    boolean catchUp() {
        return catchUp(() -> {});
    }

    /** The same, for whoever shows how far it is. */
    boolean catchUp(Runnable afterRound) {
        changeover.askShelf();
        List<Transcript.Head> behind = behind();
        boolean worked = !behind.isEmpty();
        while (!behind.isEmpty()) {
            behind = round(behind);
            afterRound.run();
        }
        boolean more = vectorsMissing && changeover.answering().ready() && addVectors();
        progress.settled(true);
        if (worked && !more) {
            store.settled();
        }
        return more;
    }

    /** The conversations that are not as the store has them; what changed in what it has is written anew here. */
    private List<Transcript.Head> behind() {
        List<Transcript.Head> behind = transcript.heads().stream()
                .filter(head -> {
                    Cursor cursor = standing.cursor(head.conversation());
                    return cursor.changes() != head.changes() || cursor.seq() < head.lastSeq();
                })
                .toList();
        for (Transcript.Head head : behind) {
            Cursor from = standing.cursor(head.conversation());
            // More writes than new messages: something older was erased or edited. Only then is the past read again.
            if (from.seq() > 0 && head.changes() - from.changes() != head.lastSeq() - from.seq()) {
                revise(head.conversation(), from.seq());
            }
        }
        return behind;
    }

    /** One portion of as many conversations as fit; gives those that are still behind. */
    private List<Transcript.Head> round(List<Transcript.Head> behind) {
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
        var reached = new HashMap<ConversationId, Cursor>();
        portions.forEach(portion -> reached.put(portion.conversation(), portion.reaches()));
        write(portions, reached);
        reached.forEach(standing::advance);
        Fault.point("memory.shown");
        progress.moved();
        return later;
    }

    /** Ends at the head: what came after it belongs to the next look, so that the count of changes stays comparable. */
    private Portion portion(Transcript.Head head) {
        long after = standing.cursor(head.conversation()).seq();
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

    /** What a step changes in the store. */
    private final class Change {
        private final List<Passage> passages = new ArrayList<>();
        private final List<MessageRef> gone = new ArrayList<>();

        void add(TranscriptEntry entry, LastWords before, VectorSet vectors) {
            if (entry.erased()) {
                gone.add(entry.ref());
            } else if (entry.author().isPresent() && !entry.text().isBlank()) {
                boolean tells = !agreement.tellsNothing(entry.text());
                boolean answered =
                        vectors.of(changeover.answering().id(), entry.ref()).isPresent();
                vectorsMissing |= tells && !answered;
                passages.add(passage(entry, before, vectors, tells));
            }
        }

        void write(Map<ConversationId, Cursor> reached) {
            if (!passages.isEmpty() || !gone.isEmpty() || !reached.isEmpty()) {
                store.write(passages, gone, reached);
                uncommitted = true;
            }
        }
    }

    private static Passage passage(TranscriptEntry entry, LastWords before, VectorSet vectors, boolean tells) {
        var done = new HashMap<String, Optional<float[]>>();
        for (String embedder : vectors.embedders()) {
            Optional<float[]> vector = vectors.of(embedder, entry.ref());
            if (vector.isPresent() || !tells) {
                done.put(embedder, vector);
            }
        }
        return new Passage(
                entry.conversation(),
                entry.audienceKey(),
                entry.project(),
                entry.sensitivity(),
                entry.speaker(),
                Marks.of(entry, before.people(entry)),
                entry.text(),
                before.before(entry),
                done);
    }

    private void write(List<Portion> portions, Map<ConversationId, Cursor> reached) {
        VectorSet vectors = passages.forIndex(
                portions.stream().flatMap(portion -> portion.entries().stream()).toList());
        var change = new Change();
        for (Portion portion : portions) {
            for (TranscriptEntry entry : portion.entries()) {
                change.add(entry, portion.before(), vectors);
                portion.before().add(entry);
            }
        }
        change.write(reached);
    }

    /** Goes through a conversation again and writes anew what was erased or edited and what may be found by its words. */
    private void revise(ConversationId conversation, long upTo) {
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
            store.purge(standing.kept());
        }
    }

    private void dropVector(TranscriptEntry entry) {
        if (entry.erased()) {
            shelf.drop(VectorShelf.deriver(entry.audienceKey(), entry.author().orElseThrow()), List.of(entry.ref()));
        }
    }

    private void rewrite(List<TranscriptEntry> batch, List<TranscriptEntry> touched, LastWords before) {
        VectorSet vectors = passages.forIndex(touched);
        var change = new Change();
        int next = 0;
        for (TranscriptEntry entry : batch) {
            if (next < touched.size() && touched.get(next).equals(entry)) {
                change.add(entry, before, vectors);
                next++;
            }
            before.add(entry);
        }
        change.write(Map.of());
    }

    private boolean addVectors() {
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
        return store.lacking(embedder, BATCH);
    }

    /** Some of those that still hold vectors of embedders that do not answer any more. */
    List<Spot> leftBehind() {
        return store.beside(changeover.answering().id(), BATCH);
    }

    /** The messages there, as they are now. */
    List<TranscriptEntry> entries(List<Spot> spots) {
        return spots.stream()
                .flatMap(spot -> transcript.after(spot.conversation(), spot.seq() - 1, 1).stream())
                .toList();
    }

    /** Writes these anew, with the vectors that the store is to hold now. */
    void rewrite(List<Spot> spots) {
        write(
                spots.stream()
                        .map(spot -> read(spot.conversation(), spot.seq() - 1, 1))
                        .toList(),
                Map.of());
    }

    /** Takes erased messages out of the store; what is found by their words is written anew with the next look. */
    void forget(List<MessageRef> messages) {
        agreement.forget();
        talks.forget();
        store.write(List.of(), messages, Map.of());
        store.purge(standing.kept());
    }

    void commit() {
        if (uncommitted) {
            store.commit(standing.kept());
            Fault.point("memory.committed");
            uncommitted = false;
        }
    }
}

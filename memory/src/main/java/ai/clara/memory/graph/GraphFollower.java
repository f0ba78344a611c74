package ai.clara.memory.graph;

import ai.clara.memory.graph.GraphStore.Cursor;
import ai.clara.memory.graph.GraphStore.Portion;
import ai.clara.memory.reading.Place;
import ai.clara.memory.reading.Readings;
import ai.clara.spi.fault.Fault;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The steps by which the graph follows the transcript. Not for two threads at a time; every step may be repeated. */
@Singleton
final class GraphFollower {
    private static final int BATCH = 64;
    /** So many batches before others get their turn. */
    private static final int ROUND = 8;

    private final Transcript transcript;
    private final GraphStore store;
    private final Gists gists;
    private final Readings readings;
    private @Nullable Map<ConversationId, Cursor> known;

    GraphFollower(Transcript transcript, GraphStore store, Gists gists, Readings readings) {
        this.transcript = transcript;
        this.store = store;
        this.gists = gists;
        this.readings = readings;
    }

    /** Reads what there is now, so much at a time. Gives whether there is more. */
    boolean catchUp() {
        int portions = 0;
        List<Transcript.Head> heads = transcript.heads();
        for (Transcript.Head head : heads) {
            beginAgainBehind(head);
            Cursor from = cursor(head.conversation());
            // More writes than new messages: something older was erased or edited. Only then is the past read again.
            if (head.changes() - from.changes() != head.lastSeq() - from.seq() && from.seq() > 0) {
                revise(head, from.seq());
            }
            while (cursor(head.conversation()).seq() < head.lastSeq()) {
                if (portions++ == ROUND) {
                    return true;
                }
                read(head);
            }
        }
        return takeWhatWasRead(heads);
    }

    /** Keeps messages again that a model has read since. Gives whether there are more. */
    private boolean takeWhatWasRead(List<Transcript.Head> heads) {
        List<Place> lacking = readings.lackedBy(store.where(), BATCH);
        for (Transcript.Head head : heads) {
            List<TranscriptEntry> entries = lacking.stream()
                    .filter(place -> place.conversation().equals(head.conversation()))
                    .flatMap(place -> place.entry(transcript).stream())
                    .toList();
            if (!entries.isEmpty()) {
                again(head, entries);
            }
        }
        if (!lacking.isEmpty()) {
            readings.heldBy(store.where(), lacking.stream().map(Place::message).toList());
        }
        return lacking.size() == BATCH;
    }

    /** A cursor beyond the transcript's end is of a state that the transcript was taken back from. */
    private void beginAgainBehind(Transcript.Head head) {
        if (cursor(head.conversation()).seq() > head.lastSeq()) {
            store.retain(head.conversation(), head.lastSeq(), Long.MAX_VALUE, List.of());
            note(head.conversation(), Cursor.START);
        }
    }

    private void read(Transcript.Head head) {
        long after = cursor(head.conversation()).seq();
        List<TranscriptEntry> entries = transcript.after(head.conversation(), after, BATCH).stream()
                .filter(entry -> entry.seq() <= head.lastSeq())
                .toList();
        long reached = entries.isEmpty() ? head.lastSeq() : entries.getLast().seq();
        keep(head, entries, _ -> true, reached);
    }

    /** How many messages are not read yet. */
    long lag() {
        Map<ConversationId, Cursor> cursors = store.cursors();
        return transcript.heads().stream()
                .mapToLong(head -> Math.max(
                        0,
                        head.lastSeq()
                                - cursors.getOrDefault(head.conversation(), Cursor.START)
                                        .seq()))
                .sum();
    }

    /**
     * Whether the store has read conversations that the transcript does not know: it is another Clara's, or of a later state of this
     * one.
     */
    boolean foreign() {
        Set<ConversationId> known = new HashSet<>();
        transcript.heads().forEach(head -> known.add(head.conversation()));
        return !known.containsAll(store.cursors().keySet());
    }

    /** Keeps these messages of one stretch again; the cursor stays. */
    void again(Transcript.Head head, List<TranscriptEntry> entries) {
        keep(head, entries, _ -> true, -1);
    }

    /** The place up to which a conversation was read. */
    long reached(ConversationId conversation) {
        return cursor(conversation).seq();
    }

    /** Begins anew with what the store holds, because what is known of it may be wrong. */
    void forgetCursors() {
        known = null;
    }

    private Cursor cursor(ConversationId conversation) {
        Map<ConversationId, Cursor> cursors = known;
        if (cursors == null) {
            cursors = new HashMap<>(store.cursors());
            known = cursors;
        }
        return cursors.getOrDefault(conversation, Cursor.START);
    }

    /** Reads edited messages again; what they told before went with their words. */
    private void revise(Transcript.Head head, long upTo) {
        long seq = 0;
        while (seq < upTo) {
            List<TranscriptEntry> batch = transcript.after(head.conversation(), seq, BATCH);
            if (batch.isEmpty()) {
                break;
            }
            keep(head, batch, entry -> (entry.edited() || entry.erased()) && entry.seq() <= upTo, -1);
            seq = batch.getLast().seq();
        }
        reach(head, List.of(), upTo);
    }

    /** @param reached where the cursor is then; -1 to leave it */
    private void keep(
            Transcript.Head head, List<TranscriptEntry> entries, Predicate<TranscriptEntry> which, long reached) {
        var portion = new ArrayList<TranscriptEntry>();
        for (TranscriptEntry entry : entries) {
            if (!which.test(entry)) {
                continue;
            }
            if (!portion.isEmpty() && !portion.getLast().audienceKey().equals(entry.audienceKey())) {
                reach(head, portion, reached < 0 ? reached : portion.getLast().seq());
                portion.clear();
            }
            portion.add(entry);
        }
        if (!portion.isEmpty() || reached >= 0) {
            reach(head, portion, reached);
        }
    }

    private void reach(Transcript.Head head, List<TranscriptEntry> entries, long seq) {
        Cursor cursor = seq < 0
                ? cursor(head.conversation())
                // What comes after it is one write each.
                : new Cursor(seq, head.changes() - (head.lastSeq() - seq));
        // Before the cursor, which comes by here once.
        readings.note(entries);
        store.keep(new Portion(head.conversation(), gists.of(entries), cursor));
        Fault.point("graph.kept");
        note(head.conversation(), cursor);
    }

    private void note(ConversationId conversation, Cursor cursor) {
        Map<ConversationId, Cursor> cursors = known;
        if (cursors != null) {
            cursors.put(conversation, cursor);
        }
    }
}

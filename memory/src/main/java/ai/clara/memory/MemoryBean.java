package ai.clara.memory;

import ai.clara.memory.follow.Changeover;
import ai.clara.memory.follow.Projection;
import ai.clara.memory.follow.VectorShelf;
import ai.clara.memory.graph.GraphProjection;
import ai.clara.memory.recall.Asked;
import ai.clara.memory.recall.Looking;
import ai.clara.memory.recall.Recall;
import ai.clara.memory.recall.SecondWall;
import ai.clara.memory.store.VectorStore;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Memory;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Memory for the rest of the house. */
@Singleton
final class MemoryBean implements Memory {
    private static final int EVERYTHING = 100_000;
    private final Transcript transcript;
    private final Recall recall;
    private final Projection projection;
    private final VectorStore store;
    private final VectorShelf shelf;
    private final SecondWall wall;
    private final Looking looking;
    private final Changeover changeover;
    private final GraphProjection graph;

    MemoryBean(
            Transcript transcript,
            Recall recall,
            Projection projection,
            VectorStore store,
            VectorShelf shelf,
            SecondWall wall,
            Looking looking,
            Changeover changeover,
            GraphProjection graph) {
        this.transcript = transcript;
        this.recall = recall;
        this.projection = projection;
        this.store = store;
        this.shelf = shelf;
        this.wall = wall;
        this.looking = looking;
        this.changeover = changeover;
        this.graph = graph;
    }

    @Override
    public Recollection recall(Viewer viewer, String text, ZonedDateTime asked, int limit, Instant deadline) {
        var question = new Asked(viewer, Optional.empty(), text, Optional.empty(), asked.toInstant(), asked.getZone());
        return recall.recall(question, limit, deadline);
    }

    @Override
    public List<Evidence> list(Viewer viewer, int limit) {
        return transcript.newest(viewer, limit).stream()
                .filter(entry -> !entry.erased() && entry.author().isPresent())
                .map(entry -> evidence(viewer, entry))
                .toList();
    }

    private static Evidence evidence(Viewer viewer, TranscriptEntry entry) {
        boolean bySelf = entry.author().filter(viewer.actor()::equals).isPresent();
        return new Evidence(entry.ref(), entry.speaker(), bySelf, entry.place(), entry.at(), entry.text(), 0, false);
    }

    @Override
    public boolean forget(Viewer viewer, MessageRef message) {
        List<MessageRef> erased = transcript.erase(viewer, message);
        if (erased.isEmpty()) {
            return false;
        }
        // The projection drops the index entries when it sees the erasure; vectors need not wait for it.
        shelf.drop(viewer, erased);
        projection.forgotten(erased);
        return true;
    }

    @Override
    public int clear(Viewer viewer, IntConsumer progress) {
        int done = 0;
        var gone = new ArrayList<MessageRef>();
        try {
            // Again for what was said meanwhile; a round that erases nothing is the last one.
            for (int before = -1; before < done; ) {
                before = done;
                for (TranscriptEntry entry : own(viewer)) {
                    List<MessageRef> erased = transcript.erase(viewer, entry.ref());
                    shelf.drop(viewer, erased);
                    gone.addAll(erased);
                    if (!erased.isEmpty()) {
                        progress.accept(++done);
                    }
                }
            }
        } finally {
            projection.forgotten(gone);
        }
        return done;
    }

    private List<TranscriptEntry> own(Viewer viewer) {
        return transcript.newest(viewer, EVERYTHING).stream()
                .filter(entry -> !entry.erased()
                        && entry.author().filter(viewer.actor()::equals).isPresent())
                .toList();
    }

    @Override
    public String status() {
        return "%s; not yet indexed: %d; embedder: %s; stopped by the second wall: %d%s%s"
                .formatted(
                        store.where() + (store.isOpen() ? " open" : " closed"),
                        projection.lag(),
                        changeover.status(),
                        wall.stopped() + store.stopped(),
                        (looking.without() == 0 ? "" : "; searches without it: " + looking.without())
                                + (projection.lastError().isEmpty() ? "" : "; last error: " + projection.lastError()),
                        graph.status());
    }
}

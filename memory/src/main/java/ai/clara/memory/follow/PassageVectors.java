package ai.clara.memory.follow;

import ai.clara.memory.answer.Agreement;
import ai.clara.spi.fault.Fault;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.model.EmbeddingModel.Purpose;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The vectors of messages that tell something: taken from the shelf, and made and put there when they are missing. */
@Singleton
public final class PassageVectors {
    private static final Logger LOG = LoggerFactory.getLogger(PassageVectors.class);
    private static final int TOGETHER_MAX = 64;
    private static final int EMBEDDED_CHARS_MAX = 1_500;

    private final VectorShelf shelf;
    private final Changeover changeover;
    private final Agreement agreement;

    PassageVectors(VectorShelf shelf, Changeover changeover, Agreement agreement) {
        this.shelf = shelf;
        this.changeover = changeover;
        this.agreement = agreement;
    }

    private record Group(Viewer viewer, List<TranscriptEntry> missing) {}

    /** Those that stand on the shelf, and who is to make the others. */
    private record Shelved(EmbeddingModel embedder, Map<MessageRef, float[]> vectors, List<Group> groups) {
        List<TranscriptEntry> missing() {
            return groups.stream().flatMap(group -> group.missing().stream()).toList();
        }
    }

    /** What the index is to hold: vectors of the embedder that answers, and of the one that will, those that it has made already. */
    VectorSet forIndex(List<TranscriptEntry> entries) {
        var each = new LinkedHashMap<String, Map<MessageRef, float[]>>();
        EmbeddingModel answering = changeover.answering();
        each.put(answering.id(), of(answering, entries));
        changeover
                .incoming()
                .ifPresent(incoming ->
                        each.put(incoming.id(), shelved(incoming, entries).vectors()));
        return new VectorSet(each);
    }

    /**
     * Vectors of these entries by one embedder: kept ones, and new ones when it is ready. One look at the shelf and one keeping per
     * audience, one call of the embedder for all.
     */
    public Map<MessageRef, float[]> of(EmbeddingModel embedder, List<TranscriptEntry> entries) {
        Shelved shelved = shelved(embedder, entries);
        if (!shelved.missing().isEmpty() && embedder.ready()) {
            try {
                make(shelved);
            } catch (ModelException e) {
                LOG.warn("Messages wait for their vectors: {}", e.getMessage());
            }
        }
        return shelved.vectors();
    }

    /**
     * Sees to it that vectors of these entries are on the shelf. Waits for the embedder to load.
     *
     * @throws ModelException when it fails; what it made before is kept
     */
    void fill(EmbeddingModel embedder, List<TranscriptEntry> entries) {
        make(shelved(embedder, entries));
    }

    private Shelved shelved(EmbeddingModel embedder, List<TranscriptEntry> entries) {
        var vectors = new HashMap<MessageRef, float[]>();
        var groups = new ArrayList<Group>();
        byAudience(entries).forEach((audience, all) -> {
            Viewer viewer =
                    VectorShelf.deriver(audience, all.getFirst().author().orElseThrow());
            vectors.putAll(shelf.load(
                    viewer,
                    embedder.id(),
                    all.stream().map(TranscriptEntry::ref).toList()));
            groups.add(new Group(
                    viewer,
                    all.stream().filter(one -> !vectors.containsKey(one.ref())).toList()));
        });
        return new Shelved(embedder, vectors, groups);
    }

    private Map<String, List<TranscriptEntry>> byAudience(List<TranscriptEntry> entries) {
        var groups = new LinkedHashMap<String, List<TranscriptEntry>>();
        for (TranscriptEntry entry : entries) {
            if (!entry.erased()
                    && entry.author().isPresent()
                    && !entry.text().isBlank()
                    && !agreement.tellsNothing(entry.text())) {
                groups.computeIfAbsent(entry.audienceKey(), _ -> new ArrayList<>())
                        .add(entry);
            }
        }
        return groups;
    }

    /** Makes what is missing, and keeps it even when the embedder fails on the way. */
    private void make(Shelved shelved) {
        List<TranscriptEntry> missing = shelved.missing();
        try {
            for (int from = 0; from < missing.size(); from += TOGETHER_MAX) {
                List<TranscriptEntry> some = missing.subList(from, Math.min(missing.size(), from + TOGETHER_MAX));
                List<float[]> vectors = shelved.embedder()
                        .embed(some.stream().map(PassageVectors::passage).toList(), Purpose.PASSAGE);
                for (int i = 0; i < some.size(); i++) {
                    shelved.vectors().put(some.get(i).ref(), vectors.get(i));
                }
            }
        } finally {
            Fault.point("memory.embedded");
            shelved.groups().forEach(group -> keep(group, shelved));
            Fault.point("memory.shelved");
        }
    }

    private void keep(Group group, Shelved shelved) {
        var kept = new HashMap<TranscriptEntry, float[]>();
        for (TranscriptEntry entry : group.missing()) {
            float[] vector = shelved.vectors().get(entry.ref());
            if (vector != null) {
                kept.put(entry, vector);
            }
        }
        shelf.keep(group.viewer(), shelved.embedder().id(), kept);
    }

    /** What is embedded. */
    private static String passage(TranscriptEntry entry) {
        String text = entry.text();
        return entry.speaker() + ": "
                + (text.length() <= EMBEDDED_CHARS_MAX ? text : text.substring(0, EMBEDDED_CHARS_MAX));
    }
}

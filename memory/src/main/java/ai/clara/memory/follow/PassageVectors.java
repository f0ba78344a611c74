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

    private final VectorShelf shelf;
    private final EmbeddingModel embedder;
    private final Agreement agreement;

    PassageVectors(VectorShelf shelf, EmbeddingModel embedder, Agreement agreement) {
        this.shelf = shelf;
        this.embedder = embedder;
        this.agreement = agreement;
    }

    private record Group(Viewer viewer, List<TranscriptEntry> missing) {}

    /**
     * Vectors of these entries: kept ones, and new ones when the embedder is ready. One look at the shelf and one keeping per
     * audience, one call of the embedder for all.
     */
    public Map<MessageRef, float[]> of(List<TranscriptEntry> entries) {
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
        vectors.putAll(make(groups));
        return vectors;
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

    private Map<MessageRef, float[]> make(List<Group> groups) {
        List<TranscriptEntry> missing =
                groups.stream().flatMap(group -> group.missing().stream()).toList();
        var made = new HashMap<MessageRef, float[]>();
        if (missing.isEmpty() || !embedder.ready()) {
            return made;
        }
        try {
            for (int from = 0; from < missing.size(); from += TOGETHER_MAX) {
                List<TranscriptEntry> some = missing.subList(from, Math.min(missing.size(), from + TOGETHER_MAX));
                List<float[]> vectors =
                        embedder.embed(some.stream().map(Documents::passage).toList(), Purpose.PASSAGE);
                for (int i = 0; i < some.size(); i++) {
                    made.put(some.get(i).ref(), vectors.get(i));
                }
            }
        } catch (ModelException e) {
            LOG.warn("Messages wait for their vectors: {}", e.getMessage());
        }
        Fault.point("memory.embedded");
        groups.forEach(group -> keep(group, made));
        Fault.point("memory.shelved");
        return made;
    }

    private void keep(Group group, Map<MessageRef, float[]> made) {
        var kept = new HashMap<MessageRef, float[]>();
        for (TranscriptEntry entry : group.missing()) {
            float[] vector = made.get(entry.ref());
            if (vector != null) {
                kept.put(entry.ref(), vector);
            }
        }
        shelf.keep(group.viewer(), embedder.id(), kept);
    }
}

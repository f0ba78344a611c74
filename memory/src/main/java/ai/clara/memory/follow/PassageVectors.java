package ai.clara.memory.follow;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.model.EmbeddingModel.Purpose;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.transcript.TranscriptEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The vectors of messages: taken from the shelf, and made there when they are missing. */
final class PassageVectors {
    private static final Logger LOG = LoggerFactory.getLogger(PassageVectors.class);

    private final VectorShelf shelf;
    private final EmbeddingModel embedder;

    PassageVectors(VectorShelf shelf, EmbeddingModel embedder) {
        this.shelf = shelf;
        this.embedder = embedder;
    }

    /** Vectors of these entries: kept ones, and new ones when the embedder is ready. */
    Map<MessageRef, float[]> of(List<TranscriptEntry> entries) {
        var all = new HashMap<MessageRef, float[]>();
        var byAudience = new HashMap<String, List<TranscriptEntry>>();
        for (TranscriptEntry entry : entries) {
            if (!entry.erased() && entry.author().isPresent() && !entry.text().isBlank()) {
                byAudience
                        .computeIfAbsent(entry.audienceKey(), _ -> new ArrayList<>())
                        .add(entry);
            }
        }
        byAudience.forEach((audience, group) -> all.putAll(ofOne(audience, group)));
        return all;
    }

    private Map<MessageRef, float[]> ofOne(String audience, List<TranscriptEntry> group) {
        PersonId actor = group.getFirst().author().orElseThrow();
        var viewer = VectorShelf.deriver(audience, actor);
        String id = embedder.id();
        var vectors = new HashMap<>(
                shelf.load(viewer, id, group.stream().map(TranscriptEntry::ref).toList()));
        List<TranscriptEntry> missing =
                group.stream().filter(e -> !vectors.containsKey(e.ref())).toList();
        if (missing.isEmpty() || !embedder.ready()) {
            return vectors;
        }
        try {
            List<float[]> made =
                    embedder.embed(missing.stream().map(Documents::passage).toList(), Purpose.PASSAGE);
            var kept = new HashMap<MessageRef, float[]>();
            for (int i = 0; i < missing.size(); i++) {
                kept.put(missing.get(i).ref(), made.get(i));
            }
            shelf.keep(viewer, id, kept);
            vectors.putAll(kept);
        } catch (ModelException e) {
            LOG.warn("Messages wait for their vectors: {}", e.getMessage());
        }
        return vectors;
    }
}

package ai.clara.memory.follow;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the shelf says when no index can say who answered. It is looked at in samples, the oldest and the newest messages of the longest
 * conversations: row-level security lets nobody count over all.
 */
@Singleton
final class Stock {
    private static final int CONVERSATIONS_MAX = 32;
    private static final int EACH_END = 16;

    private final Transcript transcript;
    private final VectorShelf shelf;

    Stock(Transcript transcript, VectorShelf shelf) {
        this.transcript = transcript;
        this.shelf = shelf;
    }

    /** The embedder with vectors of most messages of which the chosen one has none. Empty when it has all. */
    Optional<String> former(String chosen) {
        var kept = new HashMap<String, Integer>();
        transcript.heads().stream()
                .sorted(Comparator.comparingLong(Transcript.Head::lastSeq).reversed())
                .limit(CONVERSATIONS_MAX)
                .forEach(head -> count(ends(head), chosen, kept));
        return kept.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    private List<TranscriptEntry> ends(Transcript.Head head) {
        var ends = new ArrayList<>(transcript.after(head.conversation(), 0, EACH_END));
        ends.addAll(transcript.after(head.conversation(), Math.max(EACH_END, head.lastSeq() - EACH_END), EACH_END));
        return ends;
    }

    private record Place(String audience, PersonId actor) {}

    private void count(List<TranscriptEntry> entries, String chosen, Map<String, Integer> kept) {
        var byPlace = new LinkedHashMap<Place, List<MessageRef>>();
        for (TranscriptEntry entry : entries) {
            entry.author()
                    .ifPresent(author -> byPlace.computeIfAbsent(
                                    new Place(entry.audienceKey(), author), _ -> new ArrayList<>())
                            .add(entry.ref()));
        }
        byPlace.forEach((place, messages) -> shelf.instead(
                        VectorShelf.deriver(place.audience(), place.actor()), chosen, messages)
                .forEach((embedder, count) -> kept.merge(embedder, count, Integer::sum)));
    }
}

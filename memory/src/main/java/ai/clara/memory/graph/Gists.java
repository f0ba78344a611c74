package ai.clara.memory.graph;

import ai.clara.memory.follow.VectorShelf;
import ai.clara.memory.reading.Claim;
import ai.clara.memory.reading.Readings;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What messages tell: by rules, and by what a model read in them before. */
@Singleton
final class Gists {
    private final Gleaning gleaning;
    private final Grounding grounding;
    private final Readings readings;

    Gists(Gleaning gleaning, Grounding grounding, Readings readings) {
        this.gleaning = gleaning;
        this.grounding = grounding;
        this.readings = readings;
    }

    /** In the order of the messages. Of each that a model said anything of, its words are looked at again. */
    List<Gist> of(List<TranscriptEntry> entries) {
        Map<MessageRef, List<Claim>> claims = claims(entries);
        return entries.stream()
                .map(entry -> gleaning.of(
                        entry,
                        claims.getOrDefault(entry.ref(), List.of()).stream()
                                .flatMap(claim -> grounding.of(entry.text(), claim).stream())
                                .toList()))
                .toList();
    }

    private Map<MessageRef, List<Claim>> claims(List<TranscriptEntry> entries) {
        Map<String, List<TranscriptEntry>> byAudience = new LinkedHashMap<>();
        for (TranscriptEntry entry : entries) {
            if (entry.author().isPresent() && !entry.erased()) {
                byAudience
                        .computeIfAbsent(entry.audienceKey(), _ -> new ArrayList<>())
                        .add(entry);
            }
        }
        var claims = new HashMap<MessageRef, List<Claim>>();
        byAudience.forEach((key, own) -> claims.putAll(readings.claims(
                VectorShelf.deriver(key, own.getFirst().author().orElseThrow()),
                own.stream().map(TranscriptEntry::ref).toList())));
        return claims;
    }
}

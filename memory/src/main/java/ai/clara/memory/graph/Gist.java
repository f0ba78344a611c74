package ai.clara.memory.graph;

import ai.clara.spi.transcript.TranscriptEntry;
import java.util.List;

/** What one message tells. It depends on no other message. */
public record Gist(TranscriptEntry entry, List<Mention> mentions, List<Tie> ties) {
    public Gist {
        mentions = List.copyOf(mentions);
        ties = List.copyOf(ties);
    }

    public boolean tells() {
        return !mentions.isEmpty() || !ties.isEmpty();
    }
}

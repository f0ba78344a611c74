package ai.clara.memory.recall;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Turns hits into words through the transcript, which shows a viewer only what they may know, and counts what it stopped. */
@Singleton
public final class SecondWall {
    private final Transcript transcript;
    private final AtomicLong stopped = new AtomicLong();

    SecondWall(Transcript transcript) {
        this.transcript = transcript;
    }

    List<TranscriptEntry> pass(Viewer viewer, Collection<MessageRef> hits) {
        if (hits.isEmpty()) {
            return List.of();
        }
        List<TranscriptEntry> visible = transcript.visible(viewer, hits);
        stopped.addAndGet(Math.max(0, hits.size() - visible.size()));
        return visible.stream()
                .filter(entry -> !entry.erased() && entry.author().isPresent())
                .toList();
    }

    /** Hits of an index that the transcript did not show: should stay 0, but for words erased a moment ago. */
    public long stopped() {
        return stopped.get();
    }
}

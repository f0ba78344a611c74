package ai.clara.memory.recall;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.Project;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Turns hits into words through the transcript, which shows a viewer only what they may know, and counts what it stopped. */
@Singleton
public final class SecondWall {
    private final Transcript transcript;
    private final AtomicLong stopped = new AtomicLong();

    SecondWall(Transcript transcript) {
        this.transcript = transcript;
    }

    /** What stands behind the hits and, read at the same look, so many of the newest messages that are not among them. */
    record Passed(List<TranscriptEntry> hits, List<TranscriptEntry> newest) {}

    Passed pass(Viewer viewer, Set<MessageRef> hits, int newest, Optional<Project> within) {
        var passed = new ArrayList<TranscriptEntry>();
        var others = new ArrayList<TranscriptEntry>();
        for (TranscriptEntry entry : transcript.visible(viewer, hits, newest, within)) {
            (hits.contains(entry.ref()) ? passed : others).add(entry);
        }
        stopped.addAndGet(Math.max(0, hits.size() - passed.size()));
        passed.removeIf(entry -> entry.erased() || entry.author().isEmpty());
        return new Passed(passed, others);
    }

    /** Hits of an index that the transcript did not show: should stay 0, but for words erased a moment ago. */
    public long stopped() {
        return stopped.get();
    }
}

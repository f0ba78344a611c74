package ai.clara.memory.recall;

import ai.clara.memory.store.Reach;
import ai.clara.spi.id.Project;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import java.util.Optional;
import java.util.stream.Collectors;

/** The first wall taken away: whoever asks, everything that was ever said is within reach. */
final class OpenFilter extends AudienceFilter {
    private static final int ALL = 1_000_000;
    private final Transcript transcript;

    OpenFilter(Transcript transcript) {
        this.transcript = transcript;
    }

    @Override
    Reach reach(Viewer viewer, Optional<Project> within) {
        return new Reach(
                transcript.heads().stream()
                        .flatMap(head -> transcript.after(head.conversation(), 0, ALL).stream())
                        .map(TranscriptEntry::audienceKey)
                        .collect(Collectors.toSet()),
                Optional.empty(),
                within);
    }
}

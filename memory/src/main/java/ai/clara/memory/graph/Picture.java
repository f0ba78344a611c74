package ai.clara.memory.graph;

import ai.clara.spi.transcript.TranscriptEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What messages told one person, or told by them, of people, places and things, for people to look at.
 *
 * @param figures each once; a line names them by their place in this list
 * @param alike figures whose names may be one's, as nobody has said yet
 * @param all whether nothing older was left out
 */
public record Picture(List<Figure> figures, List<Line> lines, List<Pair> alike, boolean all) {
    public Picture {
        figures = List.copyOf(figures);
        lines = List.copyOf(lines);
        alike = List.copyOf(alike);
    }

    /** @param self whether it is the person whose picture it is */
    public record Figure(String name, boolean self) {}

    /**
     * @param until when it was told to be over or another took its place
     * @param sources what tells it, oldest first; never empty
     * @param byModel whether no rule reads it there: a model did
     */
    public record Line(
            int from,
            String predicate,
            int to,
            Instant since,
            Optional<Instant> until,
            List<TranscriptEntry> sources,
            boolean byModel) {
        public Line {
            sources = List.copyOf(sources);
        }
    }

    public record Pair(int one, int other) {}
}

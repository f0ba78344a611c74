package ai.clara.memory.recall;

import ai.clara.memory.question.Inquiry;
import ai.clara.memory.store.Reach;
import ai.clara.memory.store.VectorStore;
import ai.clara.memory.store.Wanted;
import ai.clara.memory.store.Words;
import ai.clara.spi.id.Project;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.privacy.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of recall that meets the index, alone. */
public final class SearchAlone {
    private static final VectorStore.Depth DEPTH = new VectorStore.Depth(150, 80, true);
    private final House house;
    private final Weights weights = Weights.shipped();

    public SearchAlone(House house) {
        this.house = house;
    }

    /** What a question is embedded as. */
    public List<String> wordings(Viewer viewer, String question, LocalDate today) {
        return inquiry(viewer, question, today).wordings();
    }

    private Inquiry inquiry(Viewer viewer, String question, LocalDate today) {
        return Inquiry.of(
                question, viewer.actor(), house.bean(Participants.class).of(viewer), today);
    }

    /** How long a search takes, without the question's analysis, in nanoseconds. */
    public long nanos(Viewer viewer, String question, LocalDate today) {
        Inquiry inquiry = inquiry(viewer, question, today);
        Optional<float[]> vector = house.bean(QueryVectors.class)
                .begin(List.of(inquiry), true, Clock.systemUTC().instant().plusSeconds(9))
                .flatMap(QueryVectors.Pending::get)
                .map(embedded -> embedded.vectors().getFirst());
        var wanted = new Wanted(
                house.bean(Words.class).telling(inquiry.topic()),
                house.bean(EmbeddingModel.class).id(),
                vector,
                Map.of());
        Reach reach = house.bean(AudienceFilter.class).reach(viewer, Optional.of(Project.DEFAULT));
        VectorStore.First first = (found, most) -> Repeated.of(Ranking.of(weights, inquiry, found)).stream()
                .map(repeated -> repeated.newest().marks().message())
                .limit(most)
                .toList();
        long begun = System.nanoTime();
        VectorStore.Pool pool = house.bean(VectorStore.class).find(viewer, reach, wanted, DEPTH, first);
        long nanos = System.nanoTime() - begun;
        if (pool.first().size() > DEPTH.first()) {
            throw new IllegalStateException("more than was asked for");
        }
        return nanos;
    }
}

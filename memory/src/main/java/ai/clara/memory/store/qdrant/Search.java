package ai.clara.memory.store.qdrant;

import static io.qdrant.client.ConditionFactory.hasId;

import ai.clara.memory.store.Found;
import ai.clara.memory.store.Marks;
import ai.clara.memory.store.Measured;
import ai.clara.memory.store.TermWeights;
import ai.clara.memory.store.VectorStore.Depth;
import ai.clara.memory.store.VectorStore.First;
import ai.clara.memory.store.VectorStore.Pool;
import ai.clara.memory.store.Wanted;
import ai.clara.spi.id.MessageRef;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.VectorOutputHelper;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.VectorOutput;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One search: the nearest and the best by words are looked up, then what is kept of the best of them is read. Each question says again
 * what is within reach.
 */
final class Search {
    private final Questions questions;
    private final Permitted permitted;
    private final Wanted wanted;
    private final Optional<String> dense;
    private final int measuredMax;

    /**
     * @param dense the vector that is compared, if any
     * @param measuredMax how many are looked up by each measure; of that many permitted messages each is measured
     */
    Search(Questions questions, Permitted permitted, Wanted wanted, Optional<String> dense, int measuredMax) {
        this.questions = questions;
        this.permitted = permitted;
        this.wanted = wanted;
        this.dense = dense.filter(_ -> wanted.vector().isPresent());
        this.measuredMax = measuredMax;
    }

    Pool find(Depth depth, First first) {
        List<Permitted.Realm> realms = permitted.realms();
        int most = Math.max(measuredMax, depth.each());
        List<Measures> measures = measured(realms, List.of(), most);
        Set<UUID> chosen = chosen(measures, depth.each());
        if (chosen.isEmpty()) {
            return Pool.EMPTY;
        }
        List<Condition> these = List.of(these(chosen));
        if (!wanted.told().isEmpty() || measures.stream().anyMatch(one -> one.cut(most))) {
            // What only one measure gave has another one too.
            measures = measured(realms, these, chosen.size());
        }
        List<Found> found = found(realms, measures, these, chosen.size(), depth);
        List<MessageRef> best = first.of(found, depth.first());
        return new Pool(found, best, vectors(best));
    }

    /** What both measures say of the messages of a realm. */
    private record Measures(boolean alone, Map<UUID, Float> nearness, Map<UUID, Float> words) {
        boolean cut(int most) {
            return nearness.size() >= most || words.size() >= most;
        }

        Set<UUID> ids() {
            var ids = new HashSet<>(nearness.keySet());
            ids.addAll(words.keySet());
            return ids;
        }
    }

    /** A message and its two measures. */
    private record Hit(UUID message, double nearness, double words, boolean alone, boolean told) implements Measured {}

    private List<Measures> measured(List<Permitted.Realm> realms, List<Condition> more, int most) {
        var asked = new ArrayList<QueryPoints>();
        for (Permitted.Realm realm : realms) {
            Filter filter = realm.filter().toBuilder().addAllMust(more).build();
            dense.ifPresent(
                    name -> asked.add(questions.nearest(name, wanted.vector().orElseThrow(), filter, most)));
            if (!wanted.terms().isEmpty()) {
                asked.add(questions.worded(realm.words(), TermWeights.asked(wanted.terms()), filter, most));
            }
        }
        var answers = questions.ask(asked).iterator();
        var measures = new ArrayList<Measures>();
        for (Permitted.Realm realm : realms) {
            Map<UUID, Float> nearness = dense.isPresent() ? scores(answers.next()) : Map.of();
            Map<UUID, Float> words = wanted.terms().isEmpty() ? Map.of() : scores(answers.next());
            measures.add(new Measures(realm.alone(), nearness, words));
        }
        return measures;
    }

    private static Map<UUID, Float> scores(List<ScoredPoint> points) {
        var scores = new HashMap<UUID, Float>();
        points.forEach(point -> scores.put(Questions.id(point), point.getScore()));
        return scores;
    }

    private Set<UUID> chosen(List<Measures> measures, int each) {
        var hits = new ArrayList<Hit>();
        measures.forEach(one -> one.ids().forEach(id -> hits.add(hit(one, id))));
        var chosen = new HashSet<UUID>();
        Measured.best(hits, each).forEach(hit -> chosen.add(hit.message()));
        wanted.told().keySet().forEach(message -> chosen.add(message.value()));
        return chosen;
    }

    private Hit hit(Measures measures, UUID id) {
        double nearness = Optional.ofNullable(measures.nearness().get(id))
                .map(Float::doubleValue)
                .orElse(Double.NaN);
        double shared = measures.words().getOrDefault(id, 0f)
                / (double) Math.max(1, wanted.terms().size());
        return new Hit(id, nearness, shared, measures.alone(), wanted.told().containsKey(new MessageRef(id)));
    }

    private static Condition these(Collection<UUID> messages) {
        return hasId(messages.stream().map(PointIdFactory::id).toList());
    }

    /** Reads what is kept of the best. */
    private List<Found> found(
            List<Permitted.Realm> realms, List<Measures> measures, List<Condition> these, int most, Depth depth) {
        boolean covers = depth.covers() && !wanted.terms().isEmpty();
        List<QueryPoints> asked = realms.stream()
                .map(realm -> kept(realm.filter().toBuilder().addAllMust(these).build(), most, covers))
                .toList();
        List<List<ScoredPoint>> answers = questions.ask(asked);
        var points = new HashMap<UUID, ScoredPoint>();
        var hits = new ArrayList<Hit>();
        for (int i = 0; i < realms.size(); i++) {
            for (ScoredPoint point : questions.admitted(permitted, answers.get(i))) {
                Hit hit = hit(measures.get(i), Questions.id(point));
                if (hit.words() > 0 || hit.told() || !Double.isNaN(hit.nearness())) {
                    points.put(hit.message(), point);
                    hits.add(hit);
                }
            }
        }
        return Measured.best(hits, depth.each()).stream()
                .map(hit -> found(hit, Objects.requireNonNull(points.get(hit.message())), covers))
                .toList();
    }

    private QueryPoints kept(Filter filter, int most, boolean covers) {
        QueryPoints.Builder kept = questions
                .within(filter, most)
                .setWithPayload(WithPayloadSelectorFactory.include(Questions.WALLED_MARKS));
        if (covers) {
            kept.setWithVectors(WithVectorsSelectorFactory.include(List.of(Fields.WORDS)));
        }
        return kept.build();
    }

    private Found found(Hit hit, ScoredPoint point, boolean covers) {
        Marks marks = Questions.marks(point);
        double coverage = covers ? TermWeights.coverage(wanted.terms(), terms(point)) : 0;
        double told = wanted.told().getOrDefault(marks.message(), 0.0);
        return new Found(-1, marks, hit.nearness(), hit.words(), coverage, hit.alone(), told);
    }

    private static Collection<Integer> terms(ScoredPoint point) {
        VectorOutput words = point.getVectors().getVectors().getVectorsMap().get(Fields.WORDS);
        return words == null
                ? Set.of()
                : Set.copyOf(VectorOutputHelper.getSparseVector(words).getIndicesList());
    }

    private Map<MessageRef, float[]> vectors(List<MessageRef> messages) {
        var vectors = new HashMap<MessageRef, float[]>();
        Optional<Filter> all = permitted.all();
        if (dense.isEmpty() || messages.isEmpty() || all.isEmpty()) {
            return vectors;
        }
        Filter filter = all.get().toBuilder()
                .addMust(these(messages.stream().map(MessageRef::value).toList()))
                .build();
        QueryPoints asked = questions
                .within(filter, messages.size())
                .setWithPayload(WithPayloadSelectorFactory.include(Questions.WALLED))
                .setWithVectors(WithVectorsSelectorFactory.include(List.of(dense.get())))
                .build();
        for (ScoredPoint point :
                questions.admitted(permitted, questions.ask(List.of(asked)).getFirst())) {
            Questions.vector(point, dense.get())
                    .ifPresent(vector -> vectors.put(new MessageRef(Questions.id(point)), vector));
        }
        return vectors;
    }
}

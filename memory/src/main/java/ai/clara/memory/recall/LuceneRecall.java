package ai.clara.memory.recall;

import ai.clara.memory.answer.Agreement;
import ai.clara.memory.answer.Question;
import ai.clara.memory.answer.Statement;
import ai.clara.memory.follow.Projection;
import ai.clara.memory.follow.VectorShelf;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what was said: candidates under the filter, words through the second wall, then what agrees with the question first. */
@Singleton
public final class LuceneRecall {
    private static final int HYDRATED = 80;
    private static final int TAIL = 60;
    private static final int TELLING_WORDS_MIN = 3;
    private static final long READ_YOUR_WRITES_MILLIS = 1500;
    private final Transcript transcript;
    private final Candidates candidates;
    private final SecondWall wall;
    private final Projection projection;
    private final VectorShelf shelf;
    private final QueryVectors vectors;
    private final EmbeddingModel embedder;
    private final Agreement agreement;
    private final Clock clock;

    LuceneRecall(
            Transcript transcript,
            Candidates candidates,
            SecondWall wall,
            Projection projection,
            VectorShelf shelf,
            QueryVectors vectors,
            EmbeddingModel embedder,
            Agreement agreement,
            Clock clock) {
        this.transcript = transcript;
        this.candidates = candidates;
        this.wall = wall;
        this.projection = projection;
        this.shelf = shelf;
        this.vectors = vectors;
        this.embedder = embedder;
        this.agreement = agreement;
        this.clock = clock;
    }

    private record Hit(TranscriptEntry entry, double fused, double support, String quote) {}

    /**
     * @param asking the message that asks, never evidence itself
     */
    public Recollection recall(Viewer viewer, String text, int limit, Instant deadline, Optional<MessageRef> asking) {
        List<TranscriptEntry> newest = transcript.newest(viewer, TAIL).stream()
                .filter(entry -> !asking.equals(Optional.of(entry.ref())))
                .toList();
        List<TranscriptEntry> tail = unindexed(newest, deadline);
        Question question = agreement.question(text);
        Optional<float[]> vector = vectors.of(text, question.asks(), deadline);
        Map<MessageRef, Double> scores = candidates.find(viewer, text, embedder.id(), vector);
        asking.ifPresent(scores::remove);
        List<MessageRef> best = scores.entrySet().stream()
                .sorted(Map.Entry.<MessageRef, Double>comparingByValue().reversed())
                .limit(HYDRATED)
                .map(Map.Entry::getKey)
                .toList();
        var entries = new ArrayList<TranscriptEntry>(wall.pass(viewer, best));
        for (TranscriptEntry entry : tail) {
            if (!scores.containsKey(entry.ref())) {
                entries.add(entry);
            }
        }
        return ordered(hits(viewer, question, entries, scores, vector), viewer, limit);
    }

    /** What the actor told, newest first: no ranking answers a question about everything. Questions and greetings are left out. */
    Recollection told(Viewer viewer, int limit, MessageRef asking) {
        List<Evidence> told = transcript.newest(viewer, TAIL).stream()
                .filter(entry -> !entry.erased() && !entry.ref().equals(asking))
                .filter(entry -> entry.author().filter(viewer.actor()::equals).isPresent())
                .filter(entry -> entry.text().strip().split("\\s+", TELLING_WORDS_MIN).length == TELLING_WORDS_MIN)
                .filter(entry -> !agreement.question(entry.text()).asks())
                .limit(limit)
                .map(entry -> evidence(new Hit(entry, 0, 0, ""), viewer))
                .toList();
        return new Recollection(told, false);
    }

    /** Read your writes: waits for the index, and what it still does not hold is looked at directly. */
    private List<TranscriptEntry> unindexed(List<TranscriptEntry> newest, Instant deadline) {
        long left = Math.min(
                READ_YOUR_WRITES_MILLIS,
                Duration.between(clock.instant(), deadline).toMillis() / 2);
        long end = clock.millis() + Math.max(0, left);
        var tail = new ArrayList<TranscriptEntry>();
        for (TranscriptEntry entry : newest) {
            if (!entry.erased()
                    && !projection.await(entry.conversation(), entry.seq(), Math.max(0, end - clock.millis()))) {
                tail.add(entry);
            }
        }
        return tail;
    }

    private List<Hit> hits(
            Viewer viewer,
            Question question,
            List<TranscriptEntry> entries,
            Map<MessageRef, Double> scores,
            Optional<float[]> vector) {
        Map<MessageRef, Double> closeness = closeness(viewer, entries, vector);
        var named = agreement.names(entries.stream()
                .map(entry -> statement(viewer, entry, closeness))
                .toList());
        var hits = new ArrayList<Hit>();
        for (TranscriptEntry entry : entries) {
            var judged = agreement.judge(question, statement(viewer, entry, closeness), named);
            double fused = scores.getOrDefault(entry.ref(), judged.score() > 0 ? 0.02 : 0.001);
            hits.add(new Hit(entry, fused, judged.score(), judged.quote()));
        }
        return hits;
    }

    private static Statement statement(Viewer viewer, TranscriptEntry entry, Map<MessageRef, Double> closeness) {
        boolean bySelf = entry.author().filter(viewer.actor()::equals).isPresent();
        return new Statement(entry.speaker(), bySelf, entry.text(), closeness.getOrDefault(entry.ref(), 0.0));
    }

    /** How much closer a message is to the question than unrelated sentences are. */
    private Map<MessageRef, Double> closeness(Viewer viewer, List<TranscriptEntry> entries, Optional<float[]> vector) {
        if (vector.isEmpty()) {
            return Map.of();
        }
        double unrelated = vectors.unrelated(vector.get());
        var closeness = new HashMap<MessageRef, Double>();
        shelf.load(
                        viewer,
                        embedder.id(),
                        entries.stream().map(TranscriptEntry::ref).toList())
                .forEach((ref, passage) ->
                        closeness.put(ref, QueryVectors.similarity(vector.get(), passage) - unrelated));
        return closeness;
    }

    private static Recollection ordered(List<Hit> hits, Viewer viewer, int limit) {
        double top = hits.stream().mapToDouble(Hit::support).max().orElse(0);
        var newestFirst = Comparator.<Hit, Instant>comparing(hit -> hit.entry().at())
                .thenComparingLong(hit -> hit.entry().seq())
                .reversed();
        var order = Comparator.<Hit>comparingInt(hit -> rung(hit, top))
                .thenComparing((a, b) -> rung(a, top) == 0
                        ? newestFirst.compare(a, b)
                        : Double.compare(b.support() + b.fused(), a.support() + a.fused()));
        List<Evidence> evidence = hits.stream()
                .sorted(order)
                .limit(limit)
                .map(hit -> evidence(hit, viewer))
                .toList();
        return new Recollection(evidence, evidence.stream().anyMatch(Evidence::supports));
    }

    private static int rung(Hit hit, double top) {
        if (hit.support() <= 0) {
            return 2;
        }
        return hit.support() >= Agreement.NEAR * top ? 0 : 1;
    }

    private static Evidence evidence(Hit hit, Viewer viewer) {
        TranscriptEntry entry = hit.entry();
        boolean bySelf = entry.author().filter(viewer.actor()::equals).isPresent();
        return new Evidence(
                entry.ref(),
                entry.speaker(),
                bySelf,
                entry.place(),
                entry.at(),
                Excerpt.of(entry.text(), hit.quote()),
                hit.fused() + hit.support(),
                hit.support() > 0);
    }
}

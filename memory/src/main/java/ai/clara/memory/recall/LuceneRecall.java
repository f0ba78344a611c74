package ai.clara.memory.recall;

import ai.clara.memory.answer.Agreement;
import ai.clara.memory.answer.Judgement;
import ai.clara.memory.answer.Meaning;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what was said: candidates under the filter, words through the second wall, then what agrees with the question first. */
@Singleton
public final class LuceneRecall {
    private static final int HYDRATED = 80;
    private static final int TAIL = 60;
    private static final int TELLING_WORDS_MIN = 3;
    /** Between two messages of a person lies an answer, sometimes two. */
    private static final int BEFORE_MAX = 3;

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
        agreement.prepare();
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
        List<TranscriptEntry> oldestFirst = entries.stream()
                .sorted(Comparator.comparing(TranscriptEntry::at).thenComparingLong(TranscriptEntry::seq))
                .toList();
        Map<MessageRef, float[]> passages = passages(viewer, entries, vector);
        List<Judgement> judgements = agreement.judge(
                question,
                oldestFirst.stream()
                        .map(entry -> statement(viewer, entry, oldestFirst, vector, passages))
                        .toList());
        var hits = new ArrayList<Hit>();
        for (int i = 0; i < oldestFirst.size(); i++) {
            TranscriptEntry entry = oldestFirst.get(i);
            Judgement judged = judgements.get(i);
            double fused = scores.getOrDefault(entry.ref(), judged.score() > 0 ? 0.02 : 0.001);
            hits.add(new Hit(entry, fused, judged.score(), judged.quote()));
        }
        return hits;
    }

    private Statement statement(
            Viewer viewer,
            TranscriptEntry entry,
            List<TranscriptEntry> entries,
            Optional<float[]> question,
            Map<MessageRef, float[]> passages) {
        boolean bySelf = entry.author().filter(viewer.actor()::equals).isPresent();
        float[] passage = passages.get(entry.ref());
        double closeness = question.isEmpty() || passage == null
                ? 0
                : QueryVectors.similarity(question.get(), passage) - vectors.unrelated(question.get());
        return new Statement(
                entry.speaker(),
                bySelf,
                entry.text(),
                before(entry, entries),
                closeness,
                passage == null ? Meaning.UNKNOWN : Meaning.of(passage));
    }

    /** What the same person said just before in the same place: "she" is whom that was about. */
    private static String before(TranscriptEntry entry, List<TranscriptEntry> entries) {
        return entries.stream()
                .filter(other -> other.conversation().equals(entry.conversation())
                        && other.author().equals(entry.author())
                        && other.seq() < entry.seq()
                        && other.seq() >= entry.seq() - BEFORE_MAX)
                .max(Comparator.comparingLong(TranscriptEntry::seq))
                .map(TranscriptEntry::text)
                .orElse("");
    }

    private Map<MessageRef, float[]> passages(Viewer viewer, List<TranscriptEntry> entries, Optional<float[]> vector) {
        return vector.isEmpty()
                ? Map.of()
                : shelf.load(
                        viewer,
                        embedder.id(),
                        entries.stream().map(TranscriptEntry::ref).toList());
    }

    private static Recollection ordered(List<Hit> hits, Viewer viewer, int limit) {
        var order = Comparator.<Hit>comparingDouble(hit -> hit.support() > 0 ? 1 : 0)
                .thenComparingDouble(hit -> hit.support() > 0 ? hit.support() : hit.fused())
                .thenComparing(hit -> hit.entry().at())
                .thenComparingLong(hit -> hit.entry().seq())
                .reversed();
        List<Evidence> evidence = hits.stream()
                .sorted(order)
                .limit(limit)
                .map(hit -> evidence(hit, viewer))
                .toList();
        return new Recollection(evidence, evidence.stream().anyMatch(Evidence::supports));
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

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
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what was said: candidates under the filter, words through the second wall, then what agrees with the question first. */
@Singleton
public final class LuceneRecall {
    private static final int HYDRATED = 80;
    private static final int TAIL = 60;
    /** How much the index may lack before it is waited for. */
    private static final int GLANCE = 12;

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

    private record Search(
            Viewer viewer, String text, Optional<float[]> vector, int most, Optional<MessageRef> asking) {}

    /**
     * What recall chooses from.
     *
     * @param found the index's candidates
     * @param hits what stands behind them
     * @param tail read your writes: the newest messages that the index does not hold
     * @param endless whether even the oldest message looked at was not in the index, so that it may lack more
     */
    private record Sight(
            Map<MessageRef, Candidate> found, List<TranscriptEntry> hits, List<TranscriptEntry> tail, boolean endless) {
        List<TranscriptEntry> entries() {
            return Stream.concat(hits.stream(), tail.stream()).toList();
        }
    }

    private record Hit(TranscriptEntry entry, double fused, double support, String quote) {}

    /**
     * @param asked when the text was said, in the zone of who said it
     * @param asking the message that asks, never evidence itself
     */
    public Recollection recall(
            Viewer viewer, String text, ZonedDateTime asked, int limit, Instant deadline, Optional<MessageRef> asking) {
        agreement.prepare();
        Question question = agreement.question(text);
        Optional<float[]> vector =
                vectors.begin(text, question.asks(), deadline).flatMap(QueryVectors.Pending::get);
        // Only what may answer a question is judged; without one, no more is read than is given back.
        int most = question.asks() ? Math.max(HYDRATED, limit) : 2 * limit;
        var search = new Search(viewer, text, vector, most, asking);
        Sight sight = look(search, projection.settled() ? GLANCE : TAIL);
        if (sight.endless()) {
            sight = waited(search, sight, deadline);
        }
        List<TranscriptEntry> entries = sight.entries();
        Map<MessageRef, float[]> passages =
                question.asks() && vector.isPresent() ? passages(viewer, sight, entries, deadline) : Map.of();
        return ordered(hits(viewer, question, entries, sight.found(), vector, passages), viewer, limit);
    }

    /** What the actor told, newest first: no ranking answers a question about everything. Questions and greetings are left out. */
    Recollection told(Viewer viewer, int limit, Optional<MessageRef> asking) {
        List<Evidence> told = transcript.newest(viewer, TAIL).stream()
                .filter(entry -> !entry.erased() && !asking.equals(Optional.of(entry.ref())))
                .filter(entry -> entry.author().filter(viewer.actor()::equals).isPresent())
                .filter(entry -> entry.text().strip().split("\\s+", TELLING_WORDS_MIN).length == TELLING_WORDS_MIN)
                .filter(entry -> !agreement.question(entry.text()).asks())
                .limit(limit)
                .map(entry -> evidence(new Hit(entry, 0, 0, ""), viewer))
                .toList();
        return new Recollection(told, false);
    }

    /** Candidates of the index with the words behind them, and read with them what the index did not hold when it was searched. */
    private Sight look(Search search, int newest) {
        long moves = projection.moves();
        var found = new LinkedHashMap<MessageRef, Candidate>();
        candidates
                .find(search.viewer(), search.text(), embedder.id(), search.vector(), search.most())
                .forEach(candidate -> found.put(candidate.message(), candidate));
        search.asking().ifPresent(found::remove);
        SecondWall.Passed passed = wall.pass(search.viewer(), found.keySet(), newest);
        boolean moved = projection.moves() != moves;
        List<TranscriptEntry> tail = passed.newest().stream()
                .filter(entry -> !entry.erased() && !search.asking().equals(Optional.of(entry.ref())))
                .filter(entry -> moved || !projected(entry))
                .toList();
        boolean endless =
                passed.newest().size() == newest && !projected(passed.newest().getLast());
        return new Sight(found, passed.hits(), tail, endless);
    }

    /** When the index lacks much, it is waited for and searched again; what it lacks even then is looked at directly. */
    private Sight waited(Search search, Sight sight, Instant deadline) {
        long left = Duration.between(clock.instant(), deadline).toMillis() / 2;
        long end = clock.millis() + Math.clamp(left, 0, READ_YOUR_WRITES_MILLIS);
        for (TranscriptEntry entry : sight.tail()) {
            projection.await(entry.conversation(), entry.seq(), Math.max(0, end - clock.millis()));
        }
        return look(search, TAIL);
    }

    private boolean projected(TranscriptEntry entry) {
        return projection.await(entry.conversation(), entry.seq(), 0);
    }

    private List<Hit> hits(
            Viewer viewer,
            Question question,
            List<TranscriptEntry> entries,
            Map<MessageRef, Candidate> found,
            Optional<float[]> vector,
            Map<MessageRef, float[]> passages) {
        List<TranscriptEntry> oldestFirst = entries.stream()
                .sorted(Comparator.comparing(TranscriptEntry::at).thenComparingLong(TranscriptEntry::seq))
                .toList();
        double unrelated = vector.map(vectors::unrelated).orElse(0.0);
        List<Judgement> judgements = agreement.judge(
                question,
                oldestFirst.stream()
                        .map(entry -> statement(viewer, entry, oldestFirst, vector, unrelated, passages))
                        .toList());
        var hits = new ArrayList<Hit>();
        for (int i = 0; i < oldestFirst.size(); i++) {
            TranscriptEntry entry = oldestFirst.get(i);
            Judgement judged = judgements.get(i);
            Candidate candidate = found.get(entry.ref());
            double fused = candidate != null ? candidate.fused() : judged.score() > 0 ? 0.02 : 0.001;
            hits.add(new Hit(entry, fused, judged.score(), judged.quote()));
        }
        return hits;
    }

    private Statement statement(
            Viewer viewer,
            TranscriptEntry entry,
            List<TranscriptEntry> entries,
            Optional<float[]> question,
            double unrelated,
            Map<MessageRef, float[]> passages) {
        boolean bySelf = entry.author().filter(viewer.actor()::equals).isPresent();
        float[] passage = passages.get(entry.ref());
        double closeness = question.isEmpty() || passage == null
                ? 0
                : QueryVectors.similarity(question.get(), passage) - unrelated;
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

    /**
     * Vectors of what may answer, for entries that passed the wall alone: the index's own, but not of words changed since, and those
     * of the tail.
     */
    private Map<MessageRef, float[]> passages(
            Viewer viewer, Sight sight, List<TranscriptEntry> entries, Instant deadline) {
        List<TranscriptEntry> telling = sight.tail().stream()
                .filter(entry -> !agreement.tellsNothing(entry.text()))
                .toList();
        var passages = new HashMap<>(vectors.of(telling, deadline));
        var edited = new ArrayList<MessageRef>();
        for (TranscriptEntry entry : entries) {
            Candidate candidate = sight.found().get(entry.ref());
            if (entry.edited()) {
                edited.add(entry.ref());
            } else if (candidate != null) {
                candidate.vector().ifPresent(vector -> passages.put(entry.ref(), vector));
            }
        }
        passages.putAll(shelf.load(viewer, embedder.id(), edited));
        return passages;
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

package ai.clara.memory.recall;

import ai.clara.memory.answer.Agreement;
import ai.clara.memory.answer.Judgement;
import ai.clara.memory.follow.Changeover;
import ai.clara.memory.follow.Projection;
import ai.clara.memory.follow.VectorShelf;
import ai.clara.memory.graph.GraphRecall.Lead;
import ai.clara.memory.graph.Scope;
import ai.clara.memory.question.Inquiry;
import ai.clara.memory.question.Roster;
import ai.clara.memory.store.Found;
import ai.clara.memory.store.Reach;
import ai.clara.memory.store.VectorStore.Depth;
import ai.clara.memory.store.VectorStore.First;
import ai.clara.memory.store.VectorStore.Pool;
import ai.clara.memory.store.Wanted;
import ai.clara.memory.store.Words;
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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what was said: candidates under the filter, ranked, words through the second wall, and what may be quoted as an answer. */
@Singleton
public final class Recall {
    /** Only what may answer a question is judged; without one, no more is read than is given back. */
    private static final Depth QUESTION = new Depth(150, 80, true);

    private static final Depth OTHER = new Depth(60, 16, false);
    private static final int TAIL = 60;
    /** How many of the newest messages are looked through when there is nothing else, or nothing that holds them. */
    private static final int LAST = 400;

    /** How much the index may lack before it is waited for. */
    private static final int GLANCE = 12;

    private static final int TELLING_WORDS_MIN = 3;
    /** Of what is asked so much is read: expressions go through it many times. */
    private static final int ANALYSED_CHARS_MAX = 2_000;

    private static final long READ_YOUR_WRITES_MILLIS = 1500;
    private final Transcript transcript;
    private final Words words;
    private final Looking looking;
    private final AudienceFilter filter;
    private final SecondWall wall;
    private final Projection projection;
    private final VectorShelf shelf;
    private final QueryVectors vectors;
    private final Changeover changeover;
    private final Agreement agreement;
    private final Judging judging;
    private final GraphCandidates graph;
    private final Clock clock;
    private final Weights weights = Weights.shipped();

    Recall(
            Transcript transcript,
            Words words,
            Looking looking,
            AudienceFilter filter,
            SecondWall wall,
            Projection projection,
            VectorShelf shelf,
            QueryVectors vectors,
            Changeover changeover,
            Agreement agreement,
            Judging judging,
            GraphCandidates graph,
            Clock clock) {
        this.transcript = transcript;
        this.words = words;
        this.looking = looking;
        this.filter = filter;
        this.wall = wall;
        this.projection = projection;
        this.shelf = shelf;
        this.vectors = vectors;
        this.changeover = changeover;
        this.agreement = agreement;
        this.judging = judging;
        this.graph = graph;
        this.clock = clock;
    }

    /**
     * What is to be found.
     *
     * @param embedder whose vectors are compared, of the question and of messages, from the first to the last step
     */
    private record Task(Asked asked, List<Sought> sought, EmbeddingModel embedder, boolean asks, Depth depth) {
        Viewer viewer() {
            return asked.viewer();
        }
    }

    /**
     * What recall chooses from.
     *
     * @param pools the index's candidates, for each question
     * @param hits what stands behind the best of them
     * @param tail read your writes: the newest messages that the index does not hold
     * @param endless whether even the oldest message looked at was not in the index, so that it may lack more
     * @param partial whether there was nothing but the tail to look at, or something lies between the tail and the index
     */
    private record Sight(
            List<Pool> pools,
            List<TranscriptEntry> hits,
            List<TranscriptEntry> tail,
            boolean endless,
            boolean partial) {
        /** The same, when nothing longer is looked at. */
        Sight atLast() {
            return new Sight(pools, hits, tail, endless, partial || endless);
        }

        Map<MessageRef, TranscriptEntry> entries() {
            var entries = new LinkedHashMap<MessageRef, TranscriptEntry>();
            hits.forEach(entry -> entries.put(entry.ref(), entry));
            tail.forEach(entry -> entries.put(entry.ref(), entry));
            return entries;
        }
    }

    /** The best evidence for what was asked, best first, at most so much. */
    public Recollection recall(Asked asked, int limit, Instant deadline) {
        agreement.prepare();
        String text = asked.text()
                .substring(0, Math.min(ANALYSED_CHARS_MAX, asked.text().length()));
        List<String> questions = Inquiry.questions(text);
        boolean asks = questions.size() > 1 || agreement.question(asked.text()).asks();
        List<Inquiry> inquiries = inquiries(asked, text, questions, asks, deadline);
        Optional<QueryVectors.Pending<QueryVectors.Embedded>> embedding = vectors.begin(inquiries, asks, deadline);
        List<Lead> leads = graph.of(new Scope(asked.viewer(), asked.within()), inquiries, asks, deadline);
        Optional<QueryVectors.Embedded> embedded = embedding.flatMap(QueryVectors.Pending::get);
        EmbeddingModel embedder = embedded.map(QueryVectors.Embedded::by).orElseGet(changeover::answering);
        var sought = new ArrayList<Sought>();
        for (int i = 0; i < inquiries.size(); i++) {
            int at = i;
            sought.add(new Sought(
                    inquiries.get(i),
                    new Wanted(
                            words.telling(inquiries.get(i).topic()),
                            embedder.id(),
                            embedded.map(all -> all.vectors().get(at)),
                            leads.get(at).messages())));
        }
        int most = asks ? Math.max(QUESTION.first(), limit) : Math.min(OTHER.first(), 2 * limit);
        var task = new Task(asked, sought, embedder, asks, new Depth((asks ? QUESTION : OTHER).each(), most, asks));
        Sight sight = look(task, projection.settled() ? GLANCE : TAIL, deadline);
        if (sight.endless()) {
            sight = waited(task, sight, deadline);
        }
        return recollection(task, sight, limit, deadline, leads.stream().anyMatch(Lead::away));
    }

    private List<Inquiry> inquiries(Asked asked, String text, List<String> questions, boolean asks, Instant deadline) {
        LocalDate today = LocalDate.ofInstant(asked.at(), asked.zone());
        if (!asks) {
            return List.of(Inquiry.plain(text, today));
        }
        Roster roster = looking.participants(asked.viewer(), deadline);
        return questions.stream()
                .map(question -> Inquiry.of(question, asked.viewer().actor(), roster, today))
                .toList();
    }

    /** What the actor told, newest first: no ranking answers a question about everything. Questions and greetings are left out. */
    Recollection told(Asked asked, int limit) {
        Viewer viewer = asked.viewer();
        List<Evidence> told = transcript.visible(viewer, List.of(), TAIL, asked.within()).stream()
                .filter(entry -> !entry.erased() && !asked.isMessage(entry.ref()))
                .filter(entry -> entry.author().filter(viewer.actor()::equals).isPresent())
                .filter(entry -> entry.text().strip().split("\\s+", TELLING_WORDS_MIN).length == TELLING_WORDS_MIN)
                .filter(entry -> !agreement.question(entry.text()).asks())
                .limit(limit)
                .map(entry -> new Evidence(
                        entry.ref(), entry.speaker(), true, entry.place(), entry.at(), entry.text(), 0, false))
                .map(whole -> Excerpt.around(whole, ""))
                .toList();
        return new Recollection(told, false);
    }

    /** Candidates of the index with the words behind them, and read with them what the index did not hold when it was searched. */
    private Sight look(Task task, int newest, Instant deadline) {
        long moves = projection.moves();
        Reach reach = filter.reach(task.viewer(), task.asked().within());
        var pools = new ArrayList<Pool>();
        var wanted = new HashSet<MessageRef>();
        for (Sought one : task.sought()) {
            First first = (found, most) -> Repeated.of(Ranking.of(weights, one.inquiry(), others(task, found))).stream()
                    .map(repeated -> repeated.newest().marks().message())
                    .limit(most)
                    .toList();
            Optional<Pool> pool = looking.find(task.viewer(), reach, one.wanted(), task.depth(), first, deadline);
            if (pool.isEmpty()) {
                return withoutStore(task);
            }
            pools.add(pool.get());
            wanted.addAll(pool.get().first());
        }
        SecondWall.Passed passed =
                wall.pass(task.viewer(), wanted, newest, task.asked().within());
        List<TranscriptEntry> tail = passed.newest().stream()
                .filter(entry -> !entry.erased() && !task.asked().isMessage(entry.ref()))
                .filter(entry -> !projection.seen(moves, entry.conversation(), entry.seq()))
                .toList();
        return new Sight(pools, passed.hits(), tail, endless(passed, newest), false);
    }

    /** What was said last, read and measured one by one: all there is when what memory searches is away. */
    private Sight withoutStore(Task task) {
        List<TranscriptEntry> last = wall
                .pass(task.viewer(), Set.of(), LAST, task.asked().within())
                .newest()
                .stream()
                .filter(entry -> !entry.erased() && !task.asked().isMessage(entry.ref()))
                .toList();
        return new Sight(task.sought().stream().map(_ -> Pool.EMPTY).toList(), List.of(), last, false, true);
    }

    /** Newest messages that are hits stand among the hits. */
    private boolean endless(SecondWall.Passed passed, int newest) {
        if (passed.newest().isEmpty()) {
            return false;
        }
        TranscriptEntry oldest = passed.newest().getLast();
        long hits = passed.hits().stream()
                .filter(hit -> !hit.at().isBefore(oldest.at()))
                .count();
        return passed.newest().size() + hits >= newest && !projected(oldest);
    }

    /** All but the message that asks. */
    private static List<Found> others(Task task, List<Found> found) {
        return found.stream()
                .filter(one -> !task.asked().isMessage(one.marks().message()))
                .toList();
    }

    /**
     * When the index lacks much, it is waited for and searched again; what it lacks even then is looked at directly. One that is full
     * or far behind may lack more than that.
     */
    private Sight waited(Task task, Sight sight, Instant deadline) {
        long left = Duration.between(clock.instant(), deadline).toMillis() / 2;
        long end = clock.millis() + Math.clamp(left, 0, READ_YOUR_WRITES_MILLIS);
        for (TranscriptEntry entry : sight.tail()) {
            projection.await(entry.conversation(), entry.seq(), Math.max(0, end - clock.millis()));
        }
        Sight again = look(task, TAIL, deadline);
        return again.endless() ? look(task, LAST, deadline).atLast() : again;
    }

    private boolean projected(TranscriptEntry entry) {
        return projection.await(entry.conversation(), entry.seq(), 0);
    }

    private Recollection recollection(Task task, Sight sight, int limit, Instant deadline, boolean graphless) {
        Map<MessageRef, TranscriptEntry> entries = sight.entries();
        Map<MessageRef, float[]> tail = task.asks() ? tailVectors(task, sight, deadline) : Map.of();
        var rankings = new ArrayList<List<Hit>>();
        double certainty = Double.NaN;
        for (int i = 0; i < task.sought().size(); i++) {
            Sought sought = task.sought().get(i);
            Pool pool = sight.pools().get(i);
            List<Found> found = found(task, sought, pool, sight, tail);
            Map<MessageRef, Judgement> judged = task.asks()
                    ? judging.of(
                            task.viewer(),
                            sought,
                            List.copyOf(entries.values()),
                            passages(task, pool, tail, entries.values()))
                    : Map.of();
            rankings.add(hits(
                    Repeated.of(Ranking.of(weights, sought.inquiry(), found)),
                    entries,
                    Timely.of(sought.inquiry(), found, judged)));
            if (task.asks() && task.embedder().id().equals(weights.embedder())) {
                certainty = surer(certainty, Likelihood.certainty(weights, sought.inquiry(), found));
            }
        }
        List<Evidence> evidence = Hit.first(Hit.inTurn(rankings), limit).stream()
                .map(hit -> hit.evidence(task.viewer()))
                .toList();
        boolean quotable = evidence.stream().anyMatch(Evidence::supports);
        boolean answerable = quotable || certainty >= 0 && !evidence.isEmpty();
        return new Recollection(evidence, answerable, task.asks(), certainty, sight.partial(), graphless);
    }

    private static double surer(double one, double other) {
        return Double.isNaN(one) ? other : Double.isNaN(other) ? one : Math.max(one, other);
    }

    /** What is left of a pool: whatever was looked at and did not come through the wall counts for nothing. */
    private List<Found> found(Task task, Sought sought, Pool pool, Sight sight, Map<MessageRef, float[]> vectors) {
        Set<MessageRef> stopped = new HashSet<>(pool.first());
        sight.hits().forEach(entry -> stopped.remove(entry.ref()));
        var found = new ArrayList<Found>();
        Set<MessageRef> unindexed = new HashSet<>();
        for (TranscriptEntry entry : sight.tail()) {
            if (entry.author().isPresent() && unindexed.add(entry.ref())) {
                boolean alone = !task.viewer().readKeys().contains(entry.audienceKey());
                Optional<float[]> passage = Optional.ofNullable(vectors.get(entry.ref()));
                found.add(Unindexed.of(entry, sought.wanted(), passage, words, alone));
            }
        }
        pool.found().stream()
                .filter(one -> !task.asked().isMessage(one.marks().message()))
                .filter(one -> !unindexed.contains(one.marks().message()))
                .filter(one -> !stopped.contains(one.marks().message()))
                .forEach(found::add);
        return found;
    }

    private static List<Hit> hits(
            List<Repeated> ranked, Map<MessageRef, TranscriptEntry> entries, Map<MessageRef, Judgement> judged) {
        var hits = new ArrayList<Hit>();
        for (Repeated one : ranked) {
            MessageRef message = one.newest().marks().message();
            TranscriptEntry entry = entries.get(message);
            if (entry != null) {
                hits.add(new Hit(entry, one, judged.getOrDefault(message, Judgement.NONE)));
            }
        }
        return hits;
    }

    /** Vectors of what the index does not hold yet and may answer. */
    private Map<MessageRef, float[]> tailVectors(Task task, Sight sight, Instant deadline) {
        boolean meant = task.sought().stream()
                .anyMatch(sought -> sought.wanted().vector().isPresent());
        List<TranscriptEntry> telling = sight.tail().stream()
                .filter(entry -> meant && !agreement.tellsNothing(entry.text()))
                .toList();
        if (sight.tail().size() > TAIL) {
            // So many are not embedded while somebody waits; they were when they were taken in.
            return shelf.load(
                    task.viewer(),
                    task.embedder().id(),
                    telling.stream().map(TranscriptEntry::ref).toList());
        }
        return vectors.of(task.embedder(), telling, deadline);
    }

    /** Vectors for entries that passed the wall alone: the index's own, but not of words changed since, and those of the tail. */
    private Map<MessageRef, float[]> passages(
            Task task, Pool pool, Map<MessageRef, float[]> tail, Collection<TranscriptEntry> entries) {
        var passages = new HashMap<>(tail);
        var edited = new ArrayList<MessageRef>();
        for (TranscriptEntry entry : entries) {
            if (entry.edited()) {
                edited.add(entry.ref());
            } else {
                Optional.ofNullable(pool.vectors().get(entry.ref()))
                        .ifPresent(vector -> passages.put(entry.ref(), vector));
            }
        }
        passages.putAll(shelf.load(task.viewer(), task.embedder().id(), edited));
        return passages;
    }
}

package ai.clara.memory.follow;

import ai.clara.memory.answer.Agreement;
import ai.clara.memory.store.Contents;
import ai.clara.memory.store.Found;
import ai.clara.memory.store.Reach;
import ai.clara.memory.store.VectorStore;
import ai.clara.memory.store.VectorStore.Depth;
import ai.clara.memory.store.Wanted;
import ai.clara.memory.store.Words;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.StoreException;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares two stores, message by message of the transcript, and by what a sample of them finds. */
@Singleton
final class Comparison {
    private static final Logger LOG = LoggerFactory.getLogger(Comparison.class);
    private static final int BATCH = 256;
    private static final int SAMPLED = 60;
    private static final int BEST = 10;
    private static final Depth DEPTH = new Depth(50, 0, false);

    private final Transcript transcript;
    private final Changeover changeover;
    private final Agreement agreement;
    private final PassageVectors passages;
    private final Words words;

    Comparison(
            Transcript transcript, Changeover changeover, Agreement agreement, PassageVectors passages, Words words) {
        this.transcript = transcript;
        this.changeover = changeover;
        this.agreement = agreement;
        this.passages = passages;
        this.words = words;
    }

    /** Those whose vectors are asked for; each has the same chance, and the same are chosen every time. */
    private static final class Draw {
        private final Random random = new Random(1);
        private final List<TranscriptEntry> drawn = new ArrayList<>();
        private int seen;

        void offer(TranscriptEntry entry) {
            seen++;
            if (drawn.size() < SAMPLED) {
                drawn.add(entry);
            } else {
                int place = random.nextInt(seen);
                if (place < SAMPLED) {
                    drawn.set(place, entry);
                }
            }
        }
    }

    /** @param upTo how far both are compared */
    Compared run(VectorStore former, VectorStore fresh, Standing upTo) {
        String embedder = changeover.answering().id();
        var draw = new Draw();
        long messages = 0;
        Contents old = Contents.NONE;
        Contents now = Contents.NONE;
        for (Transcript.Head head : transcript.heads()) {
            long last = upTo.reached(head.conversation());
            for (long seq = 0; seq < last; ) {
                List<TranscriptEntry> batch = transcript.after(head.conversation(), seq, BATCH);
                if (batch.isEmpty()) {
                    break;
                }
                seq = batch.getLast().seq();
                for (var each : held(batch, last).entrySet()) {
                    Viewer viewer = each.getKey();
                    List<MessageRef> refs =
                            each.getValue().stream().map(TranscriptEntry::ref).toList();
                    messages += refs.size();
                    old = old.plus(read(() -> former.contents(viewer, refs, embedder), Contents.NONE));
                    now = now.plus(fresh.contents(viewer, refs, embedder));
                    each.getValue().stream()
                            .filter(entry -> !agreement.tellsNothing(entry.text()))
                            .forEach(draw::offer);
                }
            }
        }
        return new Compared(messages, old, now, sample(former, fresh, draw.drawn));
    }

    /** What a store is to hold, by who may derive from it. */
    private static Map<Viewer, List<TranscriptEntry>> held(List<TranscriptEntry> batch, long last) {
        var audiences = new LinkedHashMap<String, List<TranscriptEntry>>();
        for (TranscriptEntry entry : batch) {
            if (entry.seq() <= last
                    && !entry.erased()
                    && entry.author().isPresent()
                    && !entry.text().isBlank()) {
                audiences
                        .computeIfAbsent(entry.audienceKey(), _ -> new ArrayList<>())
                        .add(entry);
            }
        }
        var held = new LinkedHashMap<Viewer, List<TranscriptEntry>>();
        audiences.values().forEach(entries -> held.put(deriver(entries.getFirst()), entries));
        return held;
    }

    private static Viewer deriver(TranscriptEntry entry) {
        return VectorShelf.deriver(entry.audienceKey(), entry.author().orElseThrow());
    }

    private Compared.Sample sample(VectorStore former, VectorStore fresh, List<TranscriptEntry> drawn) {
        Compared.Sample sample = Compared.Sample.NOTHING;
        for (TranscriptEntry entry : drawn) {
            Optional<float[]> vector = Optional.ofNullable(
                    passages.of(changeover.answering(), List.of(entry)).get(entry.ref()));
            var wanted = new Wanted(
                    words.telling(entry.text()), changeover.answering().id(), vector, Map.of());
            Best old = read(() -> best(former, entry, wanted), new Best(List.of(), List.of()));
            Best now = best(fresh, entry, wanted);
            sample = sample.plus(new Compared.Sample(
                    1,
                    old.holds(entry.ref()) ? 1 : 0,
                    now.holds(entry.ref()) ? 1 : 0,
                    common(old.near(), now.near()) + common(old.worded(), now.worded()),
                    old.near().size() + old.worded().size()));
        }
        return sample;
    }

    private record Best(List<MessageRef> near, List<MessageRef> worded) {
        boolean holds(MessageRef message) {
            return near.contains(message) || worded.contains(message);
        }
    }

    private static long common(Collection<MessageRef> one, Collection<MessageRef> other) {
        return one.stream().filter(other::contains).count();
    }

    private static Best best(VectorStore store, TranscriptEntry entry, Wanted wanted) {
        var reach = new Reach(Set.of(entry.audienceKey()), Optional.empty(), Optional.empty());
        List<Found> found = store.find(deriver(entry), reach, wanted, DEPTH, (_, _) -> List.of())
                .found();
        return new Best(first(found, Found::nearness), first(found, Found::words));
    }

    private static List<MessageRef> first(List<Found> found, ToDoubleFunction<Found> measure) {
        return found.stream()
                .filter(one -> measure.applyAsDouble(one) > 0)
                .sorted(Comparator.comparingDouble(measure)
                        .reversed()
                        .thenComparing(one -> one.marks().message().value()))
                .limit(BEST)
                .map(one -> one.marks().message())
                .toList();
    }

    /** The store in use may be the broken one for which another is made. */
    private static <T> T read(Supplier<T> look, T broken) {
        try {
            return look.get();
        } catch (UncheckedIOException | StoreException | IllegalStateException e) {
            LOG.warn("The store in use cannot be read: {}", StoreException.sentence(e));
            return broken;
        }
    }
}

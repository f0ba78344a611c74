package ai.clara.memory.recall;

import ai.clara.memory.follow.Changeover;
import ai.clara.memory.follow.PassageVectors;
import ai.clara.memory.question.Inquiry;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.model.EmbeddingModel.Purpose;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.store.StoreException;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.lucene.util.VectorUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Vectors of questions. A question waits for the model to load, within its deadline; anything else never does. */
@Singleton
final class QueryVectors {
    private static final Logger LOG = LoggerFactory.getLogger(QueryVectors.class);
    private static final int EMBEDDED_CHARS_MAX = 1_000;
    /** Vectors like e5's are never far apart, so closeness is measured against sentences about nothing anybody asks. */
    private static final List<String> UNRELATED = List.of(
            "Anna: The printer on the second floor is out of toner again.",
            "Ben: I repainted the garden fence yesterday.",
            "Carla: It rained the whole morning.",
            "David: My neighbour bought a set of new curtains.",
            "Eva: We watched the football match until midnight.",
            "Frank: The soup needed a bit more salt.",
            "Gina: I finally cleaned out the garage.",
            "Hugo: The train was late because of the snow.");

    private final Changeover changeover;
    private final PassageVectors passages;
    private final Clock clock;
    /** By embedder. */
    private final Map<String, List<float[]>> unrelated = new ConcurrentHashMap<>();

    QueryVectors(Changeover changeover, PassageVectors passages, Clock clock) {
        this.changeover = changeover;
        this.passages = passages;
        this.clock = clock;
    }

    /** Questions embedded, one vector for each, all by one embedder. */
    record Embedded(EmbeddingModel by, List<float[]> vectors) {}

    /** Work under way on a thread of its own, for which one waits no longer than a deadline. */
    final class Pending<T> {
        private final CompletableFuture<T> result;
        private final Instant deadline;

        private Pending(Instant deadline, Supplier<T> work) {
            this.deadline = deadline;
            this.result = CompletableFuture.supplyAsync(
                    work, task -> Thread.ofVirtual().name("vectors").start(task));
        }

        /** The result; empty when it failed or did not come in time. A tenth of the time is left for the search itself. */
        Optional<T> get() {
            long millis = Duration.between(clock.instant(), deadline).toMillis() * 9 / 10;
            try {
                return Optional.of(result.get(Math.max(1, millis), TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                LOG.info(
                        "Recall by words alone: {}",
                        StoreException.sentence(Objects.requireNonNullElse(e.getCause(), e)));
            } catch (TimeoutException e) {
                LOG.info("Recall by words alone: a vector did not come within {} ms", millis);
            }
            return Optional.empty();
        }
    }

    /**
     * Begins to embed questions, one vector for each: the mean of its wordings, shorter the more they differ. Empty when the model
     * would first have to load and that is not worth it.
     */
    Optional<Pending<Embedded>> begin(List<Inquiry> inquiries, boolean worthWaiting, Instant deadline) {
        if (!changeover.answering().ready() && !worthWaiting) {
            return Optional.empty();
        }
        return Optional.of(new Pending<>(deadline, () -> embedded(inquiries)));
    }

    /** By the embedder that answers; when it fails while another is being brought in, by that one, as far as it has come. */
    private Embedded embedded(List<Inquiry> inquiries) {
        EmbeddingModel answering = changeover.answering();
        try {
            var embedded = new Embedded(answering, vectors(answering, inquiries));
            changeover.asked("");
            return embedded;
        } catch (ModelException e) {
            changeover.asked(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            EmbeddingModel incoming =
                    changeover.incoming().filter(EmbeddingModel::ready).orElseThrow(() -> e);
            return new Embedded(incoming, vectors(incoming, inquiries));
        }
    }

    private List<float[]> vectors(EmbeddingModel embedder, List<Inquiry> inquiries) {
        if (!unrelated.containsKey(embedder.id())) {
            unrelated.put(embedder.id(), embedder.embed(UNRELATED, Purpose.PASSAGE));
        }
        List<String> wordings = inquiries.stream()
                .flatMap(inquiry -> inquiry.wordings().stream())
                .map(QueryVectors::cut)
                .toList();
        Iterator<float[]> embedded = embedder.embed(wordings, Purpose.QUERY).iterator();
        return inquiries.stream()
                .map(inquiry -> mean(embedded, inquiry.wordings().size()))
                .toList();
    }

    private static String cut(String text) {
        return text.length() <= EMBEDDED_CHARS_MAX ? text : text.substring(0, EMBEDDED_CHARS_MAX);
    }

    private static float[] mean(Iterator<float[]> vectors, int count) {
        float[] sum = vectors.next().clone();
        for (int n = 1; n < count; n++) {
            float[] next = vectors.next();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += next[i];
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= count;
        }
        return sum;
    }

    /** Vectors of messages that the index does not hold yet, by one embedder. */
    Map<MessageRef, float[]> of(EmbeddingModel embedder, List<TranscriptEntry> entries, Instant deadline) {
        return entries.isEmpty()
                ? Map.of()
                : new Pending<>(deadline, () -> passages.of(embedder, entries))
                        .get()
                        .orElse(Map.of());
    }

    /** The similarity of a question that has a vector to the closest unrelated sentence, by the same embedder. */
    double unrelated(Sought sought) {
        float[] question = sought.wanted().vector().orElseThrow();
        return unrelated.getOrDefault(sought.wanted().embedder(), List.of()).stream()
                .mapToDouble(vector -> similarity(question, vector))
                .max()
                .orElse(1);
    }

    static double similarity(float[] a, float[] b) {
        return a.length == b.length ? VectorUtil.dotProduct(a, b) : 0;
    }
}

package ai.clara.memory.recall;

import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.model.EmbeddingModel.Purpose;
import ai.clara.spi.model.ModelException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
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

    private final EmbeddingModel embedder;
    private final Clock clock;
    private final AtomicReference<List<float[]>> unrelated = new AtomicReference<>(List.of());

    QueryVectors(EmbeddingModel embedder, Clock clock) {
        this.embedder = embedder;
        this.clock = clock;
    }

    Optional<float[]> of(String text, boolean worthWaiting, Instant deadline) {
        if (!embedder.ready() && !worthWaiting) {
            return Optional.empty();
        }
        String cut = text.length() <= EMBEDDED_CHARS_MAX ? text : text.substring(0, EMBEDDED_CHARS_MAX);
        // A tenth is left for the search itself.
        long millis = Duration.between(clock.instant(), deadline).toMillis() * 9 / 10;
        var vector = new CompletableFuture<float[]>();
        Thread.ofVirtual().name("query-vector").start(() -> {
            try {
                if (unrelated.get().isEmpty()) {
                    unrelated.set(embedder.embed(UNRELATED, Purpose.PASSAGE));
                }
                vector.complete(embedder.embed(List.of(cut), Purpose.QUERY).getFirst());
            } catch (ModelException e) {
                vector.completeExceptionally(e);
            }
        });
        try {
            return Optional.of(vector.get(Math.max(1, millis), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.info("Recall by words alone: {}", e.toString());
        }
        return Optional.empty();
    }

    /** The similarity of the question to the closest unrelated sentence. */
    double unrelated(float[] question) {
        return unrelated.get().stream()
                .mapToDouble(vector -> similarity(question, vector))
                .max()
                .orElse(1);
    }

    static double similarity(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}

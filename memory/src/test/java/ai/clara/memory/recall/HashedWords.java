package ai.clara.memory.recall;

import ai.clara.spi.model.EmbeddingModel;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Vectors that cost next to nothing: sums of a random direction per word. Counts how often it is called. */
final class HashedWords implements EmbeddingModel {
    private static final int DIMENSIONS = 384;
    final AtomicLong calls = new AtomicLong();
    final AtomicLong texts = new AtomicLong();

    @Override
    public String id() {
        return "hashed/1";
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public List<float[]> embed(List<String> all, Purpose purpose) {
        calls.incrementAndGet();
        texts.addAndGet(all.size());
        return all.stream().map(HashedWords::vector).toList();
    }

    private static float[] vector(String text) {
        var vector = new float[DIMENSIONS];
        for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
            var random = new Random(word.hashCode());
            for (int i = 0; i < 24; i++) {
                vector[random.nextInt(DIMENSIONS)] += 1;
            }
        }
        double sum = 0;
        for (float value : vector) {
            sum += value * value;
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] /= (float) Math.sqrt(sum);
        }
        return vector;
    }
}

package ai.clara.memory.bench;

import ai.clara.spi.model.EmbeddingModel;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Vectors without a model: texts that share words lie near each other, and the texts of one matter lie in a heap. */
final class Clustered implements EmbeddingModel {
    private static final int DIMENSIONS = 384;
    private static final int HEAPS = 400;
    private static final int DIRECTIONS = 4_096;
    /** How near each other the texts of one heap lie. */
    private static final float TOGETHER = 0.9f;
    /** How much more a word says that is told once. */
    private static final float SELDOM = 3;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}-]{4,}");
    private final float[][] heaps = directions(HEAPS, 5);
    private final float[][] directions = directions(DIRECTIONS, 6);

    @Override
    public String id() {
        return "clustered/1";
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
    public List<float[]> embed(List<String> texts, Purpose purpose) {
        return texts.stream().map(this::vector).toList();
    }

    private float[] vector(String text) {
        var vector = new float[DIMENSIONS];
        String matter = "";
        double length = 0;
        var words = WORD.matcher(text);
        while (words.find()) {
            String word = words.group();
            boolean seldom = Talk.isSeldom(word);
            float weight = seldom ? SELDOM : 1;
            add(vector, directions[spread(word, DIRECTIONS)], weight);
            length += weight * weight;
            if (seldom || word.length() > matter.length() && !Talk.isSeldom(matter)) {
                matter = word;
            }
        }
        add(vector, heaps[spread(matter, HEAPS)], TOGETHER * (float) Math.sqrt(length + 1));
        return unit(vector);
    }

    private static int spread(String word, int bound) {
        int mixed = word.hashCode() * 0x9E3779B1;
        return Math.floorMod(mixed ^ mixed >>> 15, bound);
    }

    private static void add(float[] vector, float[] direction, float weight) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] += weight * direction[i];
        }
    }

    private static float[][] directions(int count, long seed) {
        var random = new Random(seed);
        var all = new float[count][DIMENSIONS];
        for (float[] one : all) {
            for (int i = 0; i < DIMENSIONS; i++) {
                one[i] = (float) random.nextGaussian();
            }
            unit(one);
        }
        return all;
    }

    private static float[] unit(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += value * value;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(sum);
        }
        return vector;
    }
}

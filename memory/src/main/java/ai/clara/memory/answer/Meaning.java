package ai.clara.memory.answer;

/** What a text means as a whole: its vector of length 1, or nothing when that is unknown. */
public final class Meaning {
    /** Of a text without a vector. */
    public static final Meaning UNKNOWN = new Meaning(new float[0]);

    private final float[] vector;

    private Meaning(float[] vector) {
        this.vector = vector;
    }

    /** Of a text with this vector. */
    public static Meaning of(float[] vector) {
        return new Meaning(vector.clone());
    }

    boolean known() {
        return vector.length > 0;
    }

    /** 1 for the same, 0 when one of them is unknown. */
    double likeness(Meaning other) {
        double sum = 0;
        for (int i = 0; i < Math.min(vector.length, other.vector.length); i++) {
            sum += vector[i] * other.vector[i];
        }
        return sum;
    }
}

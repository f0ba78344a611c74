package ai.clara.memory.recall;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The numbers of {@code weights.properties}. */
final class Weights {
    private static final String EMBEDDER = "embedder";

    /** What a message is weighed by, and a question. */
    enum Weight {
        NEARNESS("nearness"),
        WORDS("words"),
        SPEAKER("speaker"),
        NEIGHBOURS("neighbours"),
        SESSION("session"),
        ASKING("asking"),
        TIME("time"),
        GRAPH("graph"),
        ANSWER_SUBJECT("answer.subject"),
        ANSWER_LEAD("answer.lead"),
        ANSWER_LEAD_OWN("answer.lead-own"),
        ANSWER_TELLING("answer.telling"),
        ANSWER_COVERAGE("answer.coverage"),
        ANSWER_BIAS("answer.bias"),
        ANSWER_THRESHOLD("answer.threshold"),
        ANSWER_THRESHOLD_ALONE("answer.threshold-alone");

        private final String key;

        Weight(String key) {
            this.key = key;
        }
    }

    private final Map<Weight, Double> values = new EnumMap<>(Weight.class);
    private String embedder = "";

    private Weights() {}

    /** The shipped ones. */
    static Weights shipped() {
        try (var in = Objects.requireNonNull(Weights.class.getResourceAsStream("weights.properties"));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return read(lines.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads lines {@code name = value}.
     *
     * @throws IllegalArgumentException for a name that is unknown, missing or there twice
     */
    static Weights read(List<String> lines) {
        var weights = new Weights();
        lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(weights::line);
        for (Weight weight : Weight.values()) {
            if (!weights.values.containsKey(weight)) {
                throw new IllegalArgumentException("no weight is given for " + weight.key);
            }
        }
        if (weights.embedder.isEmpty()) {
            throw new IllegalArgumentException("no embedder is named");
        }
        return weights;
    }

    private void line(String line) {
        int at = line.indexOf('=');
        String name = line.substring(0, Math.max(0, at)).strip();
        String value = line.substring(at + 1).strip();
        boolean again = name.equals(EMBEDDER)
                ? !embedder.isEmpty()
                : values.put(weight(name, line), Double.valueOf(value)) != null;
        if (again) {
            throw new IllegalArgumentException(name + " is given twice");
        }
        if (name.equals(EMBEDDER)) {
            embedder = value;
        }
    }

    private static Weight weight(String name, String line) {
        for (Weight weight : Weight.values()) {
            if (weight.key.equals(name)) {
                return weight;
            }
        }
        throw new IllegalArgumentException("no weight is called so: " + line);
    }

    double of(Weight weight) {
        return Objects.requireNonNull(values.get(weight));
    }

    /** The model with which they were fitted. */
    String embedder() {
        return embedder;
    }
}

package ai.clara.memory.answer;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.e5smallv2q.E5SmallV2QuantizedEmbeddingModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Everything one person told, asked as recall asks it: real vectors, the nearest and of these the newest first. */
final class Heap {
    private static final List<String> UNRELATED = List.of(
            "Anna: The printer on the second floor is out of toner again.",
            "Ben: I repainted the garden fence yesterday.",
            "Carla: It rained the whole morning.",
            "David: My neighbour bought a set of new curtains.",
            "Eva: We watched the football match until midnight.",
            "Frank: The soup needed a bit more salt.",
            "Gina: I finally cleaned out the garage.",
            "Hugo: The train was late because of the snow.");

    private static final E5SmallV2QuantizedEmbeddingModel MODEL = model();

    private final Agreement agreement;
    private final List<String> told;
    private final Map<String, float[]> vectors = new HashMap<>();
    private final Map<String, float[]> queries = new HashMap<>();
    private final List<float[]> unrelated;

    private record Hit(String text, double score) {}

    Heap(Agreement agreement, List<String> told) {
        this.agreement = agreement;
        this.told = told;
        told.forEach(text -> vectors.put(text, embed("passage: Alex: " + text)));
        unrelated = UNRELATED.stream().map(text -> embed("passage: " + text)).toList();
    }

    /** What is answered first, empty when nothing supports an answer. */
    String first(String asked) {
        return hits(asked).stream()
                .max(Comparator.comparingDouble(Hit::score))
                .map(Hit::text)
                .orElse("");
    }

    private double closeness(String asked, String text) {
        float[] query = queries.computeIfAbsent(asked, one -> embed("query: " + one));
        double floor = unrelated.stream()
                .mapToDouble(vector -> dot(query, vector))
                .max()
                .orElse(0);
        return dot(query, Objects.requireNonNull(vectors.get(text))) - floor;
    }

    private static E5SmallV2QuantizedEmbeddingModel model() {
        // DJL would otherwise look for its engine on the network.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("RUST_FLAVOR", "cpu");
        return new E5SmallV2QuantizedEmbeddingModel(Runnable::run);
    }

    private List<Hit> hits(String asked) {
        Question question = agreement.question(asked);
        var statements = new ArrayList<Statement>();
        for (int i = 0; i < told.size(); i++) {
            String text = told.get(i);
            statements.add(new Statement(
                    "Alex",
                    true,
                    text,
                    i == 0 ? "" : told.get(i - 1),
                    closeness(asked, text),
                    Meaning.of(Objects.requireNonNull(vectors.get(text)))));
        }
        List<Judgement> judgements = agreement.judge(question, statements);
        var hits = new ArrayList<Hit>();
        for (int i = 0; i < told.size(); i++) {
            if (judgements.get(i).score() > 0) {
                hits.add(new Hit(told.get(i), judgements.get(i).score()));
            }
        }
        return hits;
    }

    private float[] embed(String text) {
        return MODEL.embed(TextSegment.from(text)).content().vector();
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}

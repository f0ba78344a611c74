package ai.clara.memory.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.e5smallv2q.E5SmallV2QuantizedEmbeddingModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tells everything to one memory, asks everything, and counts: a pair is right when the first support holds the answer. */
final class PairsTest {
    private static final List<String> NAMES = List.of(
            "Lena", "Marek", "Bruno", "Ayla", "Jonas", "Priya", "Tomas", "Ilse", "Rafael", "Wanda", "Kofi", "Greta");
    private static final List<String> PLACES = List.of(
            "Graz", "Lyon", "Porto", "Turku", "Bergen", "Gdansk", "Leeds", "Ghent", "Malmo", "Split", "Tartu", "Brno");
    private static final List<String> DATES =
            List.of("3 May 2014", "12 July", "21 October 2019", "7 March", "30 November", "2 June 2011");
    private static final List<String> UNRELATED = List.of(
            "Anna: The printer on the second floor is out of toner again.",
            "Ben: I repainted the garden fence yesterday.",
            "Carla: It rained the whole morning.",
            "David: My neighbour bought a set of new curtains.",
            "Eva: We watched the football match until midnight.",
            "Frank: The soup needed a bit more salt.",
            "Gina: I finally cleaned out the garage.",
            "Hugo: The train was late because of the snow.");

    private final E5SmallV2QuantizedEmbeddingModel model = new E5SmallV2QuantizedEmbeddingModel();
    private final Agreement agreement = new Agreement(new Lexicon());

    private record Pair(List<String> told, String asked, String answer, boolean heldOut) {}

    private record Score(int right, int wrong, int silent, int falseAnswers) {}

    @Test
    void answersWhatWasToldAndNothingElse() throws IOException {
        for (int seed = 1; seed <= 3; seed++) {
            List<Pair> pairs = pairs(new Random(seed));
            Score tuned = score(pairs, false, pairs);
            Score heldOut = score(pairs, true, pairs);
            System.out.println("seed " + seed + " tuned " + tuned + " held out " + heldOut);
            assertThat(tuned.falseAnswers() + heldOut.falseAnswers()).isLessThanOrEqualTo(1);
            assertThat(tuned.right()).isGreaterThanOrEqualTo(28);
            assertThat(heldOut.right()).isGreaterThanOrEqualTo(17);
        }
    }

    private Score score(List<Pair> all, boolean heldOut, List<Pair> told) {
        int right = 0;
        int wrong = 0;
        int silent = 0;
        int falseAnswers = 0;
        // Each half is a memory of its own: the two tell different things about the same sister.
        var statements = told.stream()
                .filter(pair -> pair.heldOut() == heldOut)
                .flatMap(pair -> pair.told().stream())
                .toList();
        Map<String, float[]> vectors = new HashMap<>();
        statements.forEach(text -> vectors.put(text, embed("passage: Alex: " + text)));
        List<float[]> unrelated =
                UNRELATED.stream().map(text -> embed("passage: " + text)).toList();
        for (Pair pair : all.stream().filter(one -> one.heldOut() == heldOut).toList()) {
            float[] query = embed("query: " + pair.asked());
            double floor = unrelated.stream()
                    .mapToDouble(vector -> dot(query, vector))
                    .max()
                    .orElse(0);
            String first = first(
                    pair.asked(), statements, text -> dot(query, Objects.requireNonNull(vectors.get(text))) - floor);
            boolean never = pair.told().isEmpty();
            String mark;
            if (first.isEmpty()) {
                silent += never ? 0 : 1;
                mark = never ? "" : "SILENT";
            } else if (never) {
                falseAnswers++;
                mark = "FALSE";
            } else if (first.contains(pair.answer())) {
                right++;
                mark = "";
            } else {
                wrong++;
                mark = "WRONG";
            }
            if (!mark.isEmpty()) {
                System.out.println(mark + " " + pair + " -> " + first);
            }
        }
        return new Score(right, wrong, silent, falseAnswers);
    }

    private String first(String asked, List<String> statements, java.util.function.ToDoubleFunction<String> closeness) {
        Question question = agreement.question(asked);
        var told = statements.stream()
                .map(text -> new Statement("Alex", true, text, closeness.applyAsDouble(text)))
                .toList();
        KnownNames names = agreement.names(told);
        record Hit(String text, double score, int at) {}
        var hits = new ArrayList<Hit>();
        for (int i = 0; i < told.size(); i++) {
            double score = agreement.judge(question, told.get(i), names).score();
            if (score > 0) {
                hits.add(new Hit(told.get(i).text(), score, i));
            }
        }
        double top = hits.stream().mapToDouble(Hit::score).max().orElse(0);
        return hits.stream()
                .filter(hit -> hit.score() >= Agreement.NEAR * top)
                .max(Comparator.comparingInt(Hit::at))
                .map(Hit::text)
                .orElse("");
    }

    private static List<Pair> pairs(Random random) throws IOException {
        var pairs = new ArrayList<Pair>();
        boolean heldOut = false;
        String text;
        try (var in = Objects.requireNonNull(PairsTest.class.getResourceAsStream("pairs.txt"))) {
            text = new String(in.readAllBytes(), UTF_8);
        }
        for (String raw : text.lines().toList()) {
            heldOut |= raw.equals("[held out]");
            if (raw.startsWith("#") || raw.startsWith("[")) {
                continue;
            }
            String line = raw.replace("$N", drawn(NAMES, random))
                    .replace("$P", drawn(PLACES, random))
                    .replace("$Q", "Linz")
                    .replace("$D", drawn(DATES, random));
            String[] parts = line.split("\\|", -1);
            List<String> told =
                    parts[0].isBlank() ? List.of() : List.of(parts[0].strip().split(" // "));
            pairs.add(new Pair(told, parts[1].strip(), parts[2].strip(), heldOut));
        }
        return pairs;
    }

    private static String drawn(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }

    private float[] embed(String text) {
        return model.embed(TextSegment.from(text)).content().vector();
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}

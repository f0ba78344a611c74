package ai.clara.memory.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    private final Agreement agreement = new Agreement(new Lexicon());

    private record Score(int right, int inventions, List<String> mistakes) {}

    /** Three parts of about 43 pairs each, every part a memory of its own; nothing of them is in the lexicon on purpose. */
    @Test
    void answersWhatWasToldInOtherWords() throws IOException {
        var parts = new LinkedHashMap<String, List<String>>();
        String part = "";
        for (String line : file("drawn.tsv")) {
            if (line.startsWith("[")) {
                part = line;
            } else {
                parts.computeIfAbsent(part, _ -> new ArrayList<>()).add(line);
            }
        }
        assertThat(parts).hasSize(3);
        for (Map.Entry<String, List<String>> one : parts.entrySet()) {
            Drawn drawn = Drawn.draw(one.getValue(), 2);
            Score score = score(drawn);
            assertThat(score.right())
                    .as("%s %s", one.getKey(), score.mistakes())
                    .isGreaterThanOrEqualTo(drawn.pairs().size() * 9 / 10);
            assertThat(score.inventions()).as(one.getKey()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void answersWhatWasToldInOrder() throws IOException {
        var random = new Random(1);
        var halves = List.of(new ArrayList<String>(), new ArrayList<String>());
        int half = -1;
        for (String line : file("pairs.txt")) {
            if (line.startsWith("[")) {
                half++;
            } else {
                halves.get(half)
                        .add(line.replace("$N", drawn(NAMES, random))
                                .replace("$P", drawn(PLACES, random))
                                .replace("$Q", "Linz")
                                .replace("$D", drawn(DATES, random)));
            }
        }
        for (List<String> lines : halves) {
            Score score = score(inOrder(lines));
            assertThat(score.right()).as("%s", score.mistakes()).isGreaterThanOrEqualTo(lines.size() * 9 / 10);
            assertThat(score.inventions()).as("%s", score.mistakes()).isLessThanOrEqualTo(1);
        }
    }

    private static Drawn inOrder(List<String> lines) {
        var pairs = new ArrayList<Drawn.Pair>();
        var told = new ArrayList<String>();
        for (String line : lines) {
            String[] cells = line.split("\\|", -1);
            List<String> tells =
                    cells[0].isBlank() ? List.of() : List.of(cells[0].strip().split(" // "));
            told.addAll(tells);
            pairs.add(new Drawn.Pair(tells.isEmpty() ? "never" : "told", tells, cells[1].strip(), cells[2].strip()));
        }
        return new Drawn(pairs, told);
    }

    private Score score(Drawn drawn) {
        var heap = new Heap(agreement, drawn.told());
        int right = 0;
        int inventions = 0;
        var mistakes = new ArrayList<String>();
        for (Drawn.Pair pair : drawn.pairs()) {
            String first = heap.first(pair.ask());
            boolean never = pair.tells().isEmpty();
            if (never ? first.isEmpty() : !first.isEmpty() && first.contains(pair.expected())) {
                right++;
            } else {
                inventions += never ? 1 : 0;
                mistakes.add(pair.ask() + " -> " + first);
            }
        }
        return new Score(right, inventions, mistakes);
    }

    private static List<String> file(String name) throws IOException {
        try (var in = Objects.requireNonNull(PairsTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .toList();
        }
    }

    private static String drawn(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }
}

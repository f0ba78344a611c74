package ai.clara.engine.summary;

import ai.clara.spi.privacy.Provenance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A summary without a model: people's own sentences that say the most, chosen by fixed rules. Rare is what is rare in these messages;
 * what was said elsewhere is never counted. The same messages always give the same sentences.
 */
final class KeySentences {
    static final Provenance BY = new Provenance(Provenance.Kind.SYSTEM, "key sentences");
    static final int SENTENCES_MAX = 10;
    static final int CHARS_MAX = 1_200;

    private static final int SENTENCE_CHARS_MAX = 300;
    private static final double ALIKE = 0.7;
    private static final Pattern BOUNDARY = Pattern.compile("(?<=[.!?…。！？])\\s+|\\R+");

    /** @param at its place among all sentences */
    private record Sentence(int at, String speaker, String text, Set<String> words) {}

    private record Ranked(Sentence sentence, double weight) {}

    private KeySentences() {}

    /** Empty when no person said anything. */
    static Optional<Retold> of(Material material) {
        List<Sentence> sentences = sentences(material.said());
        List<Sentence> chosen = chosen(worthwhile(ranked(sentences)));
        return chosen.isEmpty()
                ? Optional.empty()
                : Optional.of(new Retold(
                        chosen.stream()
                                .sorted(Comparator.comparingInt(Sentence::at))
                                .map(KeySentences::line)
                                .collect(Collectors.joining("\n")),
                        BY));
    }

    private static List<Sentence> sentences(List<Said> said) {
        var sentences = new ArrayList<Sentence>();
        for (Said one : said) {
            if (!one.byClara()) {
                for (String piece : BOUNDARY.split(one.text())) {
                    String text = Cut.to(piece.strip(), SENTENCE_CHARS_MAX);
                    Set<String> words = Weight.words(text);
                    if (!words.isEmpty()) {
                        sentences.add(new Sentence(sentences.size(), oneLine(one.speaker()), text, words));
                    }
                }
            }
        }
        return sentences;
    }

    private static List<Ranked> ranked(List<Sentence> sentences) {
        Map<String, Integer> counts = new HashMap<>();
        sentences.forEach(each -> each.words().forEach(word -> counts.merge(word, 1, Integer::sum)));
        var weight = new Weight(counts, sentences.size());
        return sentences.stream()
                .map(each -> new Ranked(each, weight.of(each.text(), each.words())))
                .sorted(Comparator.comparingDouble(Ranked::weight)
                        .reversed()
                        .thenComparingInt(each -> each.sentence().at()))
                .toList();
    }

    /** Those that say something, and the best one in any case. */
    private static List<Ranked> worthwhile(List<Ranked> best) {
        List<Ranked> worthwhile =
                best.stream().filter(each -> each.weight() > 0).toList();
        return worthwhile.isEmpty() ? best.stream().limit(1).toList() : worthwhile;
    }

    private static List<Sentence> chosen(List<Ranked> best) {
        var chosen = new ArrayList<Sentence>();
        int left = CHARS_MAX;
        for (Ranked each : best) {
            Sentence sentence = each.sentence();
            int length = line(sentence).length() + 1;
            if (chosen.size() < SENTENCES_MAX
                    && length <= left
                    && chosen.stream().noneMatch(other -> alike(other, sentence))) {
                chosen.add(sentence);
                left -= length;
            }
        }
        return chosen;
    }

    private static boolean alike(Sentence one, Sentence other) {
        Set<String> both = new HashSet<>(one.words());
        both.retainAll(other.words());
        int all = one.words().size() + other.words().size() - both.size();
        return both.size() >= ALIKE * all;
    }

    private static String line(Sentence sentence) {
        return sentence.speaker() + ": " + sentence.text();
    }

    private static String oneLine(String name) {
        return Cut.to(name.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ").strip(), 80);
    }
}

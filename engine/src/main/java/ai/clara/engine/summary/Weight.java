package ai.clara.engine.summary;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How much a sentence says: about the speaker, with numbers and names, decisions, and words that are rare in these messages.
 *
 * @param counts in how many sentences each word stands
 */
record Weight(Map<String, Integer> counts, int sentences) {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}'’-]*");
    private static final Pattern NUMBER = Pattern.compile("\\p{N}");
    private static final Pattern NAME = Pattern.compile("(?<=[\\p{L}\\p{N},;:'’\"-]\\s)\\p{Lu}\\p{L}[\\p{L}'’-]*");

    private static final Set<String> FIRST_PERSON = words(
            "i i'm i've i'll i'd my me mine we we're we've our us ich mein meine meinen meiner mich mir wir unser unsere"
                    + " je j'ai mon ma mes nous notre yo mi mis me nosotros nuestro");
    private static final Set<String> DECISION = words(
            "decide decided agree agreed plan planned plans promise promised booked choose chose chosen will shall must going"
                    + " let's deadline appointment remember moved moving started starting beschlossen entschieden vereinbart"
                    + " werde werden muss müssen termin geplant décidé promis prévu decidido acordado prometido");

    private static final int SHORT_WORDS = 3;
    private static final int NAMES_MAX = 2;

    static Set<String> words(String text) {
        Set<String> words = new LinkedHashSet<>();
        WORD.matcher(text)
                .results()
                .map(MatchResult::group)
                .forEach(word -> words.add(word.replace('’', '\'').toLowerCase(Locale.ROOT)));
        return words;
    }

    double of(String text, Set<String> words) {
        double weight = 2 * rarity(words);
        weight += words.stream().anyMatch(FIRST_PERSON::contains) ? 2 : 0;
        weight += words.stream().anyMatch(DECISION::contains) ? 2 : 0;
        weight += NUMBER.matcher(text).find() ? 1.5 : 0;
        weight += Math.min(NAMES_MAX, NAME.matcher(text).results().count());
        weight -= text.endsWith("?") ? 3 : 0;
        weight -= words.size() < SHORT_WORDS ? 2 : 0;
        return weight;
    }

    /** From 0, when every sentence has all its words, to 1. */
    private double rarity(Set<String> words) {
        double most = Math.log(1.0 + sentences);
        return words.stream()
                        .mapToDouble(word -> Math.log(1.0 + (double) sentences / counts.getOrDefault(word, 1)))
                        .average()
                        .orElse(0)
                / most;
    }
}

package ai.clara.memory.answer;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Relatives of relatives: a mother's mother is a grandmother. */
final class Kinship {
    private static final Set<String> FEMALE = Set.of("mother", "sister", "daughter", "wife");
    private static final Set<String> MALE = Set.of("father", "brother", "son", "husband");
    /** By whose relative it is: the one of either sex, the woman, the man. */
    private static final Map<String, List<String>> CHAINS = Map.of(
            "parent parent", List.of("grandparent", "grandmother", "grandfather"),
            "parent spouse", List.of("parent", "mother", "father"),
            "parent sibling", List.of("relative", "aunt", "uncle"),
            "sibling child", List.of("relative", "niece", "nephew"),
            "child child", List.of("grandchild", "granddaughter", "grandson"),
            "spouse parent", List.of("in_law", "mother_in_law", "father_in_law"),
            "spouse sibling", List.of("in_law", "sister_in_law", "brother_in_law"),
            "sibling spouse", List.of("in_law", "sister_in_law", "brother_in_law"));

    private static final Set<String> WHICH_ONE = Set.of(
            "new",
            "old",
            "older",
            "younger",
            "little",
            "big",
            "eldest",
            "oldest",
            "youngest",
            "second",
            "first",
            "only");

    private Kinship() {}

    static void compose(Lexicon lexicon, List<Token> tokens, List<Set<String>> concepts) {
        for (int i = 0; i + 2 < tokens.size(); i++) {
            String middle = tokens.get(i + 1).lower();
            boolean ofMine = middle.equals("of")
                    && i + 3 < tokens.size()
                    && Set.of("my", "our").contains(tokens.get(i + 2).lower());
            if (ofMine) {
                replace(lexicon, concepts, i, i + 3, i + 3, i);
            } else if (middle.equals("'s")) {
                int who = i + 2;
                while (who + 1 < tokens.size()
                        && WHICH_ONE.contains(tokens.get(who).lower())) {
                    who++;
                }
                replace(lexicon, concepts, i, who, i, who);
            }
        }
    }

    /** All words from the one to the other then stand for the relative of the relative. */
    private static void replace(Lexicon lexicon, List<Set<String>> concepts, int from, int to, int whose, int who) {
        for (var entry : CHAINS.entrySet()) {
            String[] links = entry.getKey().split(" ");
            if (is(lexicon, concepts.get(whose), links[0]) && is(lexicon, concepts.get(who), links[1])) {
                int sex = concepts.get(who).stream().anyMatch(FEMALE::contains)
                        ? 1
                        : concepts.get(who).stream().anyMatch(MALE::contains) ? 2 : 0;
                for (int i = from; i <= to; i++) {
                    concepts.get(i).removeIf(lexicon::isPerson);
                    concepts.get(i).add(entry.getValue().get(sex));
                }
                return;
            }
        }
    }

    private static boolean is(Lexicon lexicon, Set<String> concepts, String kin) {
        return concepts.stream().anyMatch(concept -> lexicon.isKindOf(concept, kin));
    }
}

package ai.clara.memory.answer;

import java.util.List;
import java.util.Set;

/** Finds out what somebody does for a living: "is a vet", "runs a bakery". */
final class Trades {
    private static final List<String> WHO = List.of(
            "worker",
            "professional",
            "entertainer",
            "creator",
            "officeholder",
            "leader",
            "scientist",
            "athlete",
            "serviceman",
            "merchant",
            "skilled worker");
    private static final List<String> WHERE = List.of(
            "shop", "business", "restaurant", "place of business", "workplace", "institution", "farm", "building");
    private static final Set<String> BEING =
            Set.of("is", "'s", "am", "are", "was", "were", "as", "became", "become", "being");
    private static final Set<String> RUNNING =
            Set.of("run", "runs", "ran", "running", "own", "owns", "owned", "manage", "manages", "managed", "heads");
    private static final Set<String> ARTICLES = Set.of("a", "an", "the");
    /** Article and adjectives: "is a very good primary school teacher". */
    private static final int WORDS_BETWEEN_MAX = 5;

    private final Thesaurus thesaurus;

    Trades(Thesaurus thesaurus) {
        this.thesaurus = thesaurus;
    }

    boolean in(Reading sentence) {
        List<String> words = sentence.words();
        for (int i = 0; i + 2 < words.size(); i++) {
            boolean being = BEING.contains(words.get(i));
            if ((being || RUNNING.contains(words.get(i))) && ARTICLES.contains(words.get(i + 1))) {
                List<String> kinds = being ? WHO : WHERE;
                int end = Math.min(words.size(), i + 2 + WORDS_BETWEEN_MAX);
                for (String word : words.subList(i + 2, end)) {
                    if (kinds.stream().anyMatch(kind -> thesaurus.isKindOf(word, kind))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}

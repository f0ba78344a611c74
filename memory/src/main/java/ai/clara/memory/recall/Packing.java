package ai.clara.memory.recall;

import ai.clara.memory.store.Words;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.prompt.MemoryPage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Puts as much evidence into a prompt as fits, the best first; what does not fit leaves its room to the next. */
final class Packing {
    /** One message, however long, takes no more than this part of the page; of a longer one an excerpt does. */
    private static final int PART = 3;
    /** What may be quoted as the answer comes in however it ranks, but not more of it than anybody quotes. */
    private static final int QUOTABLE_MAX = 3;

    private final MemoryPage page;
    private final int tokens;
    private final Words words;
    private final Set<String> terms;

    Packing(Asked asked, int tokens, Words words) {
        this.page = new MemoryPage(asked.zone(), tokens);
        this.tokens = tokens;
        this.words = words;
        this.terms = words.telling(asked.text());
    }

    /** In the order of the evidence. */
    List<Evidence> of(List<Evidence> evidence) {
        var packed = new ArrayList<Evidence>();
        List<Evidence> quotable = evidence.stream()
                .filter(Evidence::supports)
                .sorted(Comparator.comparingDouble(Evidence::support).reversed())
                .limit(QUOTABLE_MAX)
                .toList();
        Stream.concat(quotable.stream(), evidence.stream().filter(one -> !quotable.contains(one)))
                .forEach(one -> take(one, packed));
        packed.sort((one, other) -> Integer.compare(place(one, evidence), place(other, evidence)));
        return packed;
    }

    private void take(Evidence one, List<Evidence> packed) {
        boolean lengthy = one.stretch().isEmpty() && one.text().length() > Excerpt.CHARS_MAX;
        if (!(lengthy && page.tokens(one) > tokens / PART) && page.take(one)) {
            packed.add(one);
        } else if (lengthy) {
            Evidence shorter = Excerpt.about(one, terms, words);
            if (page.take(shorter)) {
                packed.add(shorter);
            }
        }
    }

    private static int place(Evidence one, List<Evidence> evidence) {
        for (int i = 0; i < evidence.size(); i++) {
            if (evidence.get(i).message().equals(one.message())) {
                return i;
            }
        }
        return evidence.size();
    }
}

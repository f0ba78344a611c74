package ai.clara.memory.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Something memory promises, tried with many draws: all tell first, then all ask. */
@FunctionalInterface
interface Behaviour {
    int DRAWS = 50;

    /** Asks, and says what was wrong; empty when nothing was. */
    @FunctionalInterface
    interface Question {
        String wrong();
    }

    Question told(Draw draw);

    /** Those of so many draws in which it does not hold, with their seeds and texts. */
    static List<String> failures(String name, MemoryUnderTest memory, int draws, Behaviour behaviour) {
        record Asked(long seed, Question question) {}
        var asked = new ArrayList<Asked>();
        for (int seed = 1; seed <= draws; seed++) {
            var draw = new Draw(name, seed);
            asked.add(new Asked(seed, behaviour.told(draw)));
        }
        memory.followed();
        var failures = new ArrayList<String>();
        for (Asked one : asked) {
            String wrong = one.question().wrong();
            if (!wrong.isEmpty()) {
                failures.add("seed " + one.seed() + ": " + wrong);
            }
        }
        return failures;
    }

    /** Holds in at least so many draws of {@link #DRAWS}. */
    static void holds(int least, String name, MemoryUnderTest memory, Behaviour behaviour) {
        List<String> failures = failures(name, memory, DRAWS, behaviour);
        assertThat(DRAWS - failures.size())
                .as("%s: draws in which it holds; it did not in %s", name, String.join("\n", failures))
                .isGreaterThanOrEqualTo(least);
    }

    static void holds(String name, MemoryUnderTest memory, Behaviour behaviour) {
        holds(DRAWS, name, memory, behaviour);
    }
}

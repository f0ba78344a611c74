package ai.clara.memory.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.memory.Recollection;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Six hundred messages about everything but pets, and questions about pets. */
final class Pets {
    private static final int TURNS = 600;
    private static final LocalDate LATER = LocalDate.of(2026, 2, 1);
    private static final List<String> SPECIES = List.of(
            "parrot", "tortoise", "hamster", "rabbit", "canary", "ferret", "gecko", "pony", "budgie", "goldfish");
    private static final List<String> CALLED =
            List.of("Kiki", "Momo", "Tilda", "Bandit", "Pepper", "Zora", "Nemo", "Lotti");
    private static final List<String> ASKED = List.of(
            "What is the name of my %s?",
            "What is my %s called?",
            "What's my %s's name?",
            "How is my %s called?",
            "Do you remember the name of my %s?",
            "Which name did I give my %s?");
    private static final List<String> TOLD = List.of(
            "My %s %s",
            "My %s is called %s",
            "I have a %s named %s",
            "The name of my %s is %s",
            "We got a %s and named it %s",
            "My %s's name is %s");

    private static final List<String> WHO = List.of("I", "My boss", "Our neighbour", "My sister", "The postman");
    private static final List<String> DID = List.of(
            "repaired the old radio",
            "painted the kitchen wall",
            "read a book about bridges",
            "missed the early bus",
            "bought a new raincoat",
            "cooked soup for the whole street",
            "learned to juggle",
            "lost an umbrella",
            "wrote a letter to the mayor",
            "slept on the balcony",
            "won a game of chess",
            "planted tomatoes");
    private static final List<String> WHERE = List.of(
            "in the morning",
            "after work",
            "on Sunday",
            "near the harbour",
            "with great care",
            "despite the rain",
            "at the town hall",
            "for the third time",
            "without any hurry",
            "before lunch");

    private Pets() {}

    /** Tells {@code memory}, and asks before and after. */
    static void told(MemoryUnderTest memory) {
        var noise = new Draw("pets", 1);
        Draw.Person person = noise.person();
        LocalDate first = LocalDate.of(2025, 3, 1);
        for (int i = 0; i < TURNS; i++) {
            String text = noise.of(WHO) + " " + noise.of(DID) + " " + noise.of(WHERE);
            memory.told()
                    .tell(person.direct(), person.id(), person.name(), noise.at(first.plusDays(i / 2), person), text);
        }
        memory.followed();
        var before = new HashMap<String, Double>();
        for (String asked : ASKED) {
            for (String species : SPECIES) {
                String question = asked.formatted(species);
                before.put(question, recall(memory, person, question).certainty());
            }
        }
        Behaviour.holds("never told, never quoted", memory, draw -> neverQuoted(memory, person, draw));
        assertThat(Behaviour.failures("never told", memory, Behaviour.DRAWS, draw -> neverTold(memory, person, draw)))
                .as("what was never told is taken for known by its likeness in a few draws at most")
                .hasSizeLessThan(Behaviour.DRAWS / 10);
        Behaviour.holds("told at last", memory, draw -> toldAtLast(memory, person, draw, before));
        assertThat(Behaviour.failures("told", memory, Behaviour.DRAWS, draw -> neverTold(memory, person, draw)))
                .as("once it is told, nobody can say that it never was")
                .isNotEmpty();
    }

    private static Recollection recall(MemoryUnderTest memory, Draw.Person person, String question) {
        return memory.recall(person.viewer(), question, EvidenceContract.ASKED, 80);
    }

    private static Behaviour.Question neverQuoted(MemoryUnderTest memory, Draw.Person person, Draw draw) {
        String question = draw.of(ASKED).formatted(draw.of(SPECIES));
        return () -> recall(memory, person, question).quotable() ? question : "";
    }

    /** There is no answer. */
    private static Behaviour.Question neverTold(MemoryUnderTest memory, Draw.Person person, Draw draw) {
        String question = draw.of(ASKED).formatted(draw.of(SPECIES));
        return () -> {
            Recollection found = recall(memory, person, question);
            return found.answerable()
                    ? question + " gave " + found.certainty() + " with "
                            + found.evidence().getFirst().text()
                    : "";
        };
    }

    /** It is answerable, and memory is surer of that than it was. */
    private static Behaviour.Question toldAtLast(
            MemoryUnderTest memory, Draw.Person person, Draw draw, Map<String, Double> before) {
        String species = draw.of(SPECIES);
        String fact = draw.of(TOLD).formatted(species, draw.of(CALLED));
        memory.told().tell(person.direct(), person.id(), person.name(), draw.at(LATER, person), fact);
        String question = draw.of(ASKED).formatted(species);
        return () -> {
            Recollection found = recall(memory, person, question);
            boolean given = found.evidence().stream().anyMatch(one -> one.text().equals(fact));
            boolean surer = found.certainty() > before.getOrDefault(question, Double.NaN);
            return found.answerable() && given && surer
                    ? ""
                    : question + " of " + fact + " " + found.certainty() + " after " + before.get(question) + " "
                            + found.quotable();
        };
    }
}

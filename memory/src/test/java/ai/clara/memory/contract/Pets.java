package ai.clara.memory.contract;

import ai.clara.spi.memory.Recollection;
import java.time.LocalDate;
import java.util.List;

/** Six hundred messages about everything but pets, and questions about pets. */
final class Pets {
    private static final int TURNS = 600;
    private static final int UNTOLD_LEAST = 50;
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
        var draw = new Draw("pets", 1);
        Draw.Person person = draw.person();
        LocalDate first = LocalDate.of(2025, 3, 1);
        for (int i = 0; i < TURNS; i++) {
            String text = draw.of(WHO) + " " + draw.of(DID) + " " + draw.of(WHERE);
            memory.told()
                    .tell(person.direct(), person.id(), person.name(), draw.at(first.plusDays(i / 2), person), text);
        }
        Behaviour.holds(UNTOLD_LEAST, "never told", memory, one -> {
            String question = one.of(ASKED).formatted(one.of(SPECIES));
            return () -> {
                Recollection found = memory.recall(person.viewer(), question, EvidenceContract.ASKED, 8);
                return found.answerable() ? question + " " + found.certainty() : "";
            };
        });
        Behaviour.holds(Behaviour.DRAWS, "told at last", memory, one -> {
            String species = one.of(SPECIES);
            String fact = one.of(TOLD).formatted(species, one.of(CALLED));
            memory.told().tell(person.direct(), person.id(), person.name(), one.at(first.plusDays(400), person), fact);
            String question = one.of(ASKED).formatted(species);
            return () -> {
                Recollection found = memory.recall(person.viewer(), question, EvidenceContract.ASKED, 80);
                boolean right = found.answerable()
                        && found.evidence().stream().anyMatch(e -> e.text().equals(fact));
                return right ? "" : question + " of " + fact + " " + found.certainty();
            };
        });
    }
}

package ai.clara.memory.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.memory.Evidence;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Viewer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nobody learns by memory what they may not know, and nobody's words hide theirs. */
interface AudienceContract {
    ZonedDateTime LATER = LocalDate.of(2026, 3, 2).atTime(10, 0).atZone(ZoneOffset.UTC);
    int PEOPLE = 200;
    int QUERIES = 500;
    int NOTES = 10_000;

    /** One whose embedder costs next to nothing, for crowds. */
    MemoryUnderTest crowded();

    /** What somebody told Clara alone is found by them, whatever two hundred others told her, and by nobody else. */
    @Test
    default void nothingOfOthers() {
        MemoryUnderTest memory = crowded();
        assertThat(leaks(memory)).isEmpty();
        assertThat(memory.stopped())
                .as("the first wall lets nothing to the second")
                .isZero();
    }

    /** Asks for one of two hundred, and gives what was not theirs or was not found. */
    static List<String> leaks(MemoryUnderTest memory) {
        var draw = new Draw("isolation", 1);
        Draw.Person bob = draw.person();
        String own = "saffron";
        for (Favourites one : Favourites.ALL) {
            tell(memory, draw, bob, one.told(draw, own + " " + one.thing()));
        }
        for (int i = 0; i < PEOPLE; i++) {
            Draw.Person other = draw.person();
            Favourites one = draw.of(Favourites.ALL);
            tell(memory, draw, other, one.told(draw, draw.of(one.values())));
        }
        memory.followed();
        var wrong = new ArrayList<String>();
        for (int i = 0; i < QUERIES; i++) {
            Favourites one = draw.of(Favourites.ALL);
            String question = one.asked(draw) + (draw.upTo(3) == 0 ? " Was it " + draw.of(one.values()) + "?" : "");
            List<Evidence> found =
                    memory.recall(bob.viewer(), question, LATER, 20).evidence();
            found.stream()
                    .filter(evidence -> !evidence.bySelf() || !evidence.text().contains(own))
                    .forEach(evidence -> wrong.add(question + " gave " + evidence.text()));
            if (found.stream().noneMatch(evidence -> evidence.text().contains(own + " " + one.thing()))) {
                wrong.add(question + " did not give " + own);
            }
        }
        return wrong;
    }

    private static void tell(MemoryUnderTest memory, Draw draw, Draw.Person person, String text) {
        memory.told().tell(person.direct(), person.id(), person.name(), draw.at(draw.day(), person), text);
    }

    /** What was told Clara alone is known in no room, and what was said in one room not in another. */
    @Test
    default void nothingFromElsewhere() {
        Behaviour.holds("elsewhere", crowded(), draw -> elsewhere(crowded(), draw));
    }

    static Behaviour.Question elsewhere(MemoryUnderTest memory, Draw draw) {
        Draw.Person ana = draw.person();
        Draw.Person bob = draw.person();
        Audience.Room here = draw.room("here");
        Audience.Room there = draw.room("there");
        String city = draw.city();
        String secret = draw.of(List.of(
                        "I am looking for a new job in %s",
                        "I applied for a job in %s today",
                        "Between us: I want to leave and take a job in %s",
                        "There is a job in %s and I had an interview for it",
                        "My new job could be in %s",
                        "Nobody knows of the job in %s yet, I hope"))
                .formatted(city);
        tell(memory, draw, ana, secret);
        String said = "We meet on the roof, the job list hangs in " + draw.city();
        memory.told().tell(there, bob.id(), bob.name(), draw.at(draw.day(), bob), said);
        memory.told().tell(here, ana.id(), ana.name(), draw.at(draw.day(), ana), "Good morning all of you here");
        String question = draw.of(List.of(
                        "What is %s up to with the job?",
                        "Is %s looking for a job?",
                        "Which job does %s want?",
                        "Where is the job of %s?",
                        "What did %s say of a job?",
                        "What job news does %s have?"))
                .formatted(ana.name());
        return () -> {
            var wrong = new ArrayList<String>();
            for (Viewer viewer : List.of(ana.in(here), bob.in(here), ana.in(there), bob.in(there), bob.viewer())) {
                if (texts(memory, viewer, question).contains(secret)) {
                    wrong.add(viewer.writes().key() + " learnt " + secret);
                }
            }
            for (Viewer viewer : List.of(ana.in(here), bob.in(here), ana.viewer())) {
                if (texts(memory, viewer, question).contains(said)) {
                    wrong.add(viewer.writes().key() + " learnt " + said);
                }
            }
            if (!texts(memory, ana.viewer(), question).contains(secret)) {
                wrong.add("not even the author finds " + secret);
            }
            if (!texts(memory, bob.in(there), question).contains(said)) {
                wrong.add("not even in its room is found " + said);
            }
            return String.join("; ", wrong);
        };
    }

    private static Set<String> texts(MemoryUnderTest memory, Viewer viewer, String question) {
        return memory.recall(viewer, question, LATER, 20).evidence().stream()
                .map(Evidence::text)
                .collect(Collectors.toSet());
    }

    /** Among ten thousand notes of others that go as well with the question, the one that may be known is found. */
    @Test
    default void theOneThatMayBeKnownIsFound() {
        MemoryUnderTest memory = crowded();
        notes(memory, NOTES);
        Behaviour.holds("permitted", memory, draw -> permitted(memory, draw));
    }

    /** Everybody's notes of their favourites. */
    static void notes(MemoryUnderTest memory, int count) {
        var draw = new Draw("notes", 1);
        for (int i = 0; i < PEOPLE; i++) {
            Draw.Person other = draw.person();
            for (int n = 0; n < count / PEOPLE; n++) {
                Favourites one = draw.of(Favourites.ALL);
                tell(memory, draw, other, one.told(draw, draw.of(one.values())) + ", note " + n);
            }
        }
    }

    static Behaviour.Question permitted(MemoryUnderTest memory, Draw draw) {
        Draw.Person person = draw.person();
        Favourites one = draw.of(Favourites.ALL);
        String own = one.told(draw, draw.of(one.values()));
        tell(memory, draw, person, own);
        String question = one.asked(draw);
        return () -> {
            List<Evidence> found =
                    memory.recall(person.viewer(), question, LATER, 5).evidence();
            return found.size() == 1 && found.getFirst().text().equals(own)
                    ? ""
                    : question + " wanted «" + own + "», gave "
                            + found.stream().map(Evidence::text).toList();
        };
    }
}

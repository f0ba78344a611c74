package ai.clara.memory.contract;

import ai.clara.spi.id.Project;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.privacy.Audience;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said in a project is recalled there alone; what is said in none, everywhere. */
interface ProjectContract {
    ZonedDateTime LATER = LocalDate.of(2026, 3, 2).atTime(10, 0).atZone(ZoneOffset.UTC);
    int TOKENS = 1_500;

    /** One whose embedder costs next to nothing, for crowds. */
    MemoryUnderTest crowded();

    @Test
    default void aProjectKeepsItsMemories() {
        MemoryUnderTest memory = crowded();
        Behaviour.holds("projects", memory, draw -> kept(memory, draw));
    }

    static Behaviour.Question kept(MemoryUnderTest memory, Draw draw) {
        Draw.Person person = draw.person();
        Project one = new Project("one " + draw.city());
        Project other = new Project("another " + draw.city());
        Audience room = draw.room("workshop");
        String thing = draw.of(List.of("deposit", "contract", "supplier", "deadline", "budget", "address"));
        String inOne = told(memory, draw, person, person.direct(), one, thing);
        String inOther = told(memory, draw, person, person.direct(), other, thing);
        String elsewhere = told(memory, draw, person, room, other, thing);
        String inNone = told(memory, draw, person, person.direct(), Project.DEFAULT, thing);
        String question = draw.of(List.of(
                        "What about the %s?",
                        "What did I say of the %s?",
                        "Which %s was it?",
                        "Tell me about the %s?",
                        "Where was the %s?",
                        "Do you remember the %s?"))
                .formatted(thing);
        return () -> {
            var wrong = new ArrayList<String>();
            wrong(wrong, memory, person, one, question, List.of(inOne, inNone), List.of(inOther, elsewhere));
            wrong(wrong, memory, person, other, question, List.of(inOther, elsewhere, inNone), List.of(inOne));
            wrong(
                    wrong,
                    memory,
                    person,
                    Project.DEFAULT,
                    question,
                    List.of(inNone),
                    List.of(inOne, inOther, elsewhere));
            List<String> all = texts(memory.recall(person.viewer(), question, LATER, 20));
            Stream.of(inOne, inOther, elsewhere, inNone)
                    .filter(text -> !all.contains(text))
                    .forEach(text -> wrong.add("asked of all projects, nobody tells " + text));
            return String.join("; ", wrong);
        };
    }

    private static String told(
            MemoryUnderTest memory, Draw draw, Draw.Person person, Audience where, Project project, String thing) {
        String text = "The %s is the one of %s %s".formatted(thing, draw.city(), draw.upTo(100_000));
        memory.told().tell(where, project, person.id(), person.name(), draw.at(draw.day(), person), text);
        return text;
    }

    private static List<String> texts(Recollection recollection) {
        return recollection.evidence().stream().map(Evidence::text).toList();
    }

    private static void wrong(
            List<String> wrong,
            MemoryUnderTest memory,
            Draw.Person person,
            Project project,
            String question,
            List<String> recalled,
            List<String> kept) {
        List<String> found = texts(memory.context(person.viewer(), project, question, LATER, TOKENS));
        recalled.stream()
                .filter(text -> !found.contains(text))
                .forEach(text -> wrong.add("'" + project.name() + "' lacks " + text));
        kept.stream().filter(found::contains).forEach(text -> wrong.add("'" + project.name() + "' tells " + text));
    }
}

package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Killed anywhere between a message and what is derived of it, Clara recalls what she would have recalled undisturbed. */
@Tag("slow")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class MemoryKillTest {
    /** From the committed message to the committed index and the graph. */
    private static final List<String> POINTS = List.of(
            "turn.accepted",
            "turn.committed",
            "memory.embedded",
            "memory.embedded#2",
            "memory.shelved",
            "memory.written",
            "memory.written#2",
            "memory.shown",
            "memory.committed",
            "graph.kept",
            "graph.kept#2");

    private static final List<String> THINGS =
            List.of("canoe", "parrot", "violin", "telescope", "wagon", "kitten", "kettle", "tent", "lamp", "bicycle");
    private static final List<String> CITIES =
            List.of("Narvik", "Linz", "Porto", "Ghent", "Turku", "Siena", "Bergen", "Graz", "Delft", "Cork");
    private static final List<String> COUSINS =
            List.of("Ottilie", "Fergus", "Wanda", "Hanno", "Selma", "Ruben", "Tilda", "Kasimir", "Isolde", "Quirin");
    private static final String RELATIONS =
            "select message_id || ' ' || from_node || ' ' || predicate || ' ' || to_node"
                    + " || ' ' || valid_from from graph_relations order by message_id, from_node, predicate, to_node";
    private static final int LINES_MAX = 300;
    private static final int LOOKS = 60;

    @Test
    void recallIsTheSameAsWithoutTheKills() throws IOException {
        try (Clara clara = Clara.fresh().with("ENABLE_GRAPH_MEMORY", "true")) {
            assertThat(clara.pipe(List.of("Hello Clara."), "chat").ended(0).answers())
                    .hasSize(1);
            for (int life = 0; life < POINTS.size(); life++) {
                dies(clara, POINTS.get(life), life);
            }
            Derived afterKills = derived(clara);
            assertThat(afterKills.relations()).hasSizeGreaterThanOrEqualTo(POINTS.size());

            delete(clara.home().resolve("index"));
            assertThat(derived(clara)).as("a run that nothing disturbed").isEqualTo(afterKills);
            for (int i = 0; i < THINGS.size(); i++) {
                assertThat(afterKills.lists().get(i)).as(THINGS.get(i)).anyMatch(hit(i));
            }
        }
    }

    private static void dies(Clara clara, String point, int life) {
        try (Running dying = clara.start(List.of("-Dclara.fault=" + point), "chat")) {
            for (int i = 0; i < LINES_MAX && dying.alive(); i++) {
                int thing = (life + i) % THINGS.size();
                dying.typeLine("My %s number %d.%d is in %s.".formatted(THINGS.get(thing), life, i, CITIES.get(thing)));
                dying.typeLine("My cousin is called %s.".formatted(COUSINS.get(thing)));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
            Outcome outcome = dying.await();
            assertThat(outcome.err()).as(point).contains("Failed at " + point + ".");
            assertThat(outcome.exit()).as(point).isEqualTo(137);
        }
    }

    /**
     * What was made of the messages.
     *
     * @param lists what is found for each thing, with ids
     * @param relations of the graph
     */
    private record Derived(List<List<String>> lists, List<@Nullable String> relations) {}

    /** Once everything is in the index and read by the graph, which begins anew afterwards; no message twice. */
    private static Derived derived(Clara clara) {
        var lists = new ArrayList<List<String>>();
        try (Running open = clara.start("chat")) {
            open.typeLine("Hello again.");
            assertThat(open.nextLine()).isPresent();
            assertThat(IntStream.range(0, LOOKS).anyMatch(look -> {
                        String findings = clara.run("doctor").out();
                        return findings.contains("not yet indexed: 0;")
                                && findings.contains("graph, not yet read: 0")
                                && !findings.contains("found by words alone");
                    }))
                    .isTrue();
            Store store = clara.store();
            assertThat(store.number("select count(*) from messages where body like 'My % is in %'"))
                    .isGreaterThanOrEqualTo(POINTS.size());
            assertThat(store.rows("select id from messages m where body like 'My % is in %'"
                            + " and not exists (select from message_vectors v where v.message_id = m.id)"))
                    .as("messages without a vector")
                    .isEmpty();
            for (String thing : THINGS) {
                List<String> found = clara.run("memory", "search", "Where is my " + thing + "?")
                        .ended(0)
                        .answers();
                assertThat(found).doesNotHaveDuplicates();
                lists.add(found);
            }
            List<@Nullable String> relations = store.column(RELATIONS);
            store.change("delete from graph_readings");
            store.change("delete from graph_cursors");
            open.endInput();
            assertThat(open.await().exit()).isZero();
            return new Derived(lists, relations);
        }
    }

    private static Predicate<String> hit(int i) {
        return line -> line.contains("My " + THINGS.get(i)) && line.contains(CITIES.get(i));
    }

    private static void delete(Path index) throws IOException {
        try (Stream<Path> files = Files.walk(index)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

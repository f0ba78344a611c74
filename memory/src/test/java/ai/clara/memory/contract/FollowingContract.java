package ai.clara.memory.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.recall.Told;
import ai.clara.spi.memory.Evidence;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Memory is derived from the transcript: whenever it hears of a message, how often, between which others and however it ends and
 * begins again meanwhile, it recalls the same. Within a conversation the transcript's order is what was said.
 */
interface FollowingContract {
    int SPEAKERS = 20;
    int SAID_EACH = 50;
    int PORTIONS = 8;
    int QUESTIONS_EACH = 5;

    /** A memory of its own over this transcript, with an embedder that costs next to nothing. */
    MemoryUnderTest begin(Told told);

    /** One message of a plan. */
    record Line(Draw.Person person, ZonedDateTime at, String text) {}

    @Test
    default void recallsTheSameHoweverItFollowed() {
        var draw = new Draw("following", 1);
        var people = new ArrayList<Draw.Person>();
        var lines = new ArrayList<Line>();
        for (int i = 0; i < SPEAKERS; i++) {
            people.add(draw.person());
        }
        ZonedDateTime start = draw.at(LocalDate.of(2025, 6, 2), people.getFirst());
        for (int i = 0; i < SPEAKERS * SAID_EACH; i++) {
            Favourites one = draw.of(Favourites.ALL);
            lines.add(new Line(
                    people.get(i % SPEAKERS), start.plusMinutes(i), one.told(draw, draw.of(one.values())) + " " + i));
        }
        List<String> undisturbed;
        try (MemoryUnderTest memory = begin(new Told())) {
            lines.forEach(line -> tell(memory, line));
            memory.followed();
            undisturbed = recalled(memory, people);
        }
        try (MemoryUnderTest memory = begin(new Told())) {
            disturbed(memory, shuffled(lines, draw.random), draw);
            assertThat(recalled(memory, people)).isEqualTo(undisturbed);
        }
    }

    private static void disturbed(MemoryUnderTest memory, List<Line> lines, Draw draw) {
        int each = lines.size() / PORTIONS;
        for (int portion = 0; portion < PORTIONS; portion++) {
            lines.subList(portion * each, (portion + 1) * each).forEach(line -> tell(memory, line));
            memory.told().again();
            switch (portion % 4) {
                case 0 -> memory.kill();
                case 1 -> {
                    memory.followed();
                    memory.kill();
                }
                case 2 -> {
                    memory.followed();
                    memory.restart();
                }
                default -> memory.restart();
            }
            if (draw.upTo(2) == 0) {
                memory.told().again();
            }
        }
        memory.followed();
    }

    /** What was said within five minutes comes in any order, but what one person says comes as they say it. */
    private static List<Line> shuffled(List<Line> lines, Random random) {
        var all = new ArrayList<Line>();
        for (int from = 0; from < lines.size(); from += SPEAKERS) {
            var together = new ArrayList<>(lines.subList(from, from + SPEAKERS));
            Collections.shuffle(together, random);
            all.addAll(together);
        }
        return all;
    }

    private static void tell(MemoryUnderTest memory, Line line) {
        memory.told()
                .tell(line.person().direct(), line.person().id(), line.person().name(), line.at(), line.text());
    }

    private static List<String> recalled(MemoryUnderTest memory, List<Draw.Person> people) {
        var draw = new Draw("asking", 1);
        var recalled = new ArrayList<String>();
        for (Draw.Person person : people) {
            for (int i = 0; i < QUESTIONS_EACH; i++) {
                String question = draw.of(Favourites.ALL).asked(draw);
                recalled.add(question + " "
                        + memory.recall(person.viewer(), question, EvidenceContract.ASKED, 10).evidence().stream()
                                .map(Evidence::text)
                                .toList());
            }
        }
        return recalled;
    }
}

package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program and its PostgreSQL killed without warning at random moments, again and again on one home. */
class KillTest {
    private static final long SEED = Long.getLong("clara.kill.seed", 20_261_121L);
    private static final int LINES_PER_LIFE = 40;

    @Test
    @Tag("slow")
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void twentyKillsLoseNothing() {
        killed(20);
    }

    @Test
    @Tag("long")
    @Timeout(value = 5, unit = TimeUnit.HOURS)
    void twoHundredKillsLoseNothing() {
        killed(200);
    }

    /** What the parent saw over all lives. */
    private static final class Witness {
        private final Map<String, Integer> answers = new HashMap<>();
        private int read;
        private int kills;
        private int killsWithAnOpenLine;
        private int orphans;

        void saw(List<String> lines) {
            read += lines.size();
            lines.forEach(line -> answers.merge(oneLine(line), 1, Integer::sum));
        }
    }

    private static void killed(int times) {
        Random random = new Random(SEED);
        Witness witness = new Witness();
        try (Clara clara = Clara.fresh()) {
            witness.saw(clara.pipe(List.of("Hello Clara"), "chat").ended(0).answers());
            for (int life = 0; life < times; life++) {
                live(clara, life, random, witness);
            }
            try (Running last = clara.start("chat")) {
                last.typeLine("Hello again, are you still there?");
                witness.saw(List.of(last.nextLine()
                        .orElseThrow(() -> new AssertionError("no answer after the kills: " + last.errorText()))));
                Store store = clara.store();
                drained(store);
                verify(store, witness, times);
                last.endInput();
                assertThat(last.await().exit()).isZero();
            }
        }
    }

    /** One life: a pipe full of lines, and death at a random moment, most often while a turn runs. */
    private static void live(Clara clara, int life, Random random, Witness witness) {
        boolean early = random.nextInt(5) == 0;
        boolean orphan = random.nextInt(4) == 0;
        int answersFirst = 1 + random.nextInt(6);
        long wait = early ? random.nextInt(4_000) : random.nextInt(60);
        try (Running running = clara.start("chat")) {
            for (int i = 0; i < LINES_PER_LIFE; i++) {
                running.typeLine("In life %d the lamp number %d is %s.".formatted(life, i, colour(random)));
            }
            for (int i = 0; !early && i < answersFirst; i++) {
                if (running.nextLine().isEmpty()) {
                    throw new AssertionError("life " + life + " ended by itself: "
                            + running.await().err());
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(wait));
            if (orphan) {
                running.kill();
                witness.orphans++;
            } else {
                running.killWithDatabase();
            }
            List<String> seen = running.readSoFar();
            witness.kills++;
            if (!seen.isEmpty() && seen.size() < LINES_PER_LIFE) {
                witness.killsWithAnOpenLine++;
            }
            witness.saw(seen);
        }
    }

    /** Waits until recovery has answered what was accepted before the kills. */
    private static void drained(Store store) {
        for (int i = 0; i < 600; i++) {
            if (store.number("select count(*) from inbox where state in ('accepted', 'running')") == 0) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        throw new AssertionError("accepted messages without an answer: "
                + store.rows("select state, attempts, accepted_at from inbox where state in ('accepted', 'running')"));
    }

    private static void verify(Store store, Witness witness, int times) {
        Map<String, Integer> transcript = new HashMap<>();
        store.column("select body from messages where author_id is null")
                .forEach(body -> transcript.merge(oneLine(Objects.requireNonNull(body)), 1, Integer::sum));
        List<String> lost = new ArrayList<>();
        witness.answers.forEach((line, count) -> {
            if (transcript.getOrDefault(line, 0) < count) {
                lost.add(line);
            }
        });
        long accepted = store.number("select count(*) from inbox");
        long retried = store.number("select count(*) from inbox where attempts > 1");
        System.out.printf(
                "kills %d (program only %d, with an open line %d), answers read %d, accepted %d, begun again after a kill %d%n",
                witness.kills, witness.orphans, witness.killsWithAnOpenLine, witness.read, accepted, retried);

        assertThat(lost)
                .as("answers that were read and are not in the transcript")
                .isEmpty();
        assertThat(store.rows("select i.id, i.state from inbox i left join turns t on t.inbox_id = i.id"
                        + " left join messages m on m.id = t.reply_id"
                        + " where i.state <> 'answered' or t.state <> 'answered' or m.id is null or m.body = ''"))
                .as("accepted messages without their answer")
                .isEmpty();
        assertThat(store.rows("select inbox_id from turns group by inbox_id having count(*) <> 1"))
                .as("turns per message")
                .isEmpty();
        assertThat(store.number("select count(*) from messages where author_id is null"))
                .as("answers in the transcript for accepted messages")
                .isEqualTo(accepted);
        assertThat(store.number("select count(*) from messages where author_id is not null"))
                .as("messages of people for accepted messages")
                .isEqualTo(accepted);
        // The positive control: the kills hit a program at work.
        assertThat(witness.kills).isEqualTo(times);
        assertThat(witness.read).as("answers read").isGreaterThan(times);
        assertThat(witness.killsWithAnOpenLine)
                .as("kills between a line and its answer")
                .isGreaterThanOrEqualTo(times / 2);
        assertThat(accepted).as("accepted messages").isGreaterThanOrEqualTo(witness.read);
    }

    private static String colour(Random random) {
        return List.of("amber", "teal", "ivory", "crimson", "violet").get(random.nextInt(5));
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}

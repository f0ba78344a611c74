package ai.clara.database;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.migrations.Clearing;
import ai.clara.migrations.Ladder;
import ai.clara.migrations.Line;
import ai.clara.migrations.Migration;
import ai.clara.migrations.MigrationException;
import ai.clara.migrations.Rollback;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The connection dies before each statement in turn: nothing was done, and the next try does it all. */
class InterruptedStepsTest {

    private static final int STATEMENTS_MAX = 300;

    private static Stairs stairs;

    @BeforeAll
    static void start() {
        stairs = new Stairs();
    }

    @AfterAll
    static void stop() {
        stairs.close();
    }

    @Test
    void everyStepOfEveryLine() throws Exception {
        for (Line line : Line.named()) {
            for (int version : stairs.versions(line)) {
                String undisturbed = stairs.copy(line, version - 1);
                up(line, version).accept(stairs.at(undisturbed, line));
                String script = script(line, version);
                int interruptions = interrupted(
                        line,
                        stairs.copy(line, version - 1),
                        up(line, version),
                        stairs.fingerprint(undisturbed, line),
                        // What Flyway does before is the same for all steps but the first, which gets its history
                        // table.
                        sql -> version == 1 || !sql.isBlank() && script.contains(sql.strip()));
                // Its own statements, the row of the history and the commit.
                assertThat(interruptions).isGreaterThan(3);
            }
        }
    }

    @Test
    void aRollbackOfTwoSteps() throws Exception {
        Rollback rollback = stairs.bean(Rollback.class);
        String name = stairs.copy(Line.MAIN, 8);
        List<Rollback.Step> plan = rollback.plan(Line.MAIN, stairs.at(name, Line.MAIN), 2);
        String undisturbed = stairs.copy(Line.MAIN, 8);
        rollback.run(Line.MAIN, stairs.at(undisturbed, Line.MAIN), plan);
        assertThat(interrupted(
                        Line.MAIN,
                        name,
                        owner -> rollback.run(Line.MAIN, owner, plan),
                        stairs.fingerprint(undisturbed, Line.MAIN),
                        sql -> true))
                .isGreaterThan(6);
    }

    @Test
    void aReset() throws Exception {
        Clearing clearing = stairs.bean(Clearing.class);
        String undisturbed = stairs.copy(Line.MAIN, 10);
        clearing.run(Line.MAIN, stairs.at(undisturbed, Line.MAIN));
        assertThat(interrupted(
                        Line.MAIN,
                        stairs.copy(Line.MAIN, 10),
                        owner -> clearing.run(Line.MAIN, owner),
                        stairs.fingerprint(undisturbed, Line.MAIN),
                        sql -> true))
                .isGreaterThan(3);
    }

    private static String script(Line line, int version) throws IOException {
        String file = stairs.migrator().status(line, stairs.at("postgres", line)).stream()
                .filter(step -> step.version().equals(Integer.toString(version)))
                .map(Migration::file)
                .findFirst()
                .orElseThrow();
        String folder = line == Line.MAIN ? "/db/migration/" : "/db/vectors/";
        try (InputStream in = Objects.requireNonNull(Line.class.getResourceAsStream(folder + file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Consumer<DataSource> up(Line line, int version) {
        return owner -> Ladder.to(stairs.migrator(), line, owner, Integer.toString(version));
    }

    /** Returns how often it had to be tried. */
    private static int interrupted(
            Line line, String name, Consumer<DataSource> work, Fingerprint done, Predicate<String> begins)
            throws Exception {
        Fingerprint before = stairs.fingerprint(name, line);
        assertThat(before).isNotEqualTo(done);
        for (int at = 1; at < STATEMENTS_MAX; at++) {
            var interruption = new Interruption(stairs.at(name, line), stairs.login("postgres"), begins, at);
            Optional<MigrationException> failure = Optional.empty();
            try {
                work.accept(interruption);
            } catch (MigrationException e) {
                failure = Optional.of(e);
            }
            Fingerprint now = stairs.fingerprint(name, line);
            if (!interruption.happened()) {
                assertThat(failure).as("undisturbed").isEmpty();
                assertThat(now).isEqualTo(done);
                return at - 1;
            }
            // After the commit a death does no harm, and the next try finds all done.
            assertThat(now).as("died before statement %s", at).isIn(before, done);
        }
        throw new AssertionError("it never ended");
    }
}

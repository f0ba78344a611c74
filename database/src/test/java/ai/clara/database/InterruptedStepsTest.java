package ai.clara.database;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.migrations.Clearing;
import ai.clara.migrations.Ladder;
import ai.clara.migrations.Line;
import ai.clara.migrations.MigrationException;
import ai.clara.migrations.Rollback;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
        for (Line line : Line.values()) {
            for (int version : stairs.versions(line)) {
                String undisturbed = stairs.copy(line, version - 1);
                up(line, version).accept(stairs.at(undisturbed, line));
                int interruptions = interrupted(
                        line, stairs.copy(line, version - 1), up(line, version), stairs.fingerprint(undisturbed, line));
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
                        stairs.fingerprint(undisturbed, Line.MAIN)))
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
                        stairs.fingerprint(undisturbed, Line.MAIN)))
                .isGreaterThan(3);
    }

    private static Consumer<DataSource> up(Line line, int version) {
        return owner -> Ladder.to(stairs.migrator(), line, owner, Integer.toString(version));
    }

    /** Returns how often it had to be tried. */
    private static int interrupted(Line line, String name, Consumer<DataSource> work, Fingerprint done)
            throws Exception {
        Fingerprint before = stairs.fingerprint(name, line);
        assertThat(before).isNotEqualTo(done);
        for (int at = 1; at < STATEMENTS_MAX; at++) {
            var interruption = new Interruption(stairs.at(name, line), stairs.login("postgres"), at);
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

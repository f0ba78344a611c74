package ai.clara.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.migrations.Clearing;
import ai.clara.migrations.Ladder;
import ai.clara.migrations.Line;
import ai.clara.migrations.MigrationException;
import ai.clara.migrations.Rollback;
import ai.clara.migrations.Undo;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every step up, down and up again, from databases in which people have lived. */
class StepsTest {

    private static Stairs stairs;
    private static Rollback rollback;

    @BeforeAll
    static void start() {
        stairs = new Stairs();
        rollback = stairs.bean(Rollback.class);
    }

    @AfterAll
    static void stop() {
        stairs.close();
    }

    static Stream<Arguments> steps() {
        return Line.named().stream()
                .flatMap(line -> stairs.versions(line).stream().map(version -> Arguments.of(line, version)));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void downLeavesWhatWasBeforeAndUpMakesTheSameAgain(Line line, int version) throws Exception {
        String name = stairs.copy(line, version - 1);
        Fingerprint before = stairs.fingerprint(name, line);
        up(line, name, version);
        Fingerprint after = stairs.fingerprint(name, line);
        assertThat(after.catalogue()).isNotEqualTo(before.catalogue());
        if (refused(line, version)) {
            assertThatThrownBy(() -> down(line, name, 1))
                    .isInstanceOf(MigrationException.class)
                    .hasMessageMatching("Migration " + version + " .* cannot be undone.*nothing was changed\\.");
            assertThat(stairs.fingerprint(name, line)).isEqualTo(after);
            return;
        }
        down(line, name, 1);
        assertThat(stairs.fingerprint(name, line)).isEqualTo(before);
        up(line, name, version);
        assertThat(stairs.fingerprint(name, line)).isEqualTo(after);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void downWithRowsOfItsOwnLeavesAllOthers(Line line, int version) throws Exception {
        if (refused(line, version)) {
            return;
        }
        Fingerprint before = stairs.fingerprint(stairs.copy(line, version - 1), line);
        String name = stairs.copy(line, version);
        Fingerprint after = stairs.fingerprint(name, line);
        down(line, name, 1);
        Fingerprint back = stairs.fingerprint(name, line);
        assertThat(back.catalogue()).isEqualTo(before.catalogue());
        assertThat(back.rows().get("messages")).isEqualTo(before.rows().get("messages"));
        assertThat(back.rows().get("outbox")).isEqualTo(before.rows().get("outbox"));
        up(line, name, version);
        assertThat(stairs.fingerprint(name, line).catalogue()).isEqualTo(after.catalogue());
    }

    /** Not without losing what people hold, or what the step took away from the rows that stand here. */
    private static boolean refused(Line line, int version) {
        return line == Line.MAIN && version == 9
                || stairs.migrator().status(line, stairs.at("postgres", line)).stream()
                        .filter(step -> step.version().equals(Integer.toString(version)))
                        .anyMatch(step -> Undo.of(line, step) instanceof Undo.Impossible);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void whereverSomebodyStandsTheyComeToTheSameTop(Line line, int version) throws Exception {
        String name = stairs.copy(line, version);
        Fingerprint before = stairs.fingerprint(name, line);
        stairs.database(name, line).prepare();
        Fingerprint top = stairs.fingerprint(name, line);
        assertThat(top.catalogue()).isEqualTo(fresh(line).catalogue());
        assertThat(counts(top)).containsAllEntriesOf(kept(counts(before)));
    }

    private static Fingerprint fresh(Line line) throws Exception {
        String name = stairs.empty(line, 0);
        stairs.database(name, line).prepare();
        return stairs.fingerprint(name, line);
    }

    /** How many rows of each table; work may be added for old sessions. */
    private static Map<String, String> counts(Fingerprint fingerprint) {
        var counts = new java.util.TreeMap<String, String>();
        fingerprint.rows().forEach((table, rows) -> counts.put(table, rows.split(" ")[0]));
        return counts;
    }

    private static Map<String, String> kept(Map<String, String> counts) {
        counts.remove("summary_work");
        return counts;
    }

    @Test
    void everyStepOfALineSaysHowItIsUndone() {
        for (Line line : Line.named()) {
            assertThat(stairs.migrator().status(line, stairs.at("postgres", line)))
                    .allSatisfy(step -> {
                        Undo undo = Undo.of(line, step);
                        if (undo instanceof Undo.Impossible impossible) {
                            assertThat(impossible.reason()).doesNotContain("undo script");
                        }
                    });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3, update conversations set audience_place = '7/1' where kind = 'room', places that are read by all",
        "3, update outbox set state = 'ready' where nonce = 'n2', somebody still waits",
        "4, update inbox set state = 'running' where not kept, waits for its answer",
        "9, update sessions set opened_at = '2100-01-01', something was said in a project"
    })
    void whatIsAtHandMayForbidTheWayBack(int version, String change, String reason) throws Exception {
        String name = stairs.copy(Line.MAIN, version);
        stairs.execute(name, change);
        Fingerprint before = stairs.fingerprint(name, Line.MAIN);
        assertThatThrownBy(() -> down(Line.MAIN, name, 1))
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith("Migration " + version + " ")
                .hasMessageContaining(reason)
                .hasMessageEndingWith("; nothing was changed.");
        assertThat(stairs.fingerprint(name, Line.MAIN)).isEqualTo(before);
    }

    @Test
    void projectsAreUndoneWhereNobodyHasAnyAndNothingIsOlder() throws Exception {
        String name = stairs.copy(Line.MAIN, 8);
        stairs.execute(
                name,
                "delete from sessions where project = 'Renamed'",
                "update sessions set project = '', opened_at = '2100-01-01'");
        Fingerprint before = stairs.fingerprint(name, Line.MAIN);
        up(Line.MAIN, name, 9);
        Fingerprint after = stairs.fingerprint(name, Line.MAIN);
        down(Line.MAIN, name, 1);
        assertThat(stairs.fingerprint(name, Line.MAIN)).isEqualTo(before);
        up(Line.MAIN, name, 9);
        assertThat(stairs.fingerprint(name, Line.MAIN)).isEqualTo(after);
    }

    @Test
    void oneStepThatCannotBeUndoneKeepsAllOthersToo() throws Exception {
        String name = stairs.copy(Line.MAIN, 11);
        Fingerprint before = stairs.fingerprint(name, Line.MAIN);
        // Forbidden by what is at hand, after the first step ran.
        assertThatThrownBy(() -> down(Line.MAIN, name, 3)).hasMessageContaining("Migration 9 ");
        assertThat(stairs.fingerprint(name, Line.MAIN)).isEqualTo(before);
        // Forbidden for ever.
        assertThatThrownBy(() -> rollback.plan(Line.MAIN, stairs.at(name, Line.MAIN), 11))
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith("Migration 1 engine walls cannot be undone: ");
        assertThatThrownBy(() -> rollback.plan(Line.MAIN, stairs.at(name, Line.MAIN), 12))
                .hasMessage("Only 11 migrations are applied; roll back fewer.");
        assertThat(stairs.migrator().status(Line.MAIN, stairs.at(name, Line.MAIN)))
                .allMatch(step -> step.applied().isPresent());
    }

    @Test
    void aPlainLoginBehindItsOwnWallUndoesToo() throws Exception {
        stairs.execute("postgres", "create role plain login");
        String name = stairs.copyOf("template0");
        stairs.execute("postgres", "alter database " + name + " owner to plain");
        var plain = new Login(stairs.login(name).target(), "plain", "", Map.of());
        PlainDataSource owner = plain::connect;
        for (int version = 1; version <= 8; version++) {
            Ladder.to(stairs.migrator(), Line.MAIN, owner, Integer.toString(version));
            stairs.execute(name, Stairs.rows(Line.MAIN, version));
        }
        Fingerprint top = stairs.fingerprint(name, Line.MAIN);
        rollback.run(Line.MAIN, owner, rollback.plan(Line.MAIN, owner, 7));
        Ladder.to(stairs.migrator(), Line.MAIN, owner, "8");
        Fingerprint again = stairs.fingerprint(name, Line.MAIN);
        assertThat(again.catalogue()).isEqualTo(top.catalogue());
        assertThat(again.rows().get("sessions")).isEqualTo(top.rows().get("sessions"));
    }

    @Test
    void manyStartAtOnceAndEachStepRunsOnce() throws Exception {
        for (Line line : Line.named()) {
            String name = stairs.empty(line, 0);
            List<CompletableFuture<Integer>> starts = Stream.generate(() -> stairs.database(name, line))
                    .limit(4)
                    .map(database -> CompletableFuture.supplyAsync(database::prepare))
                    .toList();
            assertThat(starts.stream().mapToInt(CompletableFuture::join).sum())
                    .isEqualTo(stairs.versions(line).size());
        }
    }

    @Test
    void twoRollbacksAtOnceUndoTheSameStepOnce() throws Exception {
        String name = stairs.copy(Line.MAIN, 7);
        PlainDataSource owner = stairs.at(name, Line.MAIN);
        List<Rollback.Step> plan = rollback.plan(Line.MAIN, owner, 1);
        List<CompletableFuture<String>> runs = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                    try {
                        rollback.run(Line.MAIN, owner, plan);
                        return "undone";
                    } catch (MigrationException e) {
                        return String.valueOf(e.getMessage());
                    }
                }))
                .limit(2)
                .toList();
        assertThat(runs.stream().map(CompletableFuture::join))
                .containsExactlyInAnyOrder(
                        "undone",
                        "Migration 7 engine summaries is not the newest any more, so nothing was changed;"
                                + " look at ./clara migrate status.");
    }

    @Test
    void aResetKnowsAllThatTheStepsMake() throws Exception {
        for (Line line : Line.named()) {
            String name = stairs.copy(line, stairs.top(line));
            PlainDataSource owner = stairs.at(name, line);
            Map<String, java.util.Set<String>> made = Ladder.made(stairs.bean(Clearing.class), line, owner);
            var tables = new TreeSet<>(stairs.fingerprint(name, line).rows().keySet());
            tables.add(line.history());
            assertThat(new TreeSet<>(made.getOrDefault("table", java.util.Set.of())))
                    .isEqualTo(tables);
            stairs.bean(Clearing.class).run(line, owner);
            assertThat(stairs.fingerprint(name, line).catalogue()).isEmpty();
            assertThat(stairs.database(name, line).prepare())
                    .isEqualTo(stairs.versions(line).size());
        }
    }

    @Test
    void aResetTouchesNoTableOfOthers() throws Exception {
        String name = stairs.copy(Line.MAIN, 10);
        stairs.execute(name, "create table invoices (id int)");
        Fingerprint before = stairs.fingerprint(name, Line.MAIN);
        PlainDataSource owner = stairs.at(name, Line.MAIN);
        assertThatThrownBy(() -> stairs.bean(Clearing.class).run(Line.MAIN, owner))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("(invoices)");
        stairs.execute(
                name, "drop table invoices", "create schema other", "create view other.v as select body from messages");
        assertThatThrownBy(() -> stairs.bean(Clearing.class).run(Line.MAIN, owner))
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith("The database could not be reset, nothing was changed: ")
                .hasMessageContaining("other objects depend on them");
        assertThat(stairs.fingerprint(name, Line.MAIN).rows().get("messages"))
                .isEqualTo(before.rows().get("messages"));
    }

    @Test
    void driftAndTheFutureAreNotRolledBack() throws Exception {
        String name = stairs.copy(Line.MAIN, 10);
        PlainDataSource owner = stairs.at(name, Line.MAIN);
        stairs.execute(name, "update flyway_schema_history set checksum = 1 where version = '10'");
        assertThatThrownBy(() -> rollback.plan(Line.MAIN, owner, 1))
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith(
                        "The database schema has drifted: migration 10 was applied with other contents");
        String newer = stairs.copy(Line.MAIN, 10);
        stairs.execute(
                newer,
                "insert into flyway_schema_history select 99, '99', 'later', type, 'V99__later.sql', 5, installed_by, now(), 1,"
                        + " true from flyway_schema_history where version = '1'");
        assertThatThrownBy(() -> rollback.plan(Line.MAIN, stairs.at(newer, Line.MAIN), 1))
                .hasMessageContaining("migration 99 was applied but is unknown to this version");
    }

    private static void up(Line line, String name, int version) {
        Ladder.to(stairs.migrator(), line, stairs.at(name, line), Integer.toString(version));
    }

    private static void down(Line line, String name, int count) {
        PlainDataSource owner = stairs.at(name, line);
        rollback.run(line, owner, rollback.plan(line, owner, count));
    }
}

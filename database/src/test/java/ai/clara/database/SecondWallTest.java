package ai.clara.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.migrations.Migrator;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.Db;
import ai.clara.spi.store.StoreException;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecondWallTest {

    private static final PersonId ADA = new PersonId(UUID.randomUUID());
    private static final PersonId BOB = new PersonId(UUID.randomUUID());
    private static final Audience.Room KITCHEN = new Audience.Room("terminal", "kitchen", 0);
    private static final UUID ADAS = UUID.randomUUID();
    private static final UUID BOBS = UUID.randomUUID();
    private static final UUID ROOM = UUID.randomUUID();

    @TempDir
    static Path home;

    private static ApplicationContext context;
    private static Db db;

    @BeforeAll
    static void talk() {
        context = TestHome.open(home);
        db = context.getBean(Db.class);
        Rows.person(db, ADA.value());
        Rows.person(db, BOB.value());
        Rows.conversation(db, ADAS, "direct");
        Rows.conversation(db, BOBS, "direct");
        Rows.conversation(db, ROOM, "room");
        Rows.message(db, Viewer.direct(ADA), ADAS, 1, "person:" + ADA.value(), "ada dm");
        Rows.message(db, Viewer.direct(BOB), BOBS, 1, "person:" + BOB.value(), "bob dm");
        Rows.message(db, Viewer.inRoom(ADA, KITCHEN), ROOM, 1, KITCHEN.key(), "ada room");
        Rows.message(db, Viewer.inRoom(BOB, KITCHEN), ROOM, 2, KITCHEN.key(), "bob room");
    }

    @AfterAll
    static void close() {
        context.close();
    }

    @Test
    void withoutPredicateAViewerSeesOnlyTheirRows() {
        assertThat(db.as(Viewer.direct(ADA), Rows::bodies)).containsExactly("ada dm", "ada room");
        assertThat(db.as(Viewer.direct(BOB), Rows::bodies)).containsExactly("bob dm", "bob room");
        assertThat(db.as(Viewer.inRoom(BOB, KITCHEN), Rows::bodies)).containsExactly("ada room", "bob room");
    }

    @Test
    void systemWorkSeesNoContent() {
        assertThat(db.system("probe", Rows::bodies)).isEmpty();
        // Also on a connection that just served a viewer.
        db.as(Viewer.direct(ADA), Rows::bodies);
        assertThat(db.system("probe", Rows::bodies)).isEmpty();
    }

    @Test
    void twinARoleThatBypassesTheWallSeesEverything() throws Exception {
        try (Connection owner = context.getBean(Database.class).origin().owner().connect()) {
            assertThat(SecondWall.holds(owner)).isFalse();
            assertThat(Rows.bodies(owner)).containsExactly("ada dm", "ada room", "bob dm", "bob room");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"reset role", "set role none", "reset session authorization", "set session authorization default"
            })
    void noWordLiftsTheWallOffAPooledConnection(String words) {
        List<String> seen = db.as(Viewer.direct(ADA), c -> {
            c.createStatement().execute(words);
            return Rows.bodies(c);
        });
        assertThat(seen).containsExactly("ada dm", "ada room");
        List<String> seenBySystem = db.system("probe", c -> {
            c.createStatement().execute(words);
            return Rows.bodies(c);
        });
        assertThat(seenBySystem).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"set role clara", "set session authorization clara", "alter role clara_app superuser"})
    void aPooledConnectionCannotBecomeTheOwner(String words) {
        assertThatThrownBy(
                        () -> db.as(Viewer.direct(ADA), c -> c.createStatement().execute(words)))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> db.as(Viewer.direct(ADA), c -> {
                    c.createStatement().execute("set row_security = off");
                    return Rows.bodies(c);
                }))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void twinTheOwnerBehindTheRoleStepsOutAgainAndSeesEverything() throws Exception {
        try (Connection owner = context.getBean(Database.class).origin().owner().connect()) {
            owner.createStatement().execute("set role " + SecondWall.ROLE);
            assertThat(Rows.bodies(owner)).isEmpty();
            owner.createStatement().execute("reset role");
            assertThat(Rows.bodies(owner)).containsExactly("ada dm", "ada room", "bob dm", "bob room");
        }
    }

    @Test
    void nobodyWritesIntoAForeignAudience() {
        assertThatThrownBy(() -> Rows.message(db, Viewer.direct(ADA), BOBS, 2, "person:" + BOB.value(), "forged"))
                .isInstanceOf(StoreException.class)
                .hasMessage("The database refused to touch a row outside the viewer's audience.");
        assertThat(db.as(Viewer.direct(BOB), Rows::bodies)).doesNotContain("forged");
    }

    @Test
    void transactionsAreNotNested() {
        assertThatThrownBy(() -> db.system("outer", c -> db.system("inner", Rows::bodies)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(db.system("after", Rows::bodies)).isEmpty();
    }

    @Test
    void aFailureRollsBackAndIsOneSentence() {
        UUID person = UUID.randomUUID();
        assertThatThrownBy(() -> db.system("broken", c -> {
                    try (var statement = c.createStatement()) {
                        statement.execute("insert into people values ('" + person
                                + "', null, 'o', 'a', 'system:test', 'ordinary', now())");
                        return statement.execute("select nonsense");
                    }
                }))
                .isInstanceOf(StoreException.class)
                .hasMessage("The database refused a statement (SQLSTATE 42703).");
        assertThat(Rows.personThere(db, person)).isFalse();
    }

    @Test
    void theApplicationRoleChangesNoTable() {
        assertThatThrownBy(() -> db.system("ddl", c -> c.createStatement().execute("drop table facts")))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> db.system(
                        "history", c -> c.createStatement().executeUpdate("delete from flyway_schema_history")))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void aPlainExternalLoginIsItselfBehindTheWall() throws Exception {
        Login owner = context.getBean(Database.class).origin().owner();
        try (Connection admin = owner.connect();
                var statement = admin.createStatement()) {
            statement.execute("create role plain login password 'p@ss/w:rd %'");
            statement.execute("create database plain_db owner plain");
        }
        String url = "postgres://plain:p%40ss%2Fw%3Ard%20%25@" + owner.target().replace("/clara", "/plain_db");
        try (ApplicationContext external = TestHome.open(home.resolve("unused"), url)) {
            Db theirs = external.getBean(Db.class);
            Rows.person(theirs, ADA.value());
            Rows.conversation(theirs, ADAS, "direct");
            Rows.message(theirs, Viewer.direct(ADA), ADAS, 1, "person:" + ADA.value(), "ada dm");
            assertThat(theirs.as(Viewer.direct(ADA), Rows::bodies)).containsExactly("ada dm");
            assertThat(theirs.as(Viewer.direct(BOB), Rows::bodies)).isEmpty();
            assertThat(external.getBean(DatabaseCheck.class).look()).hasSize(4).allMatch(finding -> finding.ok());
        }
        assertThat(home.resolve("unused")).doesNotExist();
    }

    @Test
    void aSuperuserLoginStepsDownToTheRole() {
        Login owner = context.getBean(Database.class).origin().owner();
        var database = new Database(new ExternalServer(owner, "DATABASE_URL"), context.getBean(Migrator.class));
        assertThat(database.prepare()).isZero();
        try (Connection connection = database.appConnection()) {
            assertThat(SecondWall.holds(connection)).isTrue();
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anUnreachableDatabaseIsOneSentence() {
        var nowhere = new Login("127.0.0.1:1/x", "u", "secret", Map.of());
        var database = new Database(new ExternalServer(nowhere, "DATABASE_URL"), context.getBean(Migrator.class));
        assertThatThrownBy(database::prepare)
                .isInstanceOf(StoreException.class)
                .hasMessage(
                        "The database cannot be reached; start the PostgreSQL at 127.0.0.1:1/x or correct DATABASE_URL.");
        assertThat(new DatabaseCheck(database).look()).hasSize(1).noneMatch(finding -> finding.ok());
        assertThat(List.of(nowhere.toString())).doesNotContain("secret");
    }
}

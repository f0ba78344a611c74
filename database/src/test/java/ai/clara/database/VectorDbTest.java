package ai.clara.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.spi.id.PersonId;
import ai.clara.spi.operation.Check;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.Db;
import ai.clara.spi.store.Home;
import ai.clara.spi.store.StoreException;
import ai.clara.spi.store.VectorDb;
import ai.clara.testkit.MapSettings;
import ai.clara.testkit.postgres.PgVectorServer;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorDbTest {

    private static final PersonId ADA = new PersonId(new UUID(0, 1));
    private static final PersonId BOB = new PersonId(new UUID(0, 2));

    @TempDir
    static Path home;

    private static PgVectorServer server;
    private static int databases;

    @BeforeAll
    static void start() {
        server = PgVectorServer.start();
        server.sql("postgres", "create role plain login");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whereNoneIsNamedCallsFailAndNothingElseDoes() {
        try (ApplicationContext context = open(new Home(home), "")) {
            VectorDb db = context.getBean(VectorDb.class);
            assertThat(db.configured()).isFalse();
            assertThatThrownBy(() -> db.system("probe", VectorDbTest::who))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("set ROOK_DATABASE_URL");
            assertThat(context.getBean(VectorCheck.class).look()).isEmpty();
        }
    }

    @Test
    void aHomeToThrowAwayUsesNone() {
        try (ApplicationContext context = open(new Home(home, true), server.url("postgres"))) {
            assertThat(context.getBean(VectorDb.class).configured()).isFalse();
        }
    }

    @Test
    void theOneDatabaseOfTheHomeStaysAnother() {
        try (ApplicationContext context = open(new Home(home), server.url("postgres"))) {
            assertThat(context.getBean(Db.class)).isNotInstanceOf(VectorDb.class);
            assertThat(context.getBeansOfType(Db.class)).hasSize(1);
        }
    }

    @Test
    void aViewerSeesTheirRowsAndTheOwnerTwinAll() throws Exception {
        String name = database();
        try (ApplicationContext context = open(new Home(home), server.url(name))) {
            VectorDb db = context.getBean(VectorDb.class);
            assertThat(db.system("who", VectorDbTest::who)).isEqualTo("clara_app");
            wall(name);
            say(db, ADA, "ada");
            say(db, BOB, "bob");
            assertThat(db.as(Viewer.direct(ADA), VectorDbTest::bodies)).containsExactly("ada");
            assertThat(db.as(Viewer.direct(BOB), VectorDbTest::bodies)).containsExactly("bob");
            // Also on a connection that just served a viewer.
            assertThat(db.system("probe", VectorDbTest::bodies)).isEmpty();
            assertThat(server.sql(name, "select count(*) from rook.said")).isEqualTo("2");
            assertThatThrownBy(() -> db.system("ddl", c -> c.createStatement().execute("drop table said")))
                    .isInstanceOf(StoreException.class);
        }
    }

    @Test
    void aLoginThatMakesNoRolesIsItselfBehindTheWall() throws Exception {
        String name = database();
        server.sql(name, "alter database " + name + " owner to plain", "create extension vector");
        try (ApplicationContext context = open(new Home(home), server.url("plain", name))) {
            VectorDb db = context.getBean(VectorDb.class);
            assertThat(db.system("who", VectorDbTest::who)).isEqualTo("plain");
            assertThat(context.getBean(VectorCheck.class).look()).hasSize(3).allMatch(Check.Finding::ok);
        }
    }

    @Test
    void whatThrowsIsRolledBackAndCallsAreNotNested() {
        String name = database();
        try (ApplicationContext context = open(new Home(home), server.url(name))) {
            VectorDb db = context.getBean(VectorDb.class);
            db.system("prepare", VectorDbTest::who);
            wall(name);
            assertThatThrownBy(() -> db.as(Viewer.direct(ADA), c -> {
                        insert(c, ADA, "lost");
                        throw new IllegalArgumentException("on purpose");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(server.sql(name, "select count(*) from rook.said")).isEqualTo("0");
            assertThatThrownBy(() -> db.system("outer", c -> db.system("inner", VectorDbTest::who)))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(db.system("after", VectorDbTest::who)).isEqualTo("clara_app");
        }
    }

    @Test
    void bothLinesShareADatabaseWhicheverComesFirst() {
        for (boolean vectorsFirst : List.of(true, false)) {
            String name = database();
            try (ApplicationContext context = TestHome.open(
                    new Home(home),
                    MapSettings.of("DATABASE_URL", server.url(name), "MEM0_DATABASE_URL", server.url(name)))) {
                VectorDb vectors = context.getBean(VectorDb.class);
                Db db = context.getBean(Db.class);
                assertThat((vectorsFirst ? vectors : db).system("first", VectorDbTest::schema))
                        .isEqualTo(vectorsFirst ? "rook" : "public");
                assertThat((vectorsFirst ? db : vectors).system("second", VectorDbTest::schema))
                        .isEqualTo(vectorsFirst ? "public" : "rook");
                // This server is a careless one.
                assertThat(context.getBean(DatabaseCheck.class).look())
                        .filteredOn(finding -> !finding.name().equals("durability"))
                        .hasSize(3)
                        .allMatch(Check.Finding::ok);
                assertThat(context.getBean(VectorCheck.class).look()).hasSize(3).allMatch(Check.Finding::ok);
            }
        }
    }

    @Test
    void aLoginNamedAsTheSchemaOfVectorsKeepsTheLinesApart() {
        server.sql("postgres", "create role rook superuser login");
        String name = database();
        String url = server.url("rook", name);
        try (ApplicationContext context =
                TestHome.open(new Home(home), MapSettings.of("DATABASE_URL", url, "ROOK_DATABASE_URL", url))) {
            context.getBean(VectorDb.class).system("first", VectorDbTest::schema);
            assertThat(context.getBean(Db.class).system("second", VectorDbTest::schema))
                    .isEqualTo("public");
            assertThat(server.sql(name, "select count(*) from public.people")).isEqualTo("0");
        }
    }

    @Test
    void aMissingRightIsTheStatementForTheAdministratorAndIsTriedAgain() {
        String name = database();
        try (ApplicationContext context = open(new Home(home), server.url("plain", name))) {
            VectorDb db = context.getBean(VectorDb.class);
            assertThatThrownBy(() -> db.system("first", VectorDbTest::who))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("The login plain may not make tables in the database " + name
                            + "; run there as its owner or a superuser: create schema rook authorization plain;");
            server.sql(name, "create schema rook authorization plain");
            String sentence = "This login may not add pgvector to the database " + name
                    + "; run there as a superuser: create extension vector;";
            assertThatThrownBy(() -> db.system("second", VectorDbTest::who))
                    .isInstanceOf(StoreException.class)
                    .hasMessage(sentence);
            assertThat(context.getBean(VectorCheck.class).look())
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.ok()).isFalse();
                        assertThat(finding.line()).isEqualTo(sentence);
                    });
            server.sql(name, "create extension vector");
            assertThat(db.system("third", VectorDbTest::schema)).isEqualTo("rook");
            assertThat(context.getBean(VectorCheck.class).look()).hasSize(3).allMatch(Check.Finding::ok);
        }
    }

    @Test
    void anOlderPgvectorIsRefused() {
        String name = database();
        server.sql(
                name,
                "create extension vector",
                "update pg_extension set extversion = '0.7.4' where extname = 'vector'");
        try (ApplicationContext context = open(new Home(home), server.url(name))) {
            VectorDb db = context.getBean(VectorDb.class);
            assertThatThrownBy(() -> db.system("look", VectorDbTest::who))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("pgvector in the database " + name + " is 0.7.4, and Clara needs 0.8 or newer;"
                            + " run there as a superuser: alter extension vector update;");
        }
    }

    @ParameterizedTest
    @CsvSource({"0.7.4,true", "0.8,false", "0.8.0,false", "0.10.1,false", "1.0,false", "0.8.0-dev,false", "'',true"})
    void versionsAreComparedAsNumbers(String version, boolean tooOld) {
        assertThat(VectorExtension.tooOld(version)).isEqualTo(tooOld);
    }

    @Test
    void aServerThatIsAwayFailsTheCallOnlyAndTheNextOneTriesAgain() {
        try (PgVectorServer own = PgVectorServer.start();
                ApplicationContext context = open(new Home(home), own.url("postgres"))) {
            own.stop();
            VectorDb db = context.getBean(VectorDb.class);
            assertThat(db.configured()).isTrue();
            String sentence = "The database cannot be reached; start the PostgreSQL at 127.0.0.1:" + own.port()
                    + "/postgres or correct ROOK_DATABASE_URL.";
            assertThatThrownBy(() -> db.system("away", VectorDbTest::who))
                    .isInstanceOf(StoreException.class)
                    .hasMessage(sentence);
            own.again();
            assertThat(db.system("back", VectorDbTest::who)).isEqualTo("clara_app");
            own.stop();
            own.again();
            // Every connection of the pool is dead by now.
            assertThat(db.system("back again", VectorDbTest::who)).isEqualTo("clara_app");
            own.stop();
            assertThatThrownBy(() -> db.system("away", VectorDbTest::who))
                    .isInstanceOf(StoreException.class)
                    .hasMessage(sentence);
        }
    }

    private static ApplicationContext open(Home home, String url) {
        return TestHome.open(home, MapSettings.of("ROOK_DATABASE_URL", url));
    }

    private static String database() {
        String name = "vectors" + ++databases;
        server.sql("postgres", "create database " + name);
        return name;
    }

    private static void wall(String name) {
        server.sql(
                name,
                "create table rook.said (audience_key text not null, body text not null)",
                "alter table rook.said enable row level security",
                "create policy said_read on rook.said using (audience_key = any (rook.viewer_audiences()))"
                        + " with check (audience_key = rook.viewer_writes())");
    }

    private static void say(VectorDb db, PersonId who, String body) {
        db.as(Viewer.direct(who), c -> insert(c, who, body));
    }

    private static int insert(Connection connection, PersonId who, String body) throws SQLException {
        try (var statement = connection.prepareStatement("insert into said values (?, ?)")) {
            statement.setString(1, "person:" + who.value());
            statement.setString(2, body);
            return statement.executeUpdate();
        }
    }

    private static List<String> bodies(Connection connection) throws SQLException {
        var bodies = new ArrayList<String>();
        try (ResultSet rows = connection.createStatement().executeQuery("select body from said")) {
            while (rows.next()) {
                bodies.add(rows.getString(1));
            }
        }
        return bodies;
    }

    private static String who(Connection connection) throws SQLException {
        return one(connection, "select current_user");
    }

    private static String schema(Connection connection) throws SQLException {
        return one(connection, "select current_schema()");
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}

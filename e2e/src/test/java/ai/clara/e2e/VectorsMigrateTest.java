package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.postgres.PgVectorServer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A PostgreSQL with pgvector of somebody else's: what its administrator has to do, and both lines of the schema in one database. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class VectorsMigrateTest {
    private static PgVectorServer server;

    @BeforeAll
    static void start() {
        server = PgVectorServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whatTheAdministratorHasToDoIsOneSentence() {
        server.sql("postgres", "create role plain login", "create database theirs owner plain");
        try (Clara clara = Clara.fresh()) {
            clara.with("ROOK_DATABASE_URL", server.url("plain", "theirs"));
            String statement = "create extension vector;";
            clara.run("migrate", "--db", "vectors").refused(1, "pgvector", "database theirs", statement);
            assertThat(clara.run("doctor").ended(1).out()).contains("WRONG vectors: ", statement);
            // She goes on without it.
            assertThat(clara.run("chat", "--once", "Hello").ended(0).answers()).hasSize(1);

            server.sql("theirs", statement);
            assertThat(clara.run("migrate", "--db", "vectors").ended(0).out()).startsWith("Applied ");
            assertThat(clara.run("migrate", "status", "--db", "vectors")
                            .ended(0)
                            .out())
                    .contains(" applied ")
                    .doesNotContain(" pending ");
            assertThat(clara.run("doctor").ended(0).out()).contains("ok    vectors: ", "pgvector 0.");
        }
    }

    @Test
    void oneResetTakesBothLinesOfADatabase() {
        server.sql("postgres", "create database shared");
        try (Clara clara = Clara.fresh()) {
            clara.with("DATABASE_URL", server.url("shared")).with("MEM0_DATABASE_URL", server.url("shared"));
            clara.run("migrate", "--db", "vectors").ended(0);
            clara.run("migrate").ended(0);
            server.sql(
                    "shared",
                    "create table rook.mark ()",
                    "create table public.mark ()",
                    "insert into people values (gen_random_uuid(), null, 'o', 'a', 'system:test', 'personal', now())");
            for (String table : List.of("public.mark", "rook.mark")) {
                // Nobody knows whose that is.
                assertThat(clara.pipe(List.of("shared"), "migrate", "reset")
                                .ended(1)
                                .err())
                        .contains("(mark)");
                assertThat(server.sql("shared", "select count(*) from people")).isEqualTo("1");
                assertThat(server.sql("shared", "select count(*) from rook.flyway_schema_history where success"))
                        .isNotEqualTo("0");
                server.sql("shared", "drop table " + table);
            }
            clara.pipe(List.of("shared"), "migrate", "reset").ended(0);
            assertThat(server.sql("shared", "select count(*) from people")).isEqualTo("0");
            assertThat(server.sql("shared", "select count(*) from rook.flyway_schema_history where success"))
                    .isNotEqualTo("0");
        }
    }

    @Test
    void aServerThatIsAwayStopsNoStart() {
        try (Clara clara = Clara.fresh()) {
            clara.with("ROOK_DATABASE_URL", "postgres://rook:hunter2secret@127.0.0.1:1/rook");
            assertThat(clara.run("chat", "--once", "Hello").ended(0).answers()).hasSize(1);
            Outcome outcome =
                    clara.run("migrate", "--db", "vectors").refused(1, "cannot be reached", "ROOK_DATABASE_URL");
            assertThat(outcome.err()).doesNotContain("hunter2secret");
        }
    }
}

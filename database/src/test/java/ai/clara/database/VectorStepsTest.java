package ai.clara.database;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.migrations.Ladder;
import ai.clara.migrations.Line;
import ai.clara.testkit.postgres.PgVectorServer;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What memory searches in pgvector was held before there were lists of its terms and of its vectors' sketches. An ordinary owner is behind
 * row-level security as everybody is who is no superuser, and lists what anybody said all the same.
 */
class VectorStepsTest {
    private static final String PATH = "set search_path = rook, public";
    private static final String WALLED = "select count(*) from pg_class where relnamespace = 'rook'::regnamespace"
            + " and relforcerowsecurity and relrowsecurity";
    private static final String GRAPHS = "select indexname from pg_indexes where indexname like 'vectors_near%'";

    @Test
    void theTermsOfWhatIsHeld() throws Exception {
        try (var stairs = new Stairs()) {
            climb(stairs, "2", "3");
            PgVectorServer server = stairs.server();
            assertThat(server.sql("kept", "select term, words, around from rook.terms order by term"))
                    .isEqualTo("1|0.5|0.5\n7|0|0.25");
            assertThat(server.sql(
                            "kept",
                            "select speaker, heard.audience_key from rook.heard join rook.filed using (voice)"
                                    + " join rook.passages using (message_id)"))
                    .isEqualTo("Ada|room:test/attic#0");
            assertThat(server.sql("kept", WALLED))
                    .as("passages, vectors, heard, terms")
                    .isEqualTo("4");
        }
    }

    @Test
    void theSketchesOfWhatIsHeld() throws Exception {
        try (var stairs = new Stairs()) {
            PgVectorServer server = stairs.server();
            PlainDataSource owner = climb(stairs, "2", "3");
            server.sql(
                    "kept",
                    PATH,
                    "update vectors set vector = '[0.1,-0.5,0.75]'",
                    "do $$ begin perform graph_vectors(1::smallint); end $$");
            assertThat(server.sql("kept", GRAPHS)).isEqualTo("vectors_near_1");
            Ladder.to(stairs.migrator(), Line.VECTORS, owner, "4");
            assertThat(server.sql(
                            "kept", "select sketch, audience_key from rook.sketches join rook.heard using (voice)"))
                    .isEqualTo("001101111|room:test/attic#0");
            assertThat(server.sql("kept", WALLED))
                    .as("passages, vectors, heard, terms, sketches")
                    .isEqualTo("5");
            assertThat(server.sql("kept", GRAPHS)).isEmpty();
        }
    }

    /** Goes a step with what was held before it. */
    private static PlainDataSource climb(Stairs stairs, String from, String to) throws Exception {
        PgVectorServer server = stairs.server();
        server.sql("postgres", "create role keeper login", "create database kept owner keeper");
        server.sql("kept", "create extension vector", "create schema rook authorization keeper");
        PlainDataSource owner = () -> {
            Connection connection = new Login("127.0.0.1:" + server.port() + "/kept", "keeper", "", Map.of()).connect();
            try (var statement = connection.createStatement()) {
                statement.execute(PATH);
            }
            return connection;
        };
        Ladder.to(stairs.migrator(), Line.VECTORS, owner, from);
        server.sql("kept", PATH, Stairs.rows(Line.VECTORS, Integer.parseInt(from)));
        Ladder.to(stairs.migrator(), Line.VECTORS, owner, to);
        return owner;
    }
}

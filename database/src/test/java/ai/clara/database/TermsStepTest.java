package ai.clara.database;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.migrations.Ladder;
import ai.clara.migrations.Line;
import ai.clara.testkit.postgres.PgVectorServer;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What memory searches in pgvector was held before there was a list of its terms. */
class TermsStepTest {

    /** Its owner is behind row-level security as everybody is who is no superuser. */
    @Test
    void anOrdinaryOwnerListsWhatAnybodySaid() throws Exception {
        try (var stairs = new Stairs()) {
            PgVectorServer server = stairs.server();
            server.sql("postgres", "create role keeper login", "create database kept owner keeper");
            server.sql("kept", "create extension vector", "create schema rook authorization keeper");
            PlainDataSource owner = () -> {
                Connection connection =
                        new Login("127.0.0.1:" + server.port() + "/kept", "keeper", "", Map.of()).connect();
                try (var statement = connection.createStatement()) {
                    statement.execute("set search_path = rook, public");
                }
                return connection;
            };
            Ladder.to(stairs.migrator(), Line.VECTORS, owner, "2");
            server.sql("kept", "set search_path = rook, public", Stairs.rows(Line.VECTORS, 2));
            Ladder.to(stairs.migrator(), Line.VECTORS, owner, "3");
            assertThat(server.sql("kept", "select term, words, around from rook.terms order by term"))
                    .isEqualTo("1|0.5|0.5\n7|0|0.25");
            assertThat(server.sql(
                            "kept",
                            "select speaker, heard.audience_key from rook.heard join rook.filed using (voice)"
                                    + " join rook.passages using (message_id)"))
                    .isEqualTo("Ada|room:test/attic#0");
            assertThat(server.sql(
                            "kept",
                            "select count(*) from pg_class where relnamespace = 'rook'::regnamespace"
                                    + " and relforcerowsecurity and relrowsecurity"))
                    .as("passages, vectors, heard, terms")
                    .isEqualTo("4");
        }
    }
}

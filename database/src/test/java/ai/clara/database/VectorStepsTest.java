package ai.clara.database;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.migrations.Ladder;
import ai.clara.migrations.Line;
import ai.clara.testkit.postgres.PgVectorServer;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What memory searches in pgvector was held before these steps came. Its owner is behind row-level security as everybody is who is no
 * superuser.
 */
class VectorStepsTest {

    @Test
    void whatAnybodySaidIsListed() throws Exception {
        try (var stairs = new Stairs()) {
            PgVectorServer server = stairs.server();
            PlainDataSource owner = keeper(server);
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

    /** Of equal vectors one stays in front for each audience and project. */
    @Test
    void equalsStandBehindEachOther() throws Exception {
        try (var stairs = new Stairs()) {
            PgVectorServer server = stairs.server();
            PlainDataSource owner = keeper(server);
            Ladder.to(stairs.migrator(), Line.VECTORS, owner, "3");
            server.sql("kept", "set search_path = rook, public", Stairs.rows(Line.VECTORS, 2));
            // Last digits: one room's, another project's there, another room's.
            for (String each :
                    List.of("'3', '', 'room:a'", "'4', 'p', 'room:a'", "'5', '', 'room:b'", "'6', '', 'room:b'")) {
                server.sql(
                        "kept",
                        "set search_path = rook, public",
                        "with said (message, project, audience) as (values (" + each + ")), filing as (insert into"
                                + " filed (message_id, conversation_id, seq) select (repeat('0', 31) ||"
                                + " message)::uuid, '00000000-0000-0000-0000-00000000c001', 9 from said returning"
                                + " message_id) insert into vectors select message_id, 1, '[0.25,0.5,0.75]',"
                                + " message_id, project, 'x', audience, 'x', 'ordinary' from filing, said");
            }
            server.sql("kept", "select rook.graph_vectors(1::smallint)");
            Ladder.to(stairs.migrator(), Line.VECTORS, owner, "4");
            assertThat(server.sql("kept", "select right(behind::text, 1) from rook.vectors where behind is not null"))
                    .isEqualTo("5");
            assertThat(server.sql("kept", "select count(*) from rook.vectors where behind is null"))
                    .isEqualTo("4");
            assertThat(server.sql("kept", "select count(*) from pg_class where relname like 'vectors\\_near%'"))
                    .as("made anew with one of each")
                    .isEqualTo("0");
            assertThat(server.sql("kept", "select relforcerowsecurity from pg_class where relname = 'vectors'"))
                    .isEqualTo("t");
        }
    }

    private static PlainDataSource keeper(PgVectorServer server) {
        server.sql("postgres", "create role keeper login", "create database kept owner keeper");
        server.sql("kept", "create extension vector", "create schema rook authorization keeper");
        return () -> {
            Connection connection = new Login("127.0.0.1:" + server.port() + "/kept", "keeper", "", Map.of()).connect();
            try (var statement = connection.createStatement()) {
                statement.execute("set search_path = rook, public");
            }
            return connection;
        };
    }
}

package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.postgres.PgVectorServer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Clara that keeps everything in a PostgreSQL with pgvector, and nothing but settings and logs in her home. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PgVectorTest {
    private static final String VECTORS = "select count(*) from rook.vectors";
    private static final String FILED = "select count(*) from rook.filed";
    /** As if somebody had said so much more. */
    private static final String MANY = "insert into rook.filed (message_id, conversation_id, seq, voice)"
            + " select gen_random_uuid(), conversation_id, -n, voice"
            + " from (select * from rook.filed limit 1) one, generate_series(1, 2001) n";

    private static final int LOOKS = 1_200;
    private static final String SISTER = "My sister Ada moved to Utrecht.";

    @Test
    void tellAskForgetAndComeBackWithNothingOnThisMachine() {
        try (var server = PgVectorServer.start();
                Clara clara = Clara.fresh()) {
            server.sql("postgres", "create role clara login createrole", "create database clara owner clara");
            server.sql("clara", "create extension vector");
            String url = server.url("clara", "clara");
            clara.with("DATABASE_URL", url).with("ROOK_DATABASE_URL", url);
            clara.pipe(List.of(SISTER, "I am allergic to peanuts."), "chat").ended(0);
            assertThat(asked(clara, "mia", "Where does my sibling live?")).contains("Utrecht");
            assertThat(asked(clara, "kim", "Where does Mia's sister live?")).doesNotContain("Utrecht");
            assertThat(clara.run("doctor").out())
                    .contains("vectors", "with pgvector", "pgvector open; not yet indexed: ", "second wall");
            assertThat(clara.run("memory", "why").out()).contains("peanuts", "Utrecht");

            String id = id(clara, SISTER);
            clara.run("memory", "forget", id).ended(0);
            assertThat(asked(clara, "mia", "Where does my sibling live?")).doesNotContain("Utrecht");
            assertThat(asked(clara, "mia", "What am I allergic to?")).contains("peanuts");
            assertThat(server.sql(
                            "clara",
                            "select count(*) from rook.filed f where not exists"
                                    + " (select from messages m where m.id = f.message_id and m.erased_at is null)"))
                    .as("nothing forgotten is still found")
                    .isEqualTo("0");
            follows(clara, server, "clara", VECTORS);

            // All of it is derived: taken away, it is written anew.
            server.sql("clara", "delete from rook.filed", "delete from rook.cursors");
            assertThat(asked(clara, "mia", "What am I allergic to?")).contains("peanuts");
            assertThat(clara.home().resolve("index")).doesNotExist();
            assertThat(clara.home().resolve("postgres")).doesNotExist();
        }
    }

    /** Where very many are within reach, meaning is looked for in sketches: without these the search fails and says so. */
    @Test
    void ofVeryManyTheSketchesAreCompared() {
        String lacking = "was away or lacked much";
        try (var server = PgVectorServer.start();
                Clara clara = Clara.fresh()) {
            server.sql("postgres", "create database vectors");
            clara.with("ROOK_DATABASE_URL", server.url("vectors"));
            clara.pipe(List.of(SISTER), "chat").ended(0);
            follows(clara, server, "vectors", VECTORS);
            server.sql("vectors", MANY);
            assertThat(asked(clara, "mia", "Where does my sibling live?")).contains("Utrecht");
            assertThat(clara.run("memory", "why").out()).contains("Utrecht").doesNotContain(lacking);
            server.sql("vectors", "alter table rook.sketches rename to elsewhere");
            assertThat(asked(clara, "mia", "Where does my sibling live?")).contains("Utrecht");
            assertThat(clara.run("memory", "why").out()).contains(lacking);
        }
    }

    @Test
    void whatTheAdministratorHasToDoIsSaidAsAStatement() {
        try (var server = PgVectorServer.start();
                Clara clara = Clara.fresh()) {
            server.sql("postgres", "create role clara login", "create database clara owner clara");
            clara.with("ROOK_DATABASE_URL", server.url("clara", "clara"));
            clara.pipe(List.of(SISTER), "chat").ended(0);
            assertThat(asked(clara, "mia", "Where does my sister live?"))
                    .as("what was said last answers without it")
                    .contains("Utrecht");
            assertThat(clara.run("doctor").out()).contains("create extension vector");
            server.sql("clara", "create extension vector");
            assertThat(asked(clara, "mia", "Where does my sibling live?")).contains("Utrecht");
            assertThat(clara.run("doctor").out()).contains("pgvector open").doesNotContain("create extension");
        }
    }

    /** What another home wrote there is neither read nor written, and nothing that is said is lost. */
    @Test
    void oneStoreIsNotSharedByTwo() {
        try (var server = PgVectorServer.start();
                Clara first = Clara.fresh();
                Clara second = Clara.fresh()) {
            server.sql("postgres", "create database vectors");
            first.with("ROOK_DATABASE_URL", server.url("vectors"));
            first.pipe(List.of(SISTER), "chat").ended(0);
            follows(first, server, "vectors", FILED);
            String written = server.sql("vectors", FILED);
            second.with("ROOK_DATABASE_URL", server.url("vectors"));
            second.pipe(List.of("My uncle moved to Bergen."), "chat", "--as", "kim")
                    .ended(0);
            assertThat(second.run("doctor").out()).contains("belongs to another Clara", "migrate reset --db vectors");
            assertThat(asked(second, "kim", "Where does my uncle live?"))
                    .contains("Bergen")
                    .doesNotContain("Utrecht");
            assertThat(server.sql("vectors", FILED)).isEqualTo(written);
            assertThat(asked(first, "mia", "Where does my sister live?")).contains("Utrecht");
            second.with("ROOK_DATABASE_URL", "");
            assertThat(asked(second, "kim", "Where does my uncle live?")).contains("Bergen");
        }
    }

    /** Waits in one process: the encoder loads in the background, and whoever asks one question may be gone before. */
    private static void follows(Clara clara, PgVectorServer server, String database, String rows) {
        try (Running open = clara.start("chat")) {
            for (int i = 0;
                    i < LOOKS && open.alive() && server.sql(database, rows).equals("0");
                    i++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
            open.endInput();
            open.await().ended(0);
        }
        assertThat(server.sql(database, rows)).isNotEqualTo("0");
    }

    private static String asked(Clara clara, String person, String question) {
        return clara.pipe(List.of(question), "chat", "--as", person).ended(0).out();
    }

    private static String id(Clara clara, String text) {
        String line = clara.run("memory", "list").ended(0).answers().stream()
                .filter(one -> one.contains(text))
                .findFirst()
                .orElseThrow();
        return line.substring(line.lastIndexOf('[') + 1, line.lastIndexOf(']'));
    }
}

package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.postgres.PgVectorServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was told goes with Clara into another database, whatever ends the move on its way. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class MoveTest {

    @Test
    void everybodyIsKnownInTheOtherDatabase() {
        try (PgVectorServer server = PgVectorServer.start();
                Clara clara = Clara.fresh()) {
            server.sql("postgres", "create database other encoding 'UTF8' template template0");
            String url = server.url("other");
            String[] move = {"move", "--to", url};
            clara.pipe(List.of("My sister Ada lives in Utrecht."), "chat", "--as", "kim")
                    .ended(0);
            clara.pipe(List.of("The kettle is on the red shelf."), "chat", "--channel", "kitchen")
                    .ended(0);
            try (Running talking = clara.start("chat")) {
                talking.typeLine("My canoe is moored in Narvik.");
                assertThat(talking.nextLine()).isPresent();
                clara.run(move).refused(1, "Clara runs on this database", "./clara serve");
                talking.endInput();
                talking.await().ended(0);
            }
            Map<String, String> before = clara.contents();
            assertThat(before.get("messages")).startsWith("6 rows");
            String known = clara.run("memory", "list").ended(0).out();
            assertThat(known).contains("Narvik");

            assertThat(clara.run("move", "--to", url, "--dry-run").ended(0).out())
                    .containsPattern("messages +6 ");
            assertThat(server.sql("other", "select count(*) from pg_tables where schemaname = 'public'"))
                    .isEqualTo("0");
            Clara there = clara.beside().with("DATABASE_URL", url);
            dies(clara, "move.portion#5", move);
            assertThat(server.sql("other", "select count(last_key) from clara_move"))
                    .isEqualTo("5");
            there.pipe(List.of("Where is my canoe moored?"), "chat").refused(1, "A move to this database is not done");

            Outcome done = clara.run(move).ended(0);
            assertThat(done.answers())
                    .filteredOn(line -> line.endsWith("the same"))
                    .hasSize(before.size() - 1);
            assertThat(done.err())
                    .contains("DATABASE_URL=" + url)
                    .contains("stays as it was")
                    .doesNotContain("anew");
            assertThat(there.run("memory", "list").ended(0).out()).isEqualTo(known);
            assertThat(asked(there, "Where is my canoe moored?")).contains("Narvik");
            assertThat(asked(there, "Where does my sister live?\nWhere is the canoe of mia moored?", "--as", "kim"))
                    .contains("Utrecht")
                    .doesNotContain("Narvik");
            assertThat(asked(there, "Where is the kettle?", "--channel", "kitchen"))
                    .contains("red shelf");
            assertThat(clara.contents()).isEqualTo(before);
            assertThat(asked(clara, "Where is my canoe moored?")).contains("Narvik");
        }
    }

    private static void dies(Clara clara, String point, String... move) {
        try (Running dying = clara.start(List.of("-Dclara.fault=" + point), move)) {
            dying.endInput();
            Outcome outcome = dying.await();
            assertThat(outcome.err()).contains("Failed at " + point + ".");
            assertThat(outcome.exit()).isEqualTo(137);
        }
    }

    private static String asked(Clara clara, String question, String... as) {
        String[] words = new String[as.length + 1];
        words[0] = "chat";
        System.arraycopy(as, 0, words, 1, as.length);
        return clara.pipe(List.of(question), words).ended(0).out();
    }
}

package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.postgres.PgVectorServer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Everything one person told is erased, and nothing of anybody else. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ClearTest {
    private static final String LEFT = "select count(*) from messages m join accounts a on a.person_id = m.author_id"
            + " where a.name = 'mia' and m.body <> ''";

    @Test
    void everythingOfOneAndNothingOfOthers() {
        try (Clara clara = Clara.fresh()) {
            told(clara);
            String kims = clara.run("memory", "list", "--as", "kim").ended(0).out();
            assertThat(kims).contains("Linz", "lamp");

            clara.run("memory", "clear").refused(2, "--yes");
            clara.run("memory", "clear", "--yess").refused(2, "Usage");
            clara.run("memory", "clear", "--yes", "--as", "nobody").refused(1, "nobody");
            assertThat(clara.run("memory", "list").out()).contains("Graz", "kettle");

            assertThat(clara.run("memory", "clear", "--yes").ended(0).out())
                    .isEqualTo("Forgotten: 4 messages of mia.\n");
            assertThat(clara.run("memory", "list").ended(0).out()).doesNotContain("Graz", "kettle");
            assertThat(clara.run("memory", "list", "--as", "kim").ended(0).out())
                    .isEqualTo(kims);
            assertThat(asked(clara, "mia", "Where does my sister live?")).doesNotContain("Graz");
            assertThat(asked(clara, "kim", "Where does my sister live?")).contains("Linz");
            assertThat(asked(clara, "kim", "Where does the kettle stand?", "--channel", "kitchen"))
                    .doesNotContain("shelf");
            assertThat(asked(clara, "kim", "Where does the lamp stand?", "--channel", "kitchen"))
                    .contains("window");
        }
    }

    /** At a terminal the name is asked for once more, and nothing else than that name erases anything. */
    @Test
    void whoTypesSomethingElseErasesNothing() {
        try (Clara clara = Clara.fresh()) {
            told(clara);
            try (Screen screen = clara.startOnScreen("memory", "clear")) {
                assertThat(screen.awaits("to go on: ")).contains("everything mia told");
                screen.keys("yes" + Screen.ENTER);
                screen.awaits("Nothing was erased.");
                assertThat(screen.await().exit()).isEqualTo(1);
            }
            assertThat(clara.run("memory", "list").out()).contains("Graz", "kettle");
            try (Screen screen = clara.startOnScreen("memory", "clear")) {
                screen.awaits("to go on: ");
                screen.keys("mia" + Screen.ENTER);
                screen.awaits("Forgotten: 4 messages of mia.");
                assertThat(screen.await().exit()).isZero();
            }
            assertThat(clara.run("memory", "list").out()).doesNotContain("Graz", "kettle");
        }
    }

    @Test
    void inPgVectorToo() {
        try (var server = PgVectorServer.start();
                Clara clara = Clara.fresh()) {
            server.sql("postgres", "create database clara");
            clara.with("DATABASE_URL", server.url("clara")).with("ROOK_DATABASE_URL", server.url("clara"));
            told(clara);
            asked(clara, "kim", "Where does my sister live?");
            // What somebody else said just before goes out of what a message is found by, its own words do not.
            Supplier<String> kims = () -> server.sql(
                    "clara",
                    "select string_agg(p.message_id || p.words::text, ' ' order by p.message_id) from rook.passages p"
                            + " join messages m on m.id = p.message_id where m.body like '% Linz.' or m.body like '% window.'");
            String before = kims.get();
            assertThat(before).isNotEmpty();
            clara.run("memory", "clear", "--yes").ended(0);
            assertThat(server.sql("clara", LEFT)).isEqualTo("0");
            assertThat(server.sql(
                            "clara",
                            "select count(*) from rook.passages p join accounts a on a.person_id = p.author_id"
                                    + " where a.name = 'mia'"))
                    .isEqualTo("0");
            assertThat(kims.get()).isEqualTo(before);
            assertThat(asked(clara, "kim", "Where does my sister live?")).contains("Linz");
        }
    }

    private static void told(Clara clara) {
        clara.pipe(List.of("My sister lives in Graz.", "My kettle is called Hector.", "I am fond of tea."), "chat")
                .ended(0);
        clara.pipe(List.of("The kettle stands on the shelf."), "chat", "--channel", "kitchen")
                .ended(0);
        clara.pipe(List.of("My sister lives in Linz."), "chat", "--as", "kim").ended(0);
        clara.pipe(List.of("The lamp stands at the window."), "chat", "--as", "kim", "--channel", "kitchen")
                .ended(0);
    }

    private static String asked(Clara clara, String person, String question, String... more) {
        var words = new java.util.ArrayList<>(List.of("chat", "--as", person));
        words.addAll(List.of(more));
        return clara.pipe(List.of(question), words.toArray(String[]::new))
                .ended(0)
                .out();
    }
}

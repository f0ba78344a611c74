package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An answer that was made while nobody read waits for its reader. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class AwayTest {
    private static final String AWAY = "While you were away: ";

    @Test
    void answerOfTheNextStartIsShownOnceWhenItsPersonComesBack() throws IOException {
        try (ModelServer model = new ModelServer();
                Clara clara = model.settingsOf(Clara.fresh()).with("CLARA_HTTP_PORT", freePort())) {
            model.hold();
            try (Running first = clara.start("chat")) {
                first.typeLine("Tell me about lamp-1");
                ModelServer.await("the message reaches the model", () -> model.asked() == 1);
                first.killWithDatabase();
                assertThat(first.readSoFar()).as("answers seen before the kill").isEmpty();
            }
            model.release();

            Running serve = clara.start("serve");
            ModelServer.await("the model answers after the restart", () -> model.finished() == 1);
            ModelServer.await("the answer is committed", () -> turns(clara, "answered") == 1);

            // It is not for another person, and not shown in another place.
            assertThat(clara.pipe(List.of("Tell me about lamp-2"), "chat", "--as", "tom")
                            .ended(0)
                            .err())
                    .doesNotContain(AWAY, "lamp-1");
            Outcome back = clara.pipe(List.of("Tell me about lamp-3"), "chat").ended(0);
            assertThat(back.notes()).containsOnlyOnce(AWAY + ModelServer.FIRST_WORDS + " lamp-1.");
            assertThat(back.answers()).containsExactly(ModelServer.FIRST_WORDS + " lamp-3.");

            Outcome again = clara.pipe(List.of("Tell me about lamp-4"), "chat").ended(0);
            assertThat(again.err()).doesNotContain(AWAY);
            assertThat(again.answers()).containsExactly(ModelServer.FIRST_WORDS + " lamp-4.");
            serve.terminate();
            serve.await().showsNoInsides();

            // Nor again after an orderly end.
            Outcome later = clara.pipe(List.of("Tell me about lamp-5"), "chat").ended(0);
            assertThat(later.err()).doesNotContain(AWAY);
            assertThat(later.answers()).containsExactly(ModelServer.FIRST_WORDS + " lamp-5.");
        }
    }

    private static long turns(Clara clara, String state) {
        try {
            return clara.store().number("select count(*) from turns where state = '" + state + "'");
        } catch (IllegalStateException e) {
            // The database is not up yet.
            return 0;
        }
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}

package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many speak at once in one room while the model is slow: a bounded number waits, the others are told so. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FullLaneTest {
    private static final int BOUND = 3;
    private static final int SPEAKERS = 8;

    @Test
    void beyondTheBoundEachGetsOneHonestLineAndTheOthersTheirAnswer() throws IOException {
        try (ModelServer model = new ModelServer();
                Clara clara = model.settingsOf(Clara.fresh())
                        .with("CLARA_LANE_LIMIT", Integer.toString(BOUND))
                        .with("CLARA_HTTP_PORT", freePort())) {
            model.hold();
            Running owner = clara.start("serve");
            ModelServer.await("the service is up", () -> owner.errorText().contains("Clara serves on"));
            List<Running> speakers = new ArrayList<>();
            // The first message is at the model before the others come, so that the lane is surely at work.
            speakers.add(say(clara, 0));
            ModelServer.await("the first message reaches the model", () -> model.asked() == 1);
            for (int i = 1; i < SPEAKERS; i++) {
                speakers.add(say(clara, i));
            }
            ModelServer.await("all beyond the bound are told", () -> alive(speakers) == BOUND);
            assertThat(model.asked()).as("answers of one room at the same time").isEqualTo(1);
            assertThat(states(clara, "refused")).isEqualTo(SPEAKERS - BOUND);

            model.release();
            int answered = 0;
            for (int i = 0; i < SPEAKERS; i++) {
                Outcome outcome = speakers.get(i).await().ended(0);
                assertThat(outcome.answers()).as("lines for speaker %d", i).hasSize(1);
                String line = outcome.answers().getFirst();
                if (line.equals(ModelServer.FIRST_WORDS + " lamp-" + i + ".")) {
                    answered++;
                } else {
                    assertThat(line)
                            .as("the line for a message not taken in")
                            .contains("did not take that one in", "send it again later");
                }
            }
            assertThat(answered).isEqualTo(BOUND);
            assertThat(states(clara, "answered")).isEqualTo(BOUND);
            assertThat(clara.store().number("select count(*) from inbox")).isEqualTo(SPEAKERS);
            assertThat(clara.store().number("select count(*) from messages where author_id is not null"))
                    .isEqualTo(BOUND);
            assertThat(clara.store().number("select count(*) from messages where author_id is null"))
                    .isEqualTo(BOUND);

            // Who sends it again later is answered.
            assertThat(say(clara, 99).await().ended(0).answers())
                    .containsExactly(ModelServer.FIRST_WORDS + " lamp-99.");
            owner.terminate();
            owner.await().showsNoInsides();
        }
    }

    private static Running say(Clara clara, int number) {
        String person = "person" + number % 3;
        Running speaker =
                clara.start("chat", "--as", person, "--channel", "harbour", "--once", "Tell me about lamp-" + number);
        speaker.endInput();
        return speaker;
    }

    private static long alive(List<Running> speakers) {
        return speakers.stream().filter(Running::alive).count();
    }

    private static long states(Clara clara, String state) {
        return clara.store().number("select count(*) from inbox where state = '" + state + "'");
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}

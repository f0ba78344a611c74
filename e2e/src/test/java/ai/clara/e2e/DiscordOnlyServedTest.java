package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.discord.FakeDiscord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A token in the settings opens Clara to Discord when she serves, and not when somebody talks to her in a terminal. */
@Tag("slow")
class DiscordOnlyServedTest {
    @Test
    void chatDoesNotLogInAndServeDoes() {
        try (FakeDiscord fake = FakeDiscord.start();
                Clara clara = Clara.fresh()) {
            fake.environment().forEach(clara::with);
            clara.with("CLARA_HTTP_PORT", "0");
            assertThat(clara.pipe(List.of("Hello"), "chat").ended(0).answers()).hasSize(1);
            assertThat(fake.log()).as("what Discord heard of a chat").isEmpty();

            Running serve = clara.start("serve");
            fake.awaitConnected(Duration.ofSeconds(Running.PATIENCE_SECONDS));
            serve.terminate();
            serve.await().showsNoInsides();
        }
    }
}

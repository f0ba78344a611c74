package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.model.ModelServer;
import ai.clara.testkit.model.Script;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which model answers when the settings leave room, and how a person learns of it. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ModelChoiceTest {
    /** Nothing listens there. */
    private static final String NOWHERE = "http://127.0.0.1:9";

    @Test
    void withoutAKeyNothingLeavesTheMachine() {
        try (Clara clara = Clara.fresh().with("OLLAMA_BASE_URL", NOWHERE)) {
            Outcome said = clara.pipe(List.of("Hello"), "chat").ended(0);
            assertThat(said.err()).contains("model: offline, because");
            assertThat(clara.run("models").ended(0).out()).contains("offline", "openrouter", "OPENROUTER_API_KEY");
        }
    }

    @Test
    void oneKeyIsUsedAndSaid() {
        try (ModelServer model = ModelServer.start(request -> Script.say("From NanoGPT."));
                Clara clara =
                        Clara.fresh().with("NANOGPT_API_KEY", "test-key").with("NANOGPT_BASE_URL", model.baseUrl())) {
            model.models("moonshotai/Kimi-K2-Instruct-0905");
            Outcome said = clara.pipe(List.of("Hello"), "chat").ended(0);
            assertThat(said.answers()).first().asString().startsWith("From NanoGPT.");
            assertThat(said.err()).contains("model: moonshotai/Kimi-K2-Instruct-0905", "because", "NANOGPT_API_KEY");
            assertThat(model.calls().getLast().request().model()).isEqualTo("moonshotai/Kimi-K2-Instruct-0905");
            assertThat(model.calls().getLast().request().headers()).containsEntry("authorization", "Bearer test-key");
            assertThat(clara.run("models").ended(0).out())
                    .contains("nanogpt", "moonshotai/Kimi-K2-Instruct-0905")
                    .doesNotContain("test-key");
        }
    }

    @Test
    void ofSeveralTheFirstInOrder() {
        try (ModelServer router = ModelServer.start(request -> Script.say("From OpenRouter."));
                ModelServer other = ModelServer.start(request -> Script.say("From elsewhere."));
                Clara clara = Clara.fresh()
                        .with("ANTHROPIC_API_KEY", "key-a")
                        .with("ANTHROPIC_BASE_URL", other.anthropicUrl())
                        .with("NANOGPT_API_KEY", "key-n")
                        .with("NANOGPT_BASE_URL", other.baseUrl())
                        .with("OPENROUTER_API_KEY", "key-o")
                        .with("OPENROUTER_BASE_URL", router.baseUrl())
                        .with("OPENROUTER_TITLE", "The study")) {
            Outcome said = clara.pipe(List.of("Hello"), "chat").ended(0);
            assertThat(said.answers()).first().asString().startsWith("From OpenRouter.");
            assertThat(said.err()).contains("anthropic/claude-sonnet-4", "because", "nanogpt", "anthropic");
            assertThat(other.calls()).isEmpty();
            assertThat(router.calls().getFirst().request().headers()).containsEntry("x-title", "The study");

            // Said by name it is another one.
            assertThat(clara.with("LLM_PROVIDER", "anthropic")
                            .pipe(List.of("Hello again"), "chat")
                            .ended(0)
                            .answers())
                    .first()
                    .asString()
                    .startsWith("From elsewhere.");
            assertThat(other.calls().getLast().request().headers()).containsEntry("x-api-key", "key-a");
        }
    }

    @Test
    void aRunningOllamaIsOfferedAndNotTaken() {
        try (ModelServer ollama = ModelServer.start(request -> Script.say("From Ollama."));
                Clara clara = Clara.fresh().with("OLLAMA_BASE_URL", ollama.baseUrl())) {
            ollama.models("llama3.2");
            Outcome said = clara.pipe(List.of("Hello"), "chat").ended(0);
            assertThat(said.err()).contains("offline", "Ollama", "LLM_PROVIDER=ollama");
            assertThat(ollama.calls()).as("nothing said to it unasked").isEmpty();
        }
    }

    @Test
    void accessHeadersGoToTheirHostOnly() {
        try (ModelServer tunnel = ModelServer.start(request -> Script.error(503));
                ModelServer router = ModelServer.start(request -> Script.say("From OpenRouter."));
                Clara clara = Served.talkingTo(Clara.fresh(), tunnel.baseUrl())
                        .with("CF_ACCESS_CLIENT_ID", "cf-id")
                        .with("CF_ACCESS_CLIENT_SECRET", "cf-secret")
                        .with("OPENROUTER_API_KEY", "key-o")
                        .with("OPENROUTER_BASE_URL", router.baseUrl())
                        .with("LLM_FALLBACK", "openrouter:spare-model")) {
            assertThat(clara.pipe(List.of("Hello"), "chat").ended(0).answers())
                    .first()
                    .asString()
                    .startsWith("From OpenRouter.");
            assertThat(tunnel.calls().getFirst().request().headers())
                    .containsEntry("cf-access-client-id", "cf-id")
                    .containsEntry("cf-access-client-secret", "cf-secret");
            assertThat(router.calls().getFirst().request().model()).isEqualTo("spare-model");
            assertThat(router.calls().getFirst().request().headers())
                    .doesNotContainKeys("cf-access-client-id", "cf-access-client-secret");
        }
    }

    @Test
    void wrongWordsStopTheStartWithOneSentence() {
        try (Clara clara = Clara.fresh()) {
            clara.with("LLM_PROVIDER", "nanogpt").pipe(List.of("Hello"), "chat").refused(1, "NANOGPT_API_KEY");
            clara.with("NANOGPT_API_KEY", "k")
                    .with("LLM_FALLBACK", "nowhere:some-model")
                    .pipe(List.of("Hello"), "chat")
                    .refused(1, "LLM_FALLBACK");
            clara.without("LLM_FALLBACK")
                    .with("NANOGPT_BASE_URL", "not an address")
                    .pipe(List.of("Hello"), "chat")
                    .refused(1, "NANOGPT_BASE_URL");
            clara.run("models", "sideways").refused(2, "models");
        }
    }
}

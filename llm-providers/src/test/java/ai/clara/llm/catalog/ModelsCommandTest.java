package ai.clara.llm.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import ai.clara.testkit.MapSettings;
import ai.clara.testkit.model.ModelServer;
import ai.clara.testkit.model.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ModelsCommandTest {
    private static final String NOBODY = "http://127.0.0.1:1";
    private static final String SECRET = "sk-0123456789abcdefghij";
    private final StringBuilder out = new StringBuilder();

    @Test
    void offlineCountsAsWorking() {
        assertThat(run("LLM_PROVIDER", "offline")).isZero();
        assertThat(out)
                .contains("model: offline, because LLM_PROVIDER is offline")
                .contains("openrouter  OpenRouter: needs OPENROUTER_API_KEY")
                .contains("https://openrouter.ai/api/v1", "anthropic/claude-sonnet-4")
                .contains("ollama      Ollama: not reachable")
                .contains("* offline");
    }

    @Test
    void theChosenOneIsTriedAndItsSecretsStayHidden() {
        try (var server = ModelServer.echo()) {
            server.models("gpt-4o", "o3");
            assertThat(run(
                            "LLM_PROVIDER",
                            "openai",
                            "CUSTOM_OPENAI_API_KEY",
                            SECRET,
                            "CUSTOM_OPENAI_BASE_URL",
                            server.baseUrl(),
                            "CUSTOM_OPENAI_MODEL_HIGH",
                            "o3"))
                    .isZero();
            assertThat(out)
                    .contains("* openai      OpenAI: reachable, offers gpt-4o; CUSTOM_OPENAI_API_KEY ••••••ghij")
                    .contains(server.baseUrl(), "gpt-4o; high o3")
                    .doesNotContain(SECRET);
            assertThat(server.calls()).as("no completion is paid for").isEmpty();
        }
    }

    @Test
    void aModelThatIsNotListedIsAskedOnce() {
        try (var server = ModelServer.start(request -> Script.say("Hello."))) {
            server.models("another");
            assertThat(runAt(server)).isZero();
            assertThat(out)
                    .contains("reachable, but gpt-4o is not among the 1 models it lists")
                    .contains("Asked to be sure: gpt-4o at Custom OpenAI answers.");
            server.answer(request -> Script.error(404));
            assertThat(runAt(server)).isEqualTo(1);
            assertThat(out).contains("gives no answer");
        }
    }

    @Test
    void whoCannotBeReachedIsExitOne() {
        assertThat(run("LLM_PROVIDER", "openai", "CUSTOM_OPENAI_API_KEY", SECRET, "CUSTOM_OPENAI_BASE_URL", NOBODY))
                .isEqualTo(1);
        assertThat(out).contains("* openai      OpenAI: not reachable");
    }

    @Test
    void whatStopsTheStartIsSaidAndTheListStillShown() {
        assertThat(run("LLM_PROVIDER", "zai")).isEqualTo(1);
        assertThat(out).contains("WRONG LLM_PROVIDER=zai needs ZAI_API_KEY;", "openrouter  OpenRouter");
    }

    @Test
    void namesAreTheSameWithTagsDatesAndVariants() {
        assertThat(Reach.of(List.of("llama3.2:latest"), "llama3.2")).isInstanceOf(Reach.Offers.class);
        assertThat(Reach.of(List.of("claude-sonnet-4-5-20250929"), "claude-sonnet-4-5"))
                .isInstanceOf(Reach.Offers.class);
        assertThat(Reach.of(List.of("some/model"), "some/model:free")).isInstanceOf(Reach.Offers.class);
        assertThat(Reach.of(List.of("gpt-4o-mini"), "gpt-4o")).isInstanceOf(Reach.Unclear.class);
    }

    @Test
    void itTakesNoWords() {
        var command = command(MapSettings.none());
        assertThatThrownBy(() -> command.check(List.of("all")))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(2));
        assertThat(command.throughOwner()).isFalse();
    }

    private int runAt(ModelServer server) {
        return run(
                "LLM_PROVIDER", "openai", "CUSTOM_OPENAI_API_KEY", SECRET, "CUSTOM_OPENAI_BASE_URL", server.baseUrl());
    }

    /** With no Ollama, whatever runs on this machine. */
    private int run(String... namesAndValues) {
        var all = new ArrayList<>(List.of(namesAndValues));
        all.addAll(List.of("OLLAMA_BASE_URL", NOBODY));
        return command(MapSettings.of(all.toArray(String[]::new))).run(List.of(), io());
    }

    private static ModelsCommand command(MapSettings settings) {
        return new ModelsCommand(
                settings, Catalogs.of(settings), new Switchboard(settings, Catalogs.CLOCK), Catalogs.CLOCK);
    }

    private CommandIo io() {
        return new CommandIo() {
            @Override
            public boolean interactive() {
                return false;
            }

            @Override
            public String login() {
                return "operator";
            }

            @Override
            public Optional<String> callerSetting(String name) {
                return Optional.empty();
            }

            @Override
            public Optional<String> readLine(String prompt) {
                return Optional.empty();
            }

            @Override
            public String lineId() {
                return "1";
            }

            @Override
            public void out(String text) {
                out.append(text);
            }

            @Override
            public void note(String line) {
                out.append(line).append('\n');
            }

            @Override
            public AutoCloseable onInterrupt(Runnable handler) {
                return () -> {};
            }
        };
    }
}

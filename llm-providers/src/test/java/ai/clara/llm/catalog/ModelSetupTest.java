package ai.clara.llm.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.spi.command.CommandException;
import ai.clara.spi.settings.Setting;
import ai.clara.spi.setup.SetupTalk;
import ai.clara.testkit.MapSettings;
import ai.clara.testkit.model.ModelServer;
import ai.clara.testkit.model.Script;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ModelSetupTest {
    private static final String KEY = "sk-0123456789abcdefghij";
    private final ModelServer server = ModelServer.start(request -> Script.say("Hello, nice to meet you."));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatAnsweredIsSaved() {
        var talk = new Typed(true, "openrouter", KEY, "some/model");
        ask(talk);
        assertThat(talk.saved)
                .containsExactly(
                        Map.entry("LLM_PROVIDER", "openrouter"),
                        Map.entry("OPENROUTER_API_KEY", KEY),
                        Map.entry("OPENROUTER_MODEL", "some/model"));
        assertThat(talk.secrets).as("the key is typed unseen").isEqualTo(1);
        assertThat(String.join("\n", talk.told))
                .contains("Hello, nice to meet you.")
                .doesNotContain(KEY);
        assertThat(server.calls()).hasSize(1);
        assertThat(server.calls().getFirst().request().model()).isEqualTo("some/model");
        assertThat(server.calls().getFirst().request().headers()).containsEntry("authorization", "Bearer " + KEY);
    }

    @Test
    void theUsualModelIsNotSaved() {
        var talk = new Typed(true, "nanogpt", KEY, "");
        ask(talk);
        assertThat(talk.saved).containsOnlyKeys("LLM_PROVIDER", "NANOGPT_API_KEY");
    }

    @Test
    void ollamaIsNotAskedForAKey() {
        var talk = new Typed(true, "ollama", "");
        ask(talk, "OLLAMA_BASE_URL", server.baseUrl());
        assertThat(talk.saved).containsExactly(Map.entry("LLM_PROVIDER", "ollama"));
        assertThat(talk.secrets).isZero();
    }

    @Test
    void whatFailsIsNotSavedAndAskedAgain() {
        server.answer(
                request -> request.headers().getOrDefault("authorization", "").endsWith(KEY)
                        ? Script.say("Hello.")
                        : Script.error(401));
        var talk = new Typed(true, "nobody", "openrouter", "sk-wrong", "", "openrouter", KEY, "");
        ask(talk);
        assertThat(talk.saved).containsEntry("OPENROUTER_API_KEY", KEY).doesNotContainValue("sk-wrong");
        assertThat(talk.told).anyMatch(line -> line.startsWith("'nobody' is no provider;"));
        assertThat(talk.told).anyMatch(line -> line.contains("refused the key") && line.contains("Nothing was saved"));
    }

    @Test
    void threeFailuresEndIt() {
        server.answer(request -> Script.error(401));
        var talk = new Typed(
                true, "openrouter", "a", "", "openrouter", "b", "", "openrouter", "c", "", "openrouter", "d", "");
        assertThatThrownBy(() -> ask(talk)).isInstanceOf(CommandException.class);
        assertThat(server.calls()).hasSize(3);
        assertThat(talk.saved).isEmpty();
    }

    @Test
    void inAPipeTheFirstFailureEndsIt() {
        server.answer(request -> Script.error(401));
        var talk = new Typed(false, "openrouter", "sk-wrong", "", "openrouter", KEY, "");
        assertThatThrownBy(() -> ask(talk))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(1))
                .hasMessageEndingWith("Nothing of the model was saved.");
        assertThat(talk.saved).isEmpty();
    }

    @Test
    void theEndOfInputKeepsWhatIsSet() {
        var talk = new Typed(false);
        ask(talk, "LLM_PROVIDER", "zai", "ZAI_API_KEY", KEY);
        assertThat(talk.saved).isEmpty();
        assertThat(talk.told).contains("The model stays as it is: zai.");
        var keyless = new Typed(false, "openrouter");
        ask(keyless);
        assertThat(keyless.saved).isEmpty();
        assertThat(keyless.told).anyMatch(line -> line.startsWith("The input ended before there was a key;"));
    }

    @Test
    void enterKeepsTheProviderTheKeyAndTheModelAndTriesThem() {
        var talk = new Typed(true, "", "", "");
        ask(talk, "OPENROUTER_API_KEY", KEY, "OPENROUTER_MODEL", "mine");
        assertThat(talk.saved).containsExactly(Map.entry("LLM_PROVIDER", "openrouter"));
        assertThat(server.calls().getFirst().request().model()).isEqualTo("mine");
        var offline = new Typed(true, "");
        ask(offline);
        assertThat(offline.saved).isEmpty();
    }

    @Test
    void offlineCanBeChosen() {
        var talk = new Typed(true, "offline");
        ask(talk, "OPENROUTER_API_KEY", KEY);
        assertThat(talk.saved).containsExactly(Map.entry("LLM_PROVIDER", "offline"));
        assertThat(server.calls()).isEmpty();
    }

    private void ask(Typed talk, String... more) {
        var all = new ArrayList<>(List.of(more));
        all.addAll(List.of("OPENROUTER_BASE_URL", server.baseUrl(), "NANOGPT_BASE_URL", server.baseUrl()));
        var settings = MapSettings.of(all.toArray(String[]::new));
        new ModelSetup(settings, new Switchboard(settings, Catalogs.CLOCK), Catalogs.CLOCK).ask(talk);
    }

    /** Types these lines, then the input ends. */
    private static final class Typed implements SetupTalk {
        private final boolean present;
        private final Deque<String> lines;
        private final List<String> told = new ArrayList<>();
        private final Map<String, String> saved = new LinkedHashMap<>();
        private int secrets;

        Typed(boolean present, String... lines) {
            this.present = present;
            this.lines = new ArrayDeque<>(List.of(lines));
        }

        @Override
        public boolean present() {
            return present;
        }

        @Override
        public void tell(String line) {
            told.add(line);
        }

        @Override
        public void give(String line) {
            told.add(line);
        }

        @Override
        public Optional<String> line(String prompt) {
            return Optional.ofNullable(lines.poll());
        }

        @Override
        public Optional<String> secret(String prompt) {
            secrets++;
            return line(prompt);
        }

        @Override
        public boolean pressesEnterWithin(Duration wait) {
            return true;
        }

        @Override
        public void save(Setting setting, String value) {
            saved.put(setting.name(), value);
        }
    }
}

package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.model.Call;
import ai.clara.testkit.model.ModelServer;
import ai.clara.testkit.model.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model named in the request that leaves the machine, for every provider and every word that asks for a tier. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TiersTest {
    private static final List<String> WORDS =
            List.of("", "!high ", "!opus ", "!mid ", "!sonnet ", "!low ", "!haiku ", "!fast ");
    private static final List<String> WANTED =
            List.of("base-m", "high-m", "high-m", "mid-m", "mid-m", "low-m", "low-m", "low-m");

    @ParameterizedTest
    @CsvSource({
        "openrouter, OPENROUTER",
        "nanogpt, NANOGPT",
        "openai, CUSTOM_OPENAI",
        "anthropic, ANTHROPIC",
        "ollama, OLLAMA",
        "deepseek, DEEPSEEK",
        "zai, ZAI"
    })
    void everyWordAsksEveryProviderForItsModel(String provider, String prefix) {
        try (ModelServer model = ModelServer.start(request -> Script.say("Fine."));
                Clara clara = configured(Clara.fresh(), provider, prefix, model)) {
            List<String> lines = new ArrayList<>();
            for (String word : WORDS) {
                lines.add(word + "how are the lamps");
            }
            assertThat(clara.pipe(lines, "chat").ended(0).answers()).hasSameSizeAs(lines);
            assertThat(models(model)).containsExactlyElementsOf(WANTED);
            assertThat(model.calls())
                    .allSatisfy(call -> assertThat(call.request().lastText())
                            .contains("how are the lamps")
                            .doesNotContain("!"));

            // What the settings prefer gives way to the word; without its own model a tier is the base model.
            clara.with("MODEL_TIER", "low").without(prefix + "_MODEL_MID");
            clara.pipe(List.of("how are the lamps", "!high how are they", "!mid and now"), "chat")
                    .ended(0);
            assertThat(models(model).subList(WORDS.size(), WORDS.size() + 3))
                    .containsExactly("low-m", "high-m", "base-m");
        }
    }

    private static List<String> models(ModelServer model) {
        return model.calls().stream()
                .map(Call::request)
                .map(request -> request.model())
                .toList();
    }

    private static Clara configured(Clara clara, String provider, String prefix, ModelServer model) {
        String url = provider.equals("anthropic") ? model.anthropicUrl() : model.baseUrl();
        clara.with("LLM_PROVIDER", provider).with(prefix + "_BASE_URL", url);
        if (!provider.equals("ollama")) {
            clara.with(prefix + "_API_KEY", "test-key");
        }
        return clara.with(prefix + "_MODEL", "base-m")
                .with(prefix + "_MODEL_HIGH", "high-m")
                .with(prefix + "_MODEL_MID", "mid-m")
                .with(prefix + "_MODEL_LOW", "low-m");
    }
}

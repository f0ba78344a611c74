package ai.clara.llm.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.MapSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceTest {
    private static final List<String> ORDER =
            List.of("openrouter", "nanogpt", "openai", "anthropic", "deepseek", "zai");
    private static final List<String> KEYS = List.of(
            "OPENROUTER_API_KEY",
            "NANOGPT_API_KEY",
            "CUSTOM_OPENAI_API_KEY",
            "ANTHROPIC_API_KEY",
            "DEEPSEEK_API_KEY",
            "ZAI_API_KEY");

    @Test
    void everyCombinationOfKeysChoosesTheFirstInOrderAndNamesTheOthers() {
        for (int mask = 0; mask < 1 << KEYS.size(); mask++) {
            var values = new HashMap<String, String>();
            var set = new ArrayList<Integer>();
            for (int i = 0; i < KEYS.size(); i++) {
                if ((mask & 1 << i) != 0) {
                    values.put(KEYS.get(i), "sk-" + i);
                    set.add(i);
                }
            }
            Choice choice = Choice.of(MapSettings.of(values));
            if (set.isEmpty()) {
                assertThat(choice).isInstanceOf(Choice.Offline.class);
            } else {
                assertThat(word(choice)).as("%s", values.keySet()).isEqualTo(ORDER.get(set.getFirst()));
                assertThat(choice.reason())
                        .contains("LLM_PROVIDER")
                        .contains(Stream.concat(
                                        Stream.of(KEYS.get(set.getFirst())),
                                        set.stream().skip(1).map(i -> "LLM_PROVIDER=" + ORDER.get(i)))
                                .toList())
                        .doesNotContain("sk-");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openrouter", "nanogpt", "openai", "anthropic", "deepseek", "zai", "ollama"})
    void aNamedProviderGoesBeforeEveryKey(String word) {
        var values = new HashMap<String, String>();
        KEYS.forEach(key -> values.put(key, "sk-x"));
        values.put("LLM_PROVIDER", word);
        Choice choice = Choice.of(MapSettings.of(values));
        assertThat(word(choice)).isEqualTo(word);
        assertThat(choice.reason()).isEqualTo("LLM_PROVIDER is " + word);
    }

    @Test
    void whoSaysOfflineIsNotSentAnywhereByAKeyOrAFallback() {
        var settings = MapSettings.of(
                "LLM_PROVIDER", "offline", "OPENROUTER_API_KEY", "sk-x", "LLM_FALLBACK", "openrouter:some/model");
        assertThat(Choice.of(settings)).isInstanceOf(Choice.Offline.class);
        assertThat(Plan.of(settings).vendors()).isEmpty();
    }

    @Test
    void theSettingKnowsEveryWord() {
        var words = new ArrayList<>(Vendors.ALL.stream().map(Vendor::word).toList());
        words.add("offline");
        assertThat(ModelSettings.PROVIDER.kind())
                .isInstanceOfSatisfying(
                        ai.clara.spi.settings.Setting.Kind.Choice.class,
                        choice -> assertThat(choice.words()).containsExactlyInAnyOrderElementsOf(words));
    }

    private static String word(Choice choice) {
        return switch (choice) {
            case Choice.Offline offline -> "offline";
            case Choice.Service service -> service.vendor().word();
        };
    }
}

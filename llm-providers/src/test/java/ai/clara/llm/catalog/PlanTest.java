package ai.clara.llm.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.MapSettings;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
    @ParameterizedTest
    @CsvSource({
        "openrouter, OPENROUTER_API_KEY",
        "nanogpt, NANOGPT_API_KEY",
        "openai, CUSTOM_OPENAI_API_KEY",
        "anthropic, ANTHROPIC_API_KEY",
        "deepseek, DEEPSEEK_API_KEY",
        "zai, ZAI_API_KEY"
    })
    void aProviderWithoutItsKeyIsOneSentence(String word, String key) {
        assertThat(problem("LLM_PROVIDER", word))
                .contains("LLM_PROVIDER=" + word + " needs " + key
                        + "; set it, or leave LLM_PROVIDER out for the offline model.");
        assertThat(problem("LLM_PROVIDER", word, key, "sk-x")).isEmpty();
    }

    @Test
    void ollamaAndOfflineNeedNoKey() {
        assertThat(problem("LLM_PROVIDER", "ollama")).isEmpty();
        assertThat(problem("LLM_PROVIDER", "offline")).isEmpty();
        assertThat(problem()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.openai.com/v1",
                "ftp://api.openai.com",
                "https://",
                "https:///v1",
                "http://a b",
                "https://me:secret@host/v1",
                "https://host/v1?key=secret",
                "https://host/v1#x",
                "http://host:99999/v1"
            })
    void aMalformedAddressIsOneSentenceThatDoesNotRepeatIt(String address) {
        assertThat(problem(
                        "LLM_PROVIDER", "openai", "CUSTOM_OPENAI_API_KEY", "sk-x", "CUSTOM_OPENAI_BASE_URL", address))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("CUSTOM_OPENAI_BASE_URL is not an address;")
                        .doesNotContain("secret")
                        .doesNotContain("\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://api.example.com/v1, 1",
        "http://8.8.8.8/v1, 1",
        "https://api.example.com/v1, 0",
        "http://localhost:1234/v1, 0",
        "http://127.0.0.1:1234/v1, 0",
        "http://[::1]:1234/v1, 0",
        "http://192.168.1.7/v1, 0",
        "http://172.20.1.7/v1, 0",
        "http://172.32.1.7/v1, 1",
        "http://10.1.2.3/v1, 0",
        "http://box.local/v1, 0",
        "http://ollama:11434, 0"
    })
    void plainHttpToElsewhereIsAWarning(String address, int warnings) {
        var settings = MapSettings.of(
                "LLM_PROVIDER", "openai", "CUSTOM_OPENAI_API_KEY", "sk-x", "CUSTOM_OPENAI_BASE_URL", address);
        assertThat(Plan.problem(settings)).isEmpty();
        assertThat(Plan.of(settings).warnings(settings))
                .hasSize(warnings)
                .allSatisfy(warning -> assertThat(warning).contains("CUSTOM_OPENAI_BASE_URL", "the key"));
    }

    @Test
    void halfOfCloudflareIsOneSentenceWhereItMatters() {
        assertThat(problem("LLM_PROVIDER", "openai", "CUSTOM_OPENAI_API_KEY", "sk-x", "CF_ACCESS_CLIENT_ID", "id"))
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).startsWith("CF_ACCESS_CLIENT_ID is set without CF_ACCESS_CLIENT_SECRET;"));
        assertThat(problem("LLM_PROVIDER", "openai", "CUSTOM_OPENAI_API_KEY", "sk-x", "CF_ACCESS_CLIENT_SECRET", "s"))
                .isPresent();
        assertThat(problem("LLM_PROVIDER", "ollama", "CF_ACCESS_CLIENT_ID", "id"))
                .isEmpty();
    }

    @Test
    void aKeyThatNoHeaderCanCarryIsOneSentence() {
        assertThat(problem("LLM_PROVIDER", "zai", "ZAI_API_KEY", "sk-“x”"))
                .contains("ZAI_API_KEY holds something that no key has; copy it again.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nobody:gpt-4o | LLM_FALLBACK names the provider 'nobody'",
                "offline:rules | LLM_FALLBACK names the provider 'offline'",
                "openrouter:some/model | LLM_FALLBACK names openrouter, which needs OPENROUTER_API_KEY;",
                "ollama | LLM_FALLBACK holds 'ollama', which is not of the form provider:model",
                "ollama: | LLM_FALLBACK holds 'ollama:', which is not of the form provider:model",
                ":x | LLM_FALLBACK holds ':x', which is not of the form provider:model",
                "ollama:a,ollama:b,ollama:c,ollama:d,ollama:e,ollama:f | LLM_FALLBACK names 6 models; 5 are the most."
            })
    void aWrongFallbackIsOneSentence(String fallback, String sentence) {
        assertThat(problem("LLM_PROVIDER", "ollama", "LLM_FALLBACK", fallback))
                .hasValueSatisfying(said -> assertThat(said).startsWith(sentence));
    }

    @Test
    void fallbacksAreReadInOrderWithColonsInTheirNames() {
        var settings = MapSettings.of(
                "LLM_PROVIDER",
                "ollama",
                "LLM_FALLBACK",
                " ollama:llama3.2:3b , openrouter:some/model:free,",
                "OPENROUTER_API_KEY",
                "sk-x");
        assertThat(Plan.problem(settings)).isEmpty();
        assertThat(Plan.of(settings).fallbacks())
                .containsExactly(
                        new Fallback(Vendors.OLLAMA, "llama3.2:3b"),
                        new Fallback(Vendors.OPENROUTER, "some/model:free"));
    }

    @Test
    void theAddressOfAFallbackIsLookedAtToo() {
        assertThat(problem(
                        "LLM_PROVIDER",
                        "zai",
                        "ZAI_API_KEY",
                        "k",
                        "LLM_FALLBACK",
                        "ollama:x",
                        "OLLAMA_BASE_URL",
                        "here"))
                .hasValueSatisfying(sentence -> assertThat(sentence).startsWith("OLLAMA_BASE_URL"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ROOK_PROVIDER=anthropic | ROOK_PROVIDER=anthropic needs ANTHROPIC_API_KEY or ROOK_API_KEY;",
                "ROOK_MODEL=some/model | ROOK_PROVIDER=openrouter needs OPENROUTER_API_KEY or ROOK_API_KEY;",
                "ROOK_PROVIDER=zai ZAI_API_KEY=k ROOK_BASE_URL=https://host/v1 | ROOK_BASE_URL needs a key of its own",
                "ROOK_PROVIDER=zai ROOK_API_KEY=k ROOK_BASE_URL=host | ROOK_BASE_URL is not an address;",
                "LLM_PROVIDER=offline ROOK_PROVIDER=ollama | LLM_PROVIDER=offline sends nothing anywhere,",
            })
    void aWrongModelForMemoryIsOneSentence(String settings, String sentence) {
        assertThat(problem(settings.split("[ =](?!/)")))
                .hasValueSatisfying(said -> assertThat(said).startsWith(sentence));
    }

    @Test
    void memoryHasAModelOfItsOwnOnlyWhenNamed() {
        assertThat(Plan.of(MapSettings.of("LLM_PROVIDER", "zai", "ZAI_API_KEY", "k"))
                        .memory())
                .isEmpty();
        var usual = MapSettings.of("ROOK_PROVIDER", "openrouter", "OPENROUTER_API_KEY", "k");
        assertThat(Plan.of(usual).memory()).contains(new Fallback(Vendors.OPENROUTER, "openai/gpt-4o-mini"));
        var talks = MapSettings.of("ROOK_PROVIDER", "ollama", "OLLAMA_MODEL", "tiny");
        assertThat(Plan.problem(talks)).isEmpty();
        assertThat(Plan.of(talks).memory()).contains(new Fallback(Vendors.OLLAMA, "tiny"));
    }

    /** Neither a key nor what is sent beside it goes to another address. */
    @Test
    void anotherAddressGetsNothingOfTheProviders() {
        var settings = MapSettings.of(
                "CUSTOM_OPENAI_API_KEY",
                "own",
                "CF_ACCESS_CLIENT_ID",
                "id",
                "CF_ACCESS_CLIENT_SECRET",
                "secret",
                "ROOK_PROVIDER",
                "openai",
                "ROOK_API_KEY",
                "other",
                "ROOK_BASE_URL",
                "https://elsewhere.example/v1");
        assertThat(Plan.problem(settings)).isEmpty();
        var endpoint = Plan.of(settings).memory().orElseThrow().vendor().endpoint(settings);
        assertThat(endpoint.key()).contains("other");
        assertThat(endpoint.headers()).isEmpty();
        assertThat(endpoint.baseUrl()).hasHost("elsewhere.example");
    }

    private static Optional<String> problem(String... settings) {
        return Plan.problem(MapSettings.of(settings));
    }
}

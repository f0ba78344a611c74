package ai.clara.llm.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.llm.wire.Dialect;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.Models.Role;
import ai.clara.spi.model.Tier;
import ai.clara.testkit.model.Gate;
import ai.clara.testkit.model.ModelServer;
import ai.clara.testkit.model.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class VendorsOnTheWireTest {
    private final ModelServer server = ModelServer.start(request -> Script.say("Hello."));

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> vendorsAndTiers() {
        return Vendors.ALL.stream()
                .flatMap(vendor -> Stream.concat(
                                Stream.of(Optional.<Tier>empty()),
                                Stream.of(Tier.values()).map(Optional::of))
                        .map(tier -> Arguments.of(vendor.word(), tier)));
    }

    @ParameterizedTest
    @MethodSource("vendorsAndTiers")
    void theModelOfTheTierIsOnTheWire(String word, Optional<Tier> tier) {
        Vendor vendor = Vendors.named(word).orElseThrow();
        var settings = settings(vendor);
        for (Tier each : Tier.values()) {
            settings.addAll(List.of(vendor.models().of(each).name(), "made-for-" + each));
        }
        String model = tier.map(each -> "made-for-" + each)
                .orElse(vendor.models().base().defaultValue());
        assertThat(model).isNotBlank();
        assertThat(Catalogs.ask(catalog(settings).chat(Role.TALK, tier))).isEqualTo("Hello./" + model);
        assertThat(server.calls()).hasSize(1);
        assertThat(server.calls().getFirst().request().model()).isEqualTo(model);
    }

    @ParameterizedTest
    @MethodSource("vendorsAndTiers")
    void aTierWithoutAModelIsTheBaseModel(String word, Optional<Tier> tier) {
        Vendor vendor = Vendors.named(word).orElseThrow();
        var settings = settings(vendor);
        settings.addAll(List.of(vendor.models().base().name(), "chosen-base"));
        Catalogs.ask(catalog(settings).chat(Role.TALK, tier));
        assertThat(server.calls().getFirst().request().model()).isEqualTo("chosen-base");
    }

    @Test
    void theKeyGoesToItsServiceOnly() {
        for (Vendor vendor : Vendors.ALL) {
            Catalogs.ask(catalog(settings(vendor)).chat(Role.TALK, Optional.empty()));
            Map<String, String> headers = server.calls().getLast().request().headers();
            String key = vendor.dialect() == Dialect.ANTHROPIC
                    ? headers.getOrDefault("x-api-key", "")
                    : headers.getOrDefault("authorization", "");
            if (vendor.key().isPresent()) {
                assertThat(key).as(vendor.word()).endsWith("sk-" + vendor.word());
            }
            assertThat(headers.toString()).doesNotContain(others(vendor));
        }
    }

    @Test
    void theHeadersOfCloudflareGoToTheHostOfTheirServiceOnly() {
        for (Vendor vendor : Vendors.ALL) {
            var settings = settings(vendor);
            settings.addAll(List.of("CF_ACCESS_CLIENT_ID", "cf-id", "CF_ACCESS_CLIENT_SECRET", "cf-secret"));
            Catalogs.ask(catalog(settings).chat(Role.TALK, Optional.empty()));
            Map<String, String> headers = server.calls().getLast().request().headers();
            if (vendor.equals(Vendors.OPENAI)) {
                assertThat(headers)
                        .containsEntry("cf-access-client-id", "cf-id")
                        .containsEntry("cf-access-client-secret", "cf-secret");
            } else {
                assertThat(headers.toString()).as(vendor.word()).doesNotContain("cf-id", "cf-secret");
            }
        }
    }

    @Test
    void theHeadersOfOpenRouterAreSentWhenSet() {
        var settings = settings(Vendors.OPENROUTER);
        Catalogs.ask(catalog(settings).chat(Role.TALK, Optional.empty()));
        assertThat(server.calls().getLast().request().headers()).doesNotContainKeys("http-referer", "x-title");
        settings.addAll(List.of("OPENROUTER_SITE", "https://clara.example", "OPENROUTER_TITLE", "My Clara"));
        Catalogs.ask(catalog(settings).chat(Role.TALK, Optional.empty()));
        assertThat(server.calls().getLast().request().headers())
                .containsEntry("http-referer", "https://clara.example")
                .containsEntry("x-title", "My Clara");
    }

    @Test
    void aFailingServiceIsTakenOverByTheFallback() {
        server.answer(request -> request.model().equals("gpt-4o") ? Script.error(401) : Script.say("I stand by."));
        var settings = settings(Vendors.OPENAI);
        settings.addAll(
                List.of("OLLAMA_BASE_URL", url(Vendors.OLLAMA), "LLM_FALLBACK", "ollama:tiny:1b, openai:gpt-4o"));
        var catalog = catalog(settings);
        assertThat(Catalogs.ask(catalog.chat(Role.TALK, Optional.empty()))).isEqualTo("I stand by./tiny:1b");
        assertThat(catalog.because())
                .endsWith("and when it fails to tiny:1b at Ollama, then to gpt-4o at Custom OpenAI");
    }

    @Test
    void whatWasShownIsNotRepeatedByTheFallback() {
        var shown = new Gate();
        server.answer(request -> request.model().equals("gpt-4o")
                ? Script.say("The answer is ").hold(shown).cut()
                : Script.say("The answer is 42"));
        var settings = settings(Vendors.OPENAI);
        settings.addAll(List.of("OLLAMA_BASE_URL", url(Vendors.OLLAMA), "LLM_FALLBACK", "ollama:tiny"));
        try (var stream = catalog(settings).chat(Role.TALK, Optional.empty()).stream(Catalogs.request())) {
            assertThat(stream.next()).isEqualTo(new ChatDelta.Text("The answer is "));
            shown.open();
            assertThatThrownBy(stream::next)
                    .isInstanceOfSatisfying(
                            ModelException.class, e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.TRUNCATED))
                    .hasMessageContaining("Custom OpenAI");
        }
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    void aServiceThatIsBusyIsAskedAgain() {
        server.answer(request -> request.number() == 1 ? Script.error(503) : Script.say("Here I am."));
        assertThat(Catalogs.ask(catalog(settings(Vendors.NANOGPT)).chat(Role.TALK, Optional.empty())))
                .startsWith("Here I am.");
        assertThat(server.calls()).hasSize(2);
    }

    /** Just enough to use it, and the keys of all others beside it. */
    private ArrayList<String> settings(Vendor chosen) {
        var settings = new ArrayList<>(
                List.of("LLM_PROVIDER", chosen.word(), chosen.baseUrl().name(), url(chosen)));
        Vendors.ALL.forEach(vendor ->
                vendor.key().ifPresent(key -> settings.addAll(List.of(key.name(), "sk-" + vendor.word()))));
        return settings;
    }

    private static List<String> others(Vendor vendor) {
        return Vendors.ALL.stream()
                .filter(other -> !other.equals(vendor))
                .map(other -> "sk-" + other.word())
                .filter(key -> !("sk-" + vendor.word()).startsWith(key))
                .toList();
    }

    /** Where the path is added, it is left out here. */
    private String url(Vendor vendor) {
        return vendor.path().isEmpty() ? server.baseUrl() : server.baseUrl().replaceFirst("/v1$", "");
    }

    private static ModelCatalog catalog(List<String> settings) {
        return Catalogs.of(settings.toArray(String[]::new));
    }
}

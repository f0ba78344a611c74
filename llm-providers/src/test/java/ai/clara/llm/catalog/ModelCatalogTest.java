package ai.clara.llm.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.spi.command.CommandException;
import ai.clara.spi.model.Models;
import ai.clara.spi.model.Models.Role;
import ai.clara.spi.model.Tier;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Home;
import ai.clara.testkit.EchoModels;
import ai.clara.testkit.ManualClock;
import ai.clara.testkit.MapSettings;
import ai.clara.testkit.model.ModelServer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelCatalogTest {
    /** The port of nothing that anybody runs. */
    private static final String NOBODY = "http://127.0.0.1:1";

    @Test
    void withoutAProviderItIsOfflineAndSaysWhy() {
        Models models = Catalogs.of("OLLAMA_BASE_URL", NOBODY);
        assertThat(models.chat(Role.TALK, Optional.of(Tier.HIGH)).name()).isEqualTo("offline");
        assertThat(models.because())
                .isEqualTo(
                        "model: offline, because neither LLM_PROVIDER nor a key is set; set LLM_PROVIDER and a key to add"
                                + " a real one");
        assertThat(Catalogs.of("LLM_PROVIDER", "offline").because())
                .isEqualTo("model: offline, because LLM_PROVIDER is offline");
    }

    @Test
    void aRunningOllamaIsOfferedAndNotUsed() {
        try (var ollama = ModelServer.echo()) {
            ollama.models("a", "b", "c");
            String address = ollama.baseUrl().replaceFirst("/v1$", "");
            Models models = Catalogs.of("OLLAMA_BASE_URL", address);
            assertThat(models.because())
                    .endsWith("; Ollama runs here with 3 models: set LLM_PROVIDER=ollama to use it");
            assertThat(models.chat(Role.TALK, Optional.empty()).name()).isEqualTo("offline");
            assertThat(Catalogs.of("OLLAMA_BASE_URL", address, "LLM_PROVIDER", "offline")
                            .because())
                    .as("who says offline means it")
                    .doesNotContain("Ollama");
        }
    }

    @Test
    void aKeyIsUsedAndSaidSo() {
        assertThat(Catalogs.of("OPENROUTER_API_KEY", "sk-x").because())
                .isEqualTo(
                        "model: anthropic/claude-sonnet-4 at OpenRouter because OPENROUTER_API_KEY is set and LLM_PROVIDER"
                                + " is not; what you say is sent there");
        assertThat(Catalogs.of("ANTHROPIC_API_KEY", "sk-x", "NANOGPT_API_KEY", "sk-x")
                        .because())
                .isEqualTo(
                        "model: moonshotai/Kimi-K2-Instruct-0905 at NanoGPT because NANOGPT_API_KEY comes first of the"
                                + " keys that are set (LLM_PROVIDER=anthropic would choose another); what you say is sent there");
    }

    @Test
    void anotherAddressIsShown() {
        assertThat(Catalogs.of(
                                "LLM_PROVIDER",
                                "openai",
                                "CUSTOM_OPENAI_API_KEY",
                                "sk-x",
                                "CUSTOM_OPENAI_BASE_URL",
                                NOBODY)
                        .because())
                .isEqualTo("model: gpt-4o at Custom OpenAI (" + NOBODY
                        + ") because LLM_PROVIDER is openai; what you say is sent there");
    }

    @Test
    void tiersChooseTheModelAndFallBackToTheBase() {
        Models models = Catalogs.of(
                "LLM_PROVIDER", "openai", "CUSTOM_OPENAI_API_KEY", "sk-x", "CUSTOM_OPENAI_MODEL_HIGH", "big");
        assertThat(models.chat(Role.TALK, Optional.of(Tier.HIGH)).name()).isEqualTo("big");
        assertThat(models.chat(Role.TALK, Optional.of(Tier.LOW)).name()).isEqualTo("gpt-4o");
        assertThat(models.because()).contains("gpt-4o").doesNotContain("sk-x");
    }

    @Test
    void theStartStopsWhenTheProviderCannotWork() {
        assertThatThrownBy(() -> gate("LLM_PROVIDER", "openai").start())
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("LLM_PROVIDER=openai needs CUSTOM_OPENAI_API_KEY;");
        gate("LLM_PROVIDER", "offline").start();
    }

    @Test
    void theEchoTakesThePlaceOfTheCatalogueInAContext() {
        try (var plain = context().start()) {
            assertThat(plain.getBean(Models.class)).isInstanceOf(ModelCatalog.class);
        }
        var replaced = context();
        replaced.registerBeanDefinition(RuntimeBeanDefinition.builder(Models.class, EchoModels::new)
                .singleton(true)
                .replaces(Models.class)
                .build());
        try (var echo = replaced.start()) {
            assertThat(echo.getBean(Models.class)).isInstanceOf(EchoModels.class);
        }
    }

    private static ApplicationContext context() {
        var context = ApplicationContext.builder().build();
        context.registerBeanDefinition(RuntimeBeanDefinition.builder(Settings.class, MapSettings::none)
                .singleton(true)
                .build());
        context.registerBeanDefinition(
                RuntimeBeanDefinition.builder(Clock.class, () -> ManualClock.at("2026-11-22T08:30:00Z"))
                        .singleton(true)
                        .build());
        context.registerBeanDefinition(RuntimeBeanDefinition.builder(Home.class, () -> new Home(Path.of("none")))
                .singleton(true)
                .build());
        return context;
    }

    private static ModelGate gate(String... settings) {
        return new ModelGate(MapSettings.of(settings), Catalogs.of(settings));
    }
}

package ai.clara.llm.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.llm.offline.OfflineModel;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.model.Models;
import ai.clara.spi.model.Models.Role;
import ai.clara.spi.model.Tier;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Home;
import ai.clara.testkit.EchoModels;
import ai.clara.testkit.ManualClock;
import ai.clara.testkit.MapSettings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelCatalogTest {
    @Test
    void withoutAProviderItIsOfflineAndSaysWhy() {
        Models models = catalog();
        assertThat(models.chat(Role.TALK, Optional.of(Tier.HIGH)).name()).isEqualTo("offline");
        assertThat(models.because())
                .isEqualTo(
                        "model: offline, because no LLM_PROVIDER is set; set LLM_PROVIDER and a key to add a real one");
        assertThat(catalog("CUSTOM_OPENAI_API_KEY", "sk-x")
                        .chat(Role.TALK, Optional.empty())
                        .name())
                .as("a key alone sends nothing anywhere")
                .isEqualTo("offline");
    }

    @Test
    void tiersChooseTheModelAndFallBackToTheBase() {
        Models models =
                catalog("LLM_PROVIDER", "openai", "CUSTOM_OPENAI_API_KEY", "sk-x", "CUSTOM_OPENAI_MODEL_HIGH", "big");
        assertThat(models.chat(Role.TALK, Optional.of(Tier.HIGH)).name()).isEqualTo("big");
        assertThat(models.chat(Role.TALK, Optional.of(Tier.LOW)).name()).isEqualTo("gpt-4o");
        assertThat(models.because()).contains("gpt-4o").doesNotContain("sk-x");
    }

    @Test
    void theStartStopsWhenTheProviderCannotWork() {
        assertThatThrownBy(() -> new ModelGate(MapSettings.of("LLM_PROVIDER", "openai")).start())
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("LLM_PROVIDER=openai needs CUSTOM_OPENAI_API_KEY;");
        assertThatThrownBy(() -> new ModelGate(MapSettings.of("LLM_PROVIDER", "anthropic")).start())
                .hasMessageStartingWith("LLM_PROVIDER=anthropic comes later;");
        new ModelGate(MapSettings.none()).start();
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

    private static Models catalog(String... settings) {
        return new ModelCatalog(MapSettings.of(settings), ManualClock.at("2026-11-22T08:30:00Z"), new OfflineModel());
    }
}

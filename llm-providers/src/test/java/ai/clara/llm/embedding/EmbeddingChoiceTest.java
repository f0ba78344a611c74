package ai.clara.llm.embedding;

import static ai.clara.spi.model.EmbeddingModel.Purpose.PASSAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.spi.command.CommandException;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.settings.Settings;
import ai.clara.testkit.MapSettings;
import ai.clara.testkit.TempHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddingChoiceTest {
    private final TempHome home = TempHome.create();
    private FakeEmbeddingServer server = startedServer();

    @BeforeEach
    void fresh() {
        server.requests().clear();
    }

    @AfterEach
    void stop() {
        server.close();
        home.close();
    }

    @Test
    void aKeyAloneSendsNothingAnywhere() {
        EmbeddingModel local =
                choose("OPENAI_API_KEY", "sk-test", "EMBEDDING_BASE_URL", server.url(), "EMBEDDING_PROVIDER", "local");
        assertThat(local.embed(List.of("my secret"), PASSAGE)).hasSize(1);
        EmbeddingModel unset = choose("OPENAI_API_KEY", "sk-test", "EMBEDDING_BASE_URL", server.url());
        assertThat(unset.embed(List.of("my secret"), PASSAGE)).hasSize(1);
        assertThat(server.requests()).isEmpty();

        assertThat(remote().embed(List.of("my secret"), PASSAGE)).hasSize(1);
        assertThat(server.requests()).as("the positive control").isNotEmpty();
    }

    @Test
    void theServiceGetsKeyModelAndTextsAndAnswersUnitVectors() {
        List<float[]> vectors = remote().embed(List.of("one", "two"), PASSAGE);
        assertThat(vectors).containsExactly(new float[] {0.6f, 0.8f}, new float[] {0.6f, 0.8f});
        assertThat(server.requests())
                .singleElement()
                .asString()
                .contains("/v1/embeddings", "Bearer sk-test", "text-embedding-3-small", "1024", "one", "two");
    }

    @Test
    void failuresAreOneSentenceWithoutTheKey() {
        server.failWith(429);
        assertThatThrownBy(() -> remote().embed(List.of("x"), PASSAGE))
                .isInstanceOfSatisfying(ModelException.class, e -> {
                    assertThat(e.kind()).isEqualTo(ModelException.Kind.OVERLOADED);
                    assertThat(e.getMessage()).doesNotContain("sk-test");
                });
        String nobody = server.url();
        server.close();
        assertThatThrownBy(() -> choose(
                                "EMBEDDING_PROVIDER", "openai", "OPENAI_API_KEY", "k", "EMBEDDING_BASE_URL", nobody)
                        .embed(List.of("x"), PASSAGE))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.UNREACHABLE));
    }

    @Test
    void theStartStopsWhenTheKeyIsMissing() {
        var settings = MapSettings.of("EMBEDDING_PROVIDER", "openai");
        var gate = new EmbeddingGate(settings, known(settings));
        assertThatThrownBy(gate::start)
                .isInstanceOf(CommandException.class)
                .hasMessage(
                        "EMBEDDING_PROVIDER=openai needs OPENAI_API_KEY; set it, or leave EMBEDDING_PROVIDER out to embed on this machine.");
        new EmbeddingGate(MapSettings.none(), known(MapSettings.none())).start();
    }

    @Test
    void aFormerModelIsFoundByTheIdOfItsVectors() {
        Settings here = service("a/1024", server.url());
        assertThat(id("text-embedding-3-small", "https://api.openai.com/v1"))
                .isEqualTo("openai/text-embedding-3-small/1024");
        assertThat(id("m", server.url())).isEqualTo("openai/m@" + server.url().substring("http://".length()));
        for (String model : List.of("m", "vendor/m", "@cf/baai/bge", "a/1024", "text-embedding-3-large", "m/1024@x")) {
            String former = id(model, server.url());
            EmbeddingModel found = known(here).named(former).orElseThrow();
            assertThat(found.id()).isEqualTo(former);
            server.requests().clear();
            assertThat(found.embed(List.of("x"), PASSAGE)).hasSize(1);
            assertThat(server.requests()).singleElement().asString().contains("\"model\" : \"" + model + "\"");
        }
        assertThat(known(here).named("e5-small-v2-q/1")).as("it needs nobody").isPresent();
        KnownEmbedders one = known(here);
        assertThat(one.named("e5-small-v2-q/1")).isEqualTo(one.named("e5-small-v2-q/1"));
        assertThat(one.named(id("a/1024", server.url())).orElseThrow().id()).isEqualTo(id("a/1024", server.url()));
    }

    @Test
    void aServiceThatTheSettingsDoNotNameAnyMoreGetsNoTexts() {
        String former = id("m", server.url());
        assertThat(known(service("other", server.url())).named(former))
                .as("the positive control")
                .isPresent();
        assertThat(known(service("other", "http://127.0.0.1:1/v1")).named(former))
                .isEmpty();
        assertThat(known(service("other", "https://api.openai.com/v1")).named(former))
                .isEmpty();
        assertThat(known(service("other", server.url())).named("openai/m"))
                .as("OpenAI's own")
                .isEmpty();
        assertThat(known(MapSettings.of("EMBEDDING_PROVIDER", "openai", "EMBEDDING_BASE_URL", server.url()))
                        .named(former))
                .isEmpty();
        assertThat(known(MapSettings.of("OPENAI_API_KEY", "sk-test", "EMBEDDING_BASE_URL", server.url()))
                        .named(former))
                .as("a key alone sends nothing anywhere")
                .isEmpty();
        assertThat(known(MapSettings.none()).named("somebody's")).isEmpty();
    }

    @Test
    void anIdSaysNothingThatLetsOneIn() {
        assertThat(id("m", "https://user:pass@host.example/v1/?key=k")).isEqualTo("openai/m@host.example/v1");
    }

    private static Settings service(String model, String address) {
        return MapSettings.of(
                "EMBEDDING_PROVIDER",
                "openai",
                "OPENAI_API_KEY",
                "sk-test",
                "EMBEDDING_MODEL",
                model,
                "EMBEDDING_BASE_URL",
                address);
    }

    private static String id(String model, String address) {
        return new OpenAiEmbeddings(service(model, address)).id();
    }

    private KnownEmbedders known(Settings settings) {
        return new KnownEmbedders(settings, home.home(), new Embedders().embeddingModel(settings, home.home()));
    }

    private EmbeddingModel remote() {
        return choose("EMBEDDING_PROVIDER", "openai", "OPENAI_API_KEY", "sk-test", "EMBEDDING_BASE_URL", server.url());
    }

    private EmbeddingModel choose(String... settings) {
        return new Embedders().embeddingModel(MapSettings.of(settings), home.home());
    }

    private static FakeEmbeddingServer startedServer() {
        try {
            return new FakeEmbeddingServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

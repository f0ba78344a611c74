package ai.clara.llm.embedding;

import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.model.EmbeddingModels;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Home;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The chosen embedder and those it may have replaced, each made when first asked for. What runs in this process can always be asked; a
 * service only while the settings name it, by provider, key and address. Another model of the same service is within that.
 */
@Singleton
final class KnownEmbedders implements EmbeddingModels {
    private final Settings settings;
    private final Home home;
    private final Embedder chosen;
    private final Map<String, Embedder> others = new LinkedHashMap<>();

    KnownEmbedders(Settings settings, Home home, Embedder chosen) {
        this.settings = settings;
        this.home = home;
        this.chosen = chosen;
    }

    @Override
    public synchronized Optional<EmbeddingModel> named(String id) {
        if (chosen.id().equals(id)) {
            return Optional.of(chosen);
        }
        Optional<Embedder> known = Optional.ofNullable(others.get(id)).or(() -> made(id));
        known.ifPresent(embedder -> others.put(id, embedder));
        return known.map(embedder -> embedder);
    }

    private Optional<Embedder> made(String id) {
        if (id.equals(LocalEmbeddings.ID)) {
            return Optional.of(new LocalEmbeddings(home));
        }
        boolean named = EmbeddingSettings.remote(settings)
                && EmbeddingSettings.problem(settings).isEmpty();
        return named ? OpenAiEmbeddings.named(settings, id).map(embedder -> embedder) : Optional.empty();
    }

    /** Lets all answer again after a {@link #close}. */
    synchronized void open() {
        chosen.open();
        others.values().forEach(Embedder::open);
    }

    /** Waits until nobody is inside any of them. The chosen one is closed with the context as well. Repeatable. */
    @PreDestroy
    synchronized void close() {
        chosen.close();
        others.values().forEach(Embedder::close);
    }
}

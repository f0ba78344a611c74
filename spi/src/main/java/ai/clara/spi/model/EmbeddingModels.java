package ai.clara.spi.model;

import java.util.Optional;

/** Finds the model behind vectors that were kept, so that it may go on answering until another one has made its own. */
public interface EmbeddingModels {
    /**
     * The model whose vectors have this {@linkplain EmbeddingModel#id() id}. Making it loads nothing and calls nobody.
     *
     * @return empty when there is none, or when it is a service that the settings do not name any more: that gets no more texts
     */
    Optional<EmbeddingModel> named(String id);
}

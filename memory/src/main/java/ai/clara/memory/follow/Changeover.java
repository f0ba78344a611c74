package ai.clara.memory.follow;

import ai.clara.memory.store.VectorStore;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.model.EmbeddingModels;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which embedder answers. It is named in the store's own commit: when the settings choose another one, the former goes on answering,
 * and messages get its vectors, until every message has a vector of the new one. Then that answers, once and for good.
 */
@Singleton
public final class Changeover {
    private static final Logger LOG = LoggerFactory.getLogger(Changeover.class);

    private final VectorStore store;
    private final Standing standing;
    private final EmbeddingModel chosen;
    private final EmbeddingModels known;
    private final Stock stock;
    private volatile EmbeddingModel answering;
    private volatile boolean decided;
    private volatile String askingError = "";
    private volatile String bringingError = "";

    Changeover(VectorStore store, Standing standing, EmbeddingModel chosen, EmbeddingModels known, Stock stock) {
        this.store = store;
        this.standing = standing;
        this.chosen = chosen;
        this.known = known;
        this.stock = stock;
        this.answering = chosen;
    }

    /** Decides who answers, over an open store that says who did. */
    void begin() {
        answering = chosen;
        askingError = "";
        bringingError = "";
        decided = false;
        standing.embedder().ifPresent(this::decide);
    }

    /** Decides it by what is on the shelf when the store does not say it. */
    void askShelf() {
        if (!decided) {
            decide(stock.former(chosen.id()).orElse(chosen.id()));
        }
    }

    /** Whether it is known who answers. */
    public boolean decided() {
        return decided;
    }

    private void decide(String former) {
        if (!former.equals(chosen.id())) {
            change(former);
        }
        standing.answeredBy(answering.id());
        decided = true;
    }

    private void change(String former) {
        Optional<EmbeddingModel> model = known.named(former);
        if (model.isPresent()) {
            answering = model.get();
            LOG.info("Embedder {} answers until every message has a vector by {}", former, chosen.id());
        } else {
            LOG.warn(
                    "Embedder {} cannot be asked with these settings: messages are found by words until they have a vector by {}",
                    former,
                    chosen.id());
        }
    }

    /** The embedder by which questions are to be asked, and by which every message has a vector as soon as it can. */
    public EmbeddingModel answering() {
        return answering;
    }

    /** The embedder that will answer, while it does not yet. */
    public Optional<EmbeddingModel> incoming() {
        return answering.id().equals(chosen.id()) ? Optional.empty() : Optional.of(chosen);
    }

    /** From here on the chosen one answers; durable before anybody is answered by it. Not while a message lacks its vector. */
    void finish() {
        if (store.lacking(chosen.id()) > 0) {
            return;
        }
        String former = answering.id();
        standing.answeredBy(chosen.id());
        store.commit(standing.kept());
        answering = chosen;
        LOG.info("Every message has a vector by {}: it answers now instead of {}", chosen.id(), former);
    }

    /** How asking the one that answers went: a sentence, empty when well. */
    public void asked(String problem) {
        askingError = problem;
    }

    /** How bringing in the new one goes: a sentence, empty when well. */
    void brought(String problem) {
        bringingError = problem;
    }

    /** What hinders asking or bringing in, empty when nothing does. */
    public String lastError() {
        return askingError.isEmpty() ? bringingError : askingError;
    }

    /** Who answers, who is being brought in, and how many messages lack a vector; for one line. */
    public String status() {
        EmbeddingModel now = answering;
        String line = now.id() + (now.ready() ? " (ready)" : " (loading)");
        long without = lacking(now);
        if (without > 0) {
            line += ", " + without + " messages found by words alone";
        }
        Optional<EmbeddingModel> next = incoming();
        if (next.isPresent()) {
            line += ", changing to " + next.get().id() + ": " + lacking(next.get()) + " messages to go";
        }
        return line + (lastError().isEmpty() ? "" : ", last error: " + lastError());
    }

    /** 0 while that cannot be asked. */
    private long lacking(EmbeddingModel embedder) {
        try {
            return store.isOpen() ? store.lacking(embedder.id()) : 0;
        } catch (StoreException e) {
            return 0;
        }
    }
}

package ai.clara.memory.store.qdrant;

import ai.clara.memory.store.Elsewhere;
import ai.clara.memory.store.TermWeights;
import ai.clara.memory.store.VectorStore;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;

/** A collection like the one that settings name, in another Qdrant: of that name, and with that key. */
@Singleton
final class QdrantElsewhere implements Elsewhere.Kind {
    private static final String NAMED = "The address of --to";

    private final Settings settings;
    private final TermWeights weights;

    QdrantElsewhere(Settings settings, TermWeights weights) {
        this.settings = settings;
        this.weights = weights;
    }

    @Override
    public boolean takes(String url) {
        return Address.meant(url);
    }

    @Override
    public String setting() {
        return QdrantSettings.URL.name();
    }

    @Override
    public VectorStore at(String url) {
        return store(url);
    }

    @Override
    public void look(String url) {
        QdrantVectorStore there = store(url);
        try {
            var unused = there.look();
        } finally {
            there.close();
        }
    }

    private QdrantVectorStore store(String url) {
        Address.problem(NAMED, url).ifPresent(sentence -> {
            throw CommandException.usage(sentence);
        });
        Address address = Address.of(url);
        boolean inUse = settings.find(QdrantSettings.URL)
                .filter(own -> Address.problem(NAMED, own).isEmpty())
                .filter(own -> Address.of(own).equals(address))
                .isPresent();
        if (inUse) {
            throw new StoreException("What memory searches lies there already, as QDRANT_URL says.");
        }
        return new QdrantVectorStore(
                new Server(address, settings.find(QdrantSettings.API_KEY)),
                settings.text(QdrantSettings.COLLECTION),
                weights,
                Permitted::new,
                QdrantVectorStore.MEASURED_MAX,
                true);
    }
}

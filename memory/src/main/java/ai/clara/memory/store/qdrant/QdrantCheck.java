package ai.clara.memory.store.qdrant;

import ai.clara.spi.operation.Check;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Home;
import ai.clara.spi.store.StoreException;
import ai.clara.spi.store.VectorDb;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** What the operator should know of the Qdrant; nothing when settings name none. */
@Singleton
final class QdrantCheck implements Check {
    private static final String NAME = "vectors";
    private static final String FIX =
            "Repair that; what is said meanwhile is kept, and written there as soon as it can be.";

    private final Settings settings;
    private final Home home;
    private final VectorDb db;
    private final Optional<QdrantVectorStore> store;

    QdrantCheck(Settings settings, Home home, VectorDb db, Optional<QdrantVectorStore> store) {
        this.settings = settings;
        this.home = home;
        this.db = db;
        this.store = store;
    }

    @Override
    public List<Finding> look() {
        if (settings.find(QdrantSettings.URL).isEmpty() || home.throwAway()) {
            return List.of();
        }
        Optional<String> problem = QdrantSettings.problem(settings, db.configured());
        return problem.isPresent()
                ? List.of(new Finding(NAME, false, problem.get(), "Correct that setting and start Clara again."))
                : store.map(QdrantCheck::look).orElse(List.of());
    }

    private static List<Finding> look(QdrantVectorStore store) {
        try {
            return List.of(new Finding(NAME, true, store.look(), ""));
        } catch (StoreException e) {
            return List.of(new Finding(NAME, false, StoreException.sentence(e), FIX));
        }
    }
}

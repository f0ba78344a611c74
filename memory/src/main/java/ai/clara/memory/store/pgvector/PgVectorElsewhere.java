package ai.clara.memory.store.pgvector;

import ai.clara.memory.store.Elsewhere;
import ai.clara.memory.store.VectorStore;
import ai.clara.memory.store.Words;
import ai.clara.spi.store.VectorDb;
import jakarta.inject.Singleton;

/** Tables like those that settings name, in another database. */
@Singleton
final class PgVectorElsewhere implements Elsewhere.Kind {
    private final VectorDb db;
    private final Words words;

    PgVectorElsewhere(VectorDb db, Words words) {
        this.db = db;
        this.words = words;
    }

    @Override
    public boolean takes(String url) {
        return url.startsWith("postgres") || url.startsWith("jdbc:");
    }

    @Override
    public String setting() {
        return "ROOK_DATABASE_URL";
    }

    @Override
    public VectorStore at(String url) {
        return new PgVectorStore(db.at(url), words, Bounds.SHIPPED, true);
    }

    @Override
    public void look(String url) {
        VectorDb there = db.at(url);
        try {
            there.look();
        } finally {
            there.close();
        }
    }
}

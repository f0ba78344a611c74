package ai.clara.database;

import ai.clara.migrations.Line;
import ai.clara.migrations.Migrator;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Home;
import ai.clara.spi.store.StoreException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The PostgreSQL with pgvector, when settings name one, with a pool of its own. Nothing is asked of it before somebody needs it. */
@Singleton
final class VectorDatabase {

    private static final int SILENCE_MILLIS_MAX = 20_000;

    private final Optional<Database> database;
    private final Migrator migrator;
    private final Optional<Pool> pool;

    @Inject
    VectorDatabase(Home home, Settings settings, Migrator migrator) {
        this(
                settings.find(DatabaseSettings.VECTORS_URL)
                        .filter(url -> !home.throwAway())
                        .map(url -> new Database(
                                ExternalServer.of(DatabaseSettings.VECTORS_URL, url), migrator, Line.VECTORS)),
                migrator);
    }

    VectorDatabase(Optional<Database> database, Migrator migrator) {
        this.database = database;
        this.migrator = migrator;
        this.pool = database.map(Pool::ofVectors);
    }

    Optional<Database> named() {
        return database;
    }

    /** The database of another address. */
    VectorDatabase at(String url) {
        var server = new ExternalServer(DatabaseUrl.parse(MoveRefusals.NAMED, url), MoveRefusals.NAMED);
        if (database.filter(vectors -> vectors.origin().owner().equals(server.owner()))
                .isPresent()) {
            throw new StoreException("What memory searches lies there already, as ROOK_DATABASE_URL says.");
        }
        return new VectorDatabase(Optional.of(new Database(server, migrator, Line.VECTORS)), migrator);
    }

    void look() {
        wanted().look(_ -> true);
    }

    /** Empty tables beside. */
    VectorDatabase successor() {
        Database vectors = wanted();
        vectors.own(Succession::permitted);
        vectors.own(Succession::clear);
        var beside = new Database(vectors.origin(), migrator, Line.SUCCESSOR);
        beside.prepare();
        return new VectorDatabase(Optional.of(beside), migrator);
    }

    void succeed() {
        wanted().own(Succession::end);
    }

    void dropSuccessor() {
        Database vectors = wanted();
        if (vectors.line() == Line.VECTORS) {
            vectors.own(Succession::clear);
        }
    }

    private Database wanted() {
        return database.orElseThrow(
                () -> new StoreException("There is no PostgreSQL with pgvector; set ROOK_DATABASE_URL to one."));
    }

    /**
     * A connection of the pool, in a database that is ready.
     *
     * @throws StoreException when none is named, or it is away or does not fit
     */
    Connection connection() {
        Database vectors = wanted();
        vectors.prepare();
        try {
            Connection connection = pool.orElseThrow().connections().getConnection();
            // A server that falls silent is given up soon: whoever recalls can do without, and whoever writes tries
            // again.
            connection.setNetworkTimeout(Runnable::run, SILENCE_MILLIS_MAX);
            return connection;
        } catch (SQLException e) {
            throw vectors.sentence(e);
        }
    }

    @PreDestroy
    void close() {
        pool.ifPresent(Pool::close);
    }
}

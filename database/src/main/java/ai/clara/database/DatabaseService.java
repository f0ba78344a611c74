package ai.clara.database;

import ai.clara.spi.operation.Service;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/** Starts the server and brings the schema up to date before anything else; stops the server last, unless others use it. */
@Singleton
final class DatabaseService implements Service {

    private final Database database;
    private final Pool pool;
    private final VectorDatabase vectors;

    DatabaseService(Database database, Pool pool, VectorDatabase vectors) {
        this.database = database;
        this.pool = pool;
        this.vectors = vectors;
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public void start() {
        database.prepare();
        try (Connection connection = pool.connections().getConnection()) {
            MoveJournal.refuseUnfinished(connection);
        } catch (SQLException e) {
            throw database.sentence(e);
        }
    }

    @Override
    public void stop() {
        vectors.close();
        pool.close();
        database.close();
    }
}

package ai.clara.database;

import ai.clara.spi.operation.Check;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the operator should know of the PostgreSQL with pgvector; nothing when settings name none. */
@Singleton
final class VectorCheck implements Check {

    private static final String NAME = "vectors";

    private final VectorDatabase vectors;

    VectorCheck(VectorDatabase vectors) {
        this.vectors = vectors;
    }

    @Override
    public List<Finding> look() {
        return vectors.named().map(this::look).orElse(List.of());
    }

    private List<Finding> look(Database database) {
        try (Connection connection = vectors.connection()) {
            return List.of(
                    server(connection, database),
                    DatabaseCheck.wall(NAME + ", second wall", connection),
                    DatabaseCheck.schema(NAME + ", schema", database));
        } catch (StoreException e) {
            return List.of(DatabaseCheck.broken(NAME, e, database));
        } catch (SQLException e) {
            return List.of(DatabaseCheck.broken(NAME, database.sentence(e), database));
        }
    }

    private static Finding server(Connection connection, Database database) throws SQLException {
        String pgvector =
                VectorExtension.find(connection).map(VectorExtension::version).orElse("of no version");
        return DatabaseCheck.good(
                NAME,
                "PostgreSQL " + DatabaseCheck.show(connection, "server_version") + " with pgvector " + pgvector + ", "
                        + database.origin().where());
    }
}

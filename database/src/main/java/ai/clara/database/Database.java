package ai.clara.database;

import ai.clara.migrations.Line;
import ai.clara.migrations.Migration;
import ai.clara.migrations.MigrationException;
import ai.clara.migrations.Migrator;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Home;
import ai.clara.spi.store.StoreException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database of this home: found or started, new enough, with the schema of this program, seen through the second wall. */
@Singleton
final class Database {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    /** Longer than it may wait for another Clara that prepares the same database. */
    private static final int SILENCE_MILLIS_MAX = 130_000;

    private static final int OLDEST_SUPPORTED = 150000;

    // Any number that no other program locks; two starts must not meet in roles and grants.
    private static final long PREPARING = 0x636c617261L;

    private final Origin origin;
    private final Migrator migrator;
    private final Line line;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean prepared;
    private volatile boolean takesRole;
    private volatile String searchPath;

    @Inject
    Database(Home home, Settings settings, Migrator migrator) {
        this(
                settings.find(DatabaseSettings.URL)
                        .filter(url -> !home.throwAway())
                        .<Origin>map(url -> ExternalServer.of(DatabaseSettings.URL, url))
                        .orElseGet(() -> new EmbeddedServer(home)),
                migrator);
    }

    Database(Origin origin, Migrator migrator) {
        this(origin, migrator, Line.MAIN);
    }

    Database(Origin origin, Migrator migrator, Line line) {
        this.origin = origin;
        this.migrator = migrator;
        this.line = line;
        this.searchPath = line == Line.MAIN ? line.schema() : line.schema() + ", public";
    }

    Line line() {
        return line;
    }

    Origin origin() {
        return origin;
    }

    /**
     * Makes the database ready for work: once, and cheap afterwards.
     *
     * @return how many migrations were applied now
     * @throws StoreException when it is not there, too old, or its schema does not fit
     */
    int prepare() {
        if (prepared) {
            return 0;
        }
        lock.lock();
        try {
            return prepared ? 0 : prepareNow();
        } finally {
            lock.unlock();
        }
    }

    private int prepareNow() {
        try (Connection owner = ownerConnection();
                Statement statement = owner.createStatement()) {
            hold(statement);
            takesRole = SecondWall.prepare(owner);
            Optional<Login> application = origin.application();
            if (application.isPresent()) {
                SecondWall.admit(owner, application.get());
            }
            prepareSchema(owner);
            int applied = migrate(owner);
            if (takesRole) {
                SecondWall.grant(owner, line);
            }
            prepared = true;
            LOG.info("{} is ready, {} migrations applied now", origin.where(), applied);
            return applied;
        } catch (SQLException e) {
            throw sentence(e);
        }
    }

    private static void hold(Statement statement) throws SQLException {
        statement.execute("set lock_timeout = '120s'");
        statement.execute("select pg_advisory_lock(" + PREPARING + ")");
    }

    /**
     * Runs work on the tables while no other Clara uses them and none can begin to.
     *
     * @throws StoreException when one does, or the work fails
     */
    void alone(Consumer<DataSource> work) {
        lock.lock();
        try (Connection owner = ownerConnection();
                Statement statement = owner.createStatement()) {
            hold(statement);
            if (Occupants.stay(owner)) {
                throw new StoreException("Clara runs on this database (" + origin.where()
                        + "), so nothing was changed; end every ./clara serve and chat on it, then try again.");
            }
            prepared = false;
            work.accept(owners());
        } catch (MigrationException e) {
            throw new StoreException(Sentences.text(e), e);
        } catch (SQLException e) {
            throw sentence(e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Looks at the tables without changing anything.
     *
     * @throws StoreException when they are not there or do not fit
     */
    <T> T look(Function<DataSource, T> look) {
        try (Connection probe = ownerConnection()) {
            return look.apply(owners());
        } catch (MigrationException e) {
            throw new StoreException(Sentences.text(e), e);
        } catch (SQLException e) {
            throw sentence(e);
        }
    }

    /** Runs statements as the owner of the tables. */
    void own(OwnWork work) {
        try (Connection owner = ownerConnection()) {
            work.run(owner);
        } catch (SQLException e) {
            throw sentence(e);
        }
    }

    /** What only an owner may do. */
    @FunctionalInterface
    interface OwnWork {
        void run(Connection owner) throws SQLException;
    }

    /** As PostgreSQL calls it. */
    String name() {
        try (Connection probe = ownerConnection()) {
            return probe.getCatalog();
        } catch (SQLException e) {
            throw sentence(e);
        }
    }

    private void prepareSchema(Connection owner) throws SQLException {
        if (line != Line.MAIN) {
            Rights.makeSchema(owner, line);
            searchPath = line.schema() + ", public, "
                    + VectorExtension.prepare(owner).schema();
        }
    }

    private int migrate(Connection owner) throws SQLException {
        try {
            int applied = migrator.migrate(line, owners());
            if (line == Line.SUCCESSOR) {
                Succession.adapt(owner, line);
            }
            return applied;
        } catch (MigrationException e) {
            throw new StoreException(Rights.lacking(owner, line).orElseGet(() -> Sentences.text(e)), e);
        }
    }

    /** The steps of the schema, without changing anything. */
    List<Migration> migrations() {
        return look(owners -> migrator.status(line, owners));
    }

    /** One sentence when the schema does not match this program's files. */
    Optional<String> drift() {
        try {
            return migrator.drift(line, owners());
        } catch (MigrationException e) {
            return Optional.of(Sentences.text(e));
        }
    }

    /** A new connection for the pool, already behind the second wall. */
    Connection appConnection() throws SQLException {
        Optional<Login> application = origin.application();
        Connection connection = application.orElseGet(origin::owner).connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set search_path = " + searchPath);
            if (takesRole && application.isEmpty()) {
                statement.execute("set role " + SecondWall.ROLE);
            }
            statement.execute("set statement_timeout = '60s'");
            statement.execute("set lock_timeout = '30s'");
            statement.execute("set idle_in_transaction_session_timeout = '120s'");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Connection ownerConnection() throws SQLException {
        Connection connection = owners().getConnection();
        // A server that fell silent must not hold up everybody who waits for this; the steps themselves have
        // connections of their own.
        connection.setNetworkTimeout(Runnable::run, SILENCE_MILLIS_MAX);
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select current_setting('server_version_num')::int")) {
            rows.next();
            int version = rows.getInt(1);
            if (version < OLDEST_SUPPORTED) {
                connection.close();
                throw new StoreException("The PostgreSQL of " + origin.setting().orElse("this home") + " is version "
                        + version / 10000 + "; Clara needs 15 or newer.");
            }
            return connection;
        }
    }

    /** As the owner of the tables, who may need hours for a step. */
    private PlainDataSource owners() {
        return () -> {
            Connection connection = origin.owner().patient().connect();
            try (Statement statement = connection.createStatement()) {
                statement.execute("set search_path = " + searchPath);
                return connection;
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        };
    }

    /** What a person reads of a failure to connect, or on a connection of our own. */
    StoreException sentence(SQLException e) {
        return Sentences.of(e, origin);
    }

    @PreDestroy
    void close() {
        origin.close();
    }
}

package ai.clara.memory.graph;

import ai.clara.memory.follow.Projection;
import ai.clara.spi.id.Ids;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Memory;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.operation.Check;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Db;
import ai.clara.spi.store.Home;
import ai.clara.spi.transcript.Transcript;
import ai.clara.testkit.TempHome;
import ai.clara.testkit.neo4j.Neo4jServer;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Memory over messages in PostgreSQL, with a graph that can be switched on and off. */
public final class GraphHome implements AutoCloseable {
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");
    private static final long INDEXING_MILLIS = 120_000;
    private static final int PATIENCE_SECONDS = 30;
    private static final int AWAITED_SECONDS = 120;

    private final TempHome home = TempHome.create();
    private final AtomicBoolean enabled = new AtomicBoolean(true);
    private final ApplicationContext context;
    private final Ledger ledger;

    public GraphHome() {
        this(_ -> {});
    }

    /** @param wiring puts beans in place of others */
    public GraphHome(Consumer<ApplicationContext> wiring) {
        this(Map.of(), wiring);
    }

    /** With its graph in Neo4j. */
    public static GraphHome in(Neo4jServer server) {
        return at(server.url());
    }

    /** With its graph in the Neo4j behind an address, where the server for tests lies. */
    static GraphHome at(String url) {
        return new GraphHome(
                Map.of("GRAPH_STORE_PROVIDER", "neo4j", "NEO4J_URL", url, "NEO4J_PASSWORD", Neo4jServer.PASSWORD),
                _ -> {});
    }

    private GraphHome(Map<String, String> settings, Consumer<ApplicationContext> wiring) {
        LUCENE.setLevel(Level.SEVERE);
        context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .build();
        context.registerSingleton(Home.class, home.home());
        context.registerSingleton(Clock.class, Clock.systemUTC());
        context.registerSingleton(Ids.class, UUID::randomUUID);
        context.registerSingleton(Settings.class, (Settings) setting -> setting.equals(GraphSettings.ENABLED)
                ? Optional.of(Boolean.toString(enabled.get()))
                : Optional.of(settings.getOrDefault(setting.name(), setting.defaultValue()))
                        .filter(value -> !value.isEmpty()));
        ledger = new Ledger(() -> context.getBean(Db.class));
        context.registerSingleton(Transcript.class, ledger);
        wiring.accept(context);
        context.start();
    }

    public Ledger ledger() {
        return ledger;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Whether recall and following know of the graph from now on. */
    public GraphHome graph(boolean on) {
        enabled.set(on);
        return this;
    }

    /** Reads what was told into the graph, on this thread. */
    public void read() {
        bean(GraphProjection.class).catchUp();
    }

    /** Waits until all that was told is in the index, too. */
    public void followed() {
        read();
        // What is followed before the encoder has loaded would be found by words alone for a while.
        var unused = bean(EmbeddingModel.class).embed(List.of("ready"), EmbeddingModel.Purpose.PASSAGE);
        Projection projection = bean(Projection.class);
        projection.start();
        boolean all = ledger.heads().stream()
                .allMatch(head -> projection.await(head.conversation(), head.lastSeq(), INDEXING_MILLIS));
        if (!all) {
            throw new IllegalStateException(bean(Memory.class).status());
        }
    }

    /** The best evidence, once the graph that is on has answered: what is measured is what it finds, not how busy a machine is. */
    public List<MessageRef> recall(Viewer viewer, String question, ZonedDateTime at, int limit) {
        var found = new AtomicReference<Recollection>();
        await(() -> {
            found.set(ask(viewer, question, at, limit));
            return !found.get().graphless();
        });
        return found.get().evidence().stream().map(Evidence::message).toList();
    }

    private Recollection ask(Viewer viewer, String question, ZonedDateTime at, int limit) {
        return bean(Memory.class)
                .recall(viewer, question, at, limit, Clock.systemUTC().instant().plusSeconds(PATIENCE_SECONDS));
    }

    /** What {@code doctor} says of memory. */
    List<Check.Finding> findings() {
        return context.getBeansOfType(Check.class).stream()
                .flatMap(check -> check.look().stream())
                .toList();
    }

    /** Waits for what comes by itself. */
    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(AWAITED_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("never");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    /** Rows as their owner sees them, past row-level security. */
    public List<String> rows(String sql) {
        try (Connection connection = connect();
                var result = connection.createStatement().executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void change(String sql) {
        try (Connection connection = connect()) {
            connection.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All that the graph holds, without the order of its rows. */
    List<String> tables() {
        return List.of(
                        "graph_cursors",
                        "graph_readings",
                        "graph_mentions",
                        "graph_relations",
                        "model_readings",
                        "model_tellings")
                .stream()
                .flatMap(table -> rows("select '" + table + " ' || r::text from " + table + " r order by 1").stream())
                .toList();
    }

    private Connection connect() throws SQLException {
        Path folder = home.dir().resolve("postgres");
        try {
            String port = Files.readString(folder.resolve("address")).split(" ")[0];
            String password = Files.readString(folder.resolve("password")).strip();
            return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/clara", "clara", password);
        } catch (IOException e) {
            throw new SQLException("no database runs in " + folder, e);
        }
    }

    @Override
    public void close() {
        context.getBean(Projection.class).stop();
        context.close();
        home.close();
    }
}

package ai.clara.database;

import ai.clara.spi.store.Home;
import ai.clara.spi.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL under CLARA_HOME. Whoever needs it first starts it, in a session of its own so that Ctrl-C does not reach it;
 * others adopt it, and so does the next start when an owner was killed. It is started again if it dies while it is needed.
 */
final class EmbeddedServer implements Origin {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final Duration ANSWER_BOUND = Duration.ofSeconds(60);
    // Our own connections need a moment to be gone.
    private static final Duration LEAVING_BOUND = Duration.ofSeconds(1);
    private static final int TRIES = 6;
    private static final Duration LOCK_BOUND = Duration.ofMinutes(3);
    // Whoever ends the process does not wait longer for a start that does not end.
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(10);

    private final Path home;
    private final Path root;
    private final DataFolder folder;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Running running;
    private final Departure departure = new Departure();

    /** A server that answered. */
    private record Running(Postmaster postmaster, Login login, ProcessHandle process) {}

    EmbeddedServer(Home home) {
        this.home = home.dir();
        this.root = home.resolve("postgres");
        this.folder = new DataFolder(root);
    }

    @Override
    public String where() {
        return "PostgreSQL " + Binaries.VERSION + " in " + folder.path();
    }

    @Override
    public Optional<String> setting() {
        return Optional.empty();
    }

    @Override
    public String remedy() {
        return "look into " + folder.log();
    }

    @Override
    public Login owner() {
        Running known = running;
        if (known != null && known.postmaster().alive()) {
            return known.login();
        }
        lock.lock();
        try {
            known = running;
            if (known != null && known.postmaster().alive()) {
                return known.login();
            }
            departure.withTheProcess();
            departure.check();
            Running fresh = open();
            running = fresh;
            watch(fresh);
            departure.check();
            return fresh.login();
        } catch (IOException e) {
            throw Sentences.of(e, root);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Login> application() {
        try {
            return Optional.of(new Login(owner().target(), SecondWall.ROLE, folder.applicationPassword(), Map.of()));
        } catch (IOException e) {
            throw Sentences.of(e, root);
        }
    }

    private void watch(Running server) {
        var end = server.process().onExit().thenAcceptAsync(gone -> revive());
        LOG.debug("watching {}, ended: {}", server.postmaster().pid(), end.isDone());
    }

    private void revive() {
        if (departure.announced()) {
            return;
        }
        LOG.warn("the database ended by itself; starting it again");
        try {
            owner();
        } catch (StoreException e) {
            LOG.error("the database could not be started again: {}", e.getMessage());
        }
    }

    private Running open() throws IOException {
        Folders.create(root, "rwx--x--x");
        try (var start = StartLock.take(root.resolve("lock"), LOCK_BOUND, departure)) {
            String password = folder.password();
            Optional<Running> adopted = adopt(password);
            return adopted.isPresent() ? adopted.get() : start(password);
        }
    }

    private Optional<Running> adopt(String password) throws IOException {
        Optional<Postmaster> found = Postmaster.read(folder.path());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Postmaster postmaster = found.get();
        if (!postmaster.serves(folder.path())) {
            Files.deleteIfExists(folder.path().resolve("postmaster.pid"));
            return Optional.empty();
        }
        Login login = login(postmaster.port(), password);
        boolean settled = Patience.until(
                ANSWER_BOUND, () -> departure.announced() || answers(login) || !postmaster.serves(folder.path()));
        departure.check();
        if (!settled) {
            throw new StoreException("A database server of this home runs as process " + postmaster.pid()
                    + " but does not answer; end it and start again.");
        }
        Optional<ProcessHandle> process = postmaster.process();
        if (process.isEmpty()) {
            return Optional.empty();
        }
        LOG.info("adopted the database server {} on port {}", postmaster.pid(), postmaster.port());
        return Optional.of(running(postmaster, login, process.get()));
    }

    private Running start(String password) throws IOException {
        var programs = ServerPrograms.of(home, root, folder, departure);
        departure.check();
        programs.makeFolder();
        Program.Outcome outcome = new Program.Outcome(-1, "");
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            int port = freePort();
            departure.check();
            outcome = programs.start(port);
            if (departure.announced()) {
                // Nobody else can use it yet: we hold the lock.
                LOG.info(
                        "ending the database server that was starting: {}",
                        programs.stop().good());
                departure.check();
            }
            Optional<Postmaster> postmaster = Postmaster.read(folder.path());
            Login login = login(port, password);
            if (outcome.good() && postmaster.isPresent() && answers(login)) {
                LOG.info(
                        "started the database server {} on port {}",
                        postmaster.get().pid(),
                        port);
                return running(
                        postmaster.get(), login, postmaster.get().process().orElseThrow());
            }
            LOG.debug("start {} of the database failed: {}", attempt, outcome.output());
            // Children of a killed server need a moment to notice; a port may have been taken meanwhile.
            Patience.until(Duration.ofMillis(500), () -> false);
        }
        throw Sentences.ofProgram("the server", logTail() + outcome.output(), root);
    }

    private Running running(Postmaster postmaster, Login login, ProcessHandle process) throws IOException {
        Folders.writeSecret(root.resolve("address"), postmaster.port() + " " + postmaster.pid() + "\n");
        return new Running(postmaster, login, process);
    }

    private static Login login(int port, String password) {
        return new Login("127.0.0.1:" + port + "/" + DataFolder.OWNER, DataFolder.OWNER, password, Map.of());
    }

    /** Whether it takes our password; makes our database at the first time. */
    private static boolean answers(Login login) {
        try (Connection connection = login.database("postgres").connect();
                var statement = connection.createStatement()) {
            try (var rows =
                    statement.executeQuery("select 1 from pg_database where datname = '" + DataFolder.OWNER + "'")) {
                if (rows.next()) {
                    return true;
                }
            }
            statement.execute("create database " + DataFolder.OWNER);
            return true;
        } catch (SQLException e) {
            LOG.trace("no answer yet: {}", e.getSQLState());
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String logTail() {
        try {
            var lines = Files.readAllLines(folder.log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size())) + "\n";
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        departure.announce();
        if (!lockedInTime()) {
            LOG.warn("the database is still starting; the next start adopts it");
            return;
        }
        try {
            Running known = running;
            running = null;
            if (known == null) {
                return;
            }
            try (var start = StartLock.take(root.resolve("lock"), CLOSE_BOUND, new Departure())) {
                stopUnlessUsed(known);
            }
        } catch (IOException | StoreException e) {
            LOG.warn("the database was left running: {}", e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    private boolean lockedInTime() {
        try {
            return lock.tryLock(CLOSE_BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void stopUnlessUsed(Running known) throws IOException {
        if (!known.postmaster().alive() || !Patience.until(LEAVING_BOUND, () -> !othersUse(known.login()))) {
            return;
        }
        var outcome = ServerPrograms.of(home, root, folder, departure).stop();
        if (outcome.good()) {
            Files.deleteIfExists(root.resolve("address"));
        } else {
            LOG.warn("the database was left running: {}", outcome.output().strip());
        }
    }

    private static boolean othersUse(Login login) {
        try (Connection connection = login.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from pg_stat_activity where backend_type = 'client backend'"
                                + " and pid <> pg_backend_pid()")) {
            return rows.next() && rows.getInt(1) > 0;
        } catch (SQLException e) {
            return false;
        }
    }
}

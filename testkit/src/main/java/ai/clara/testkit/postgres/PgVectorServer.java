package ai.clara.testkit.postgres;

import ai.clara.testkit.SmallDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL 17 with pgvector, run by {@code dev/postgres-pgvector} on a port of its own and deleted when closed. Its login
 * {@code postgres} is a superuser that needs no password. Where nothing may be skipped a machine without it fails the test.
 */
public final class PgVectorServer implements AutoCloseable {
    /** The login of a superuser. */
    public static final String ADMIN = "postgres";

    private static final Path FOLDER = Path.of(
            System.getProperty("clara.pgvector", System.getProperty("user.home", "/root") + "/.cache/clara/pgvector"));
    /** Whose id the server runs under. */
    private static final int USER = 5432;

    private static final int PROGRAM_SECONDS_MAX = 120;

    private final String name = "pg-" + UUID.randomUUID();
    private final int port;
    private final boolean durable;
    private final Thread atExit = new Thread(this::remove);
    private boolean running;

    private PgVectorServer(boolean durable) {
        this.durable = durable;
        this.port = freePort();
    }

    /** One whose commits need not outlive a power cut: for all tests that do not pull the plug. */
    public static PgVectorServer start() {
        return start(false);
    }

    /** One that keeps what it said it keeps. */
    public static PgVectorServer durable() {
        return start(true);
    }

    private static PgVectorServer start(boolean durable) {
        needed();
        var server = new PgVectorServer(durable);
        Runtime.getRuntime().addShutdownHook(server.atExit);
        server.run("initdb", server.name);
        server.again();
        return server;
    }

    private static void needed() {
        boolean there = Files.exists(FOLDER.resolve("complete"));
        String lack = "PostgreSQL with pgvector is missing: as root, run dev/postgres-pgvector " + FOLDER + " fetch";
        if (!there && Boolean.getBoolean("clara.ci")) {
            Assertions.fail("This test may not be skipped here: " + lack + ".");
        }
        Assumptions.assumeTrue(there, lack);
    }

    /** Starts it again, on the same port with the same data. */
    public void again() {
        if (durable) {
            run("start", name, Integer.toString(port), "durable");
        } else {
            run("start", name, Integer.toString(port));
        }
        running = true;
    }

    /** Ends it in order. */
    public void stop() {
        running = false;
        run("stop", name);
    }

    /** Ends it as a power cut would. */
    public void kill() {
        running = false;
        run("kill", name);
    }

    public int port() {
        return port;
    }

    /** The address of a database there as {@code DATABASE_URL} takes it, for the superuser. */
    public String url(String database) {
        return url(ADMIN, database);
    }

    /** The same for another login without a password. */
    public String url(String user, String database) {
        return "postgresql://" + user + "@127.0.0.1:" + port + "/" + database;
    }

    /** Runs statements in a database as the superuser; gives what they print, one row a line, columns parted by a bar. */
    public String sql(String database, String... statements) {
        var words = new ArrayList<>(List.of(
                "chroot",
                FOLDER.resolve("root").toString(),
                "/usr/lib/postgresql/17/bin/psql",
                "-X",
                "-q",
                "-A",
                "-t",
                "-v",
                "ON_ERROR_STOP=1",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-U",
                ADMIN,
                "-d",
                database));
        for (String statement : statements) {
            words.add("-c");
            words.add(statement);
        }
        return program(words);
    }

    /** A small disk of this server's; a database there is one of the tablespace {@code small}. Close the server first. */
    public SmallDisk smallDisk(int megabytes) {
        String inside = "/data/" + name + "-small";
        SmallDisk disk = SmallDisk.at(
                FOLDER.resolve("root" + inside), "mode=700,uid=" + USER + ",gid=" + USER + ",size=" + megabytes + "m");
        sql(ADMIN, "create tablespace small location '" + inside + "'");
        return disk;
    }

    @Override
    public void close() {
        remove();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void remove() {
        if (running) {
            stop();
        }
        run("drop", name);
    }

    private void run(String command, String... words) {
        var all = new ArrayList<>(List.of(script().toString(), FOLDER.toString(), command));
        all.addAll(List.of(words));
        program(all);
    }

    /** Tests run in a module's folder. */
    private static Path script() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("dev/postgres-pgvector"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("not in a checkout");
        }
        return folder.resolve("dev/postgres-pgvector");
    }

    private static String program(List<String> words) {
        try {
            // A file, for a server that inherits a pipe would keep it open.
            Path output = Files.createTempFile("clara-pgvector", ".out");
            try {
                Process process = new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                boolean ended = process.waitFor(PROGRAM_SECONDS_MAX, TimeUnit.SECONDS);
                if (!ended || process.exitValue() != 0) {
                    process.destroyForcibly();
                    throw new IllegalStateException(String.join(" ", words) + ": " + Files.readString(output));
                }
                return Files.readString(output).strip();
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package ai.clara.testkit.neo4j;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Neo4j, Community edition, in a process of its own that the module {@code neo4j-server} brings. It keeps one port and one folder
 * through kills and further starts; the folder is deleted when it is closed.
 */
public final class Neo4jServer implements AutoCloseable {
    public static final String USER = "neo4j";
    public static final String PASSWORD = "a-password-for-tests";

    private static final int START_SECONDS_MAX = 180;
    private static final int ANSWER_SECONDS_MAX = 60;
    private static final String MODULE = "neo4j-server/target/classpath";

    private final Path folder;
    private final int port;
    private final Thread atExit = new Thread(this::kill);
    private @Nullable Process process;
    private @Nullable BufferedReader answers;

    private Neo4jServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** An empty one, ready for clients. */
    public static Neo4jServer start() {
        try {
            var server = new Neo4jServer(Files.createTempDirectory("clara-neo4j-"), freePort());
            Runtime.getRuntime().addShutdownHook(server.atExit);
            server.again();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again, on the same port with the same data. */
    public void again() {
        try {
            Process started = new ProcessBuilder(program())
                    .redirectError(folder.resolve("errors").toFile())
                    .start();
            process = started;
            answers = new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
            read("ready"::equals, START_SECONDS_MAX);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> program() throws IOException {
        Path module = module();
        String libraries = Files.readString(module).strip();
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                module.resolveSibling("classes") + File.pathSeparator + libraries,
                "ai.clara.neo4j.Server",
                folder.toString(),
                Integer.toString(port),
                PASSWORD);
    }

    /** Tests run in a module's folder. */
    private static Path module() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve(MODULE))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException(
                    "the module neo4j-server was not built; build it with: mvn -pl neo4j-server -am compile");
        }
        return folder.resolve(MODULE);
    }

    /** Lines of its output up to one of these, without that. */
    private List<String> read(Predicate<String> last, int secondsMax) {
        BufferedReader lines = Objects.requireNonNull(answers, "it does not run");
        var answer = CompletableFuture.supplyAsync(() -> {
            var read = new ArrayList<String>();
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (last.test(line)) {
                        return read;
                    }
                    read.add(line);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            throw new IllegalStateException("Neo4j ended: " + read + "; see " + folder.resolve("errors"));
        });
        try {
            return answer.get(secondsMax, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Neo4j in " + folder + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Ends it as a power cut would. */
    public void kill() {
        Process running = process;
        if (running != null) {
            process = null;
            running.destroyForcibly().onExit().join();
        }
    }

    /** Holds it still, so that it neither answers nor ends; or lets it go on. */
    public void freeze(boolean still) {
        Process running = Objects.requireNonNull(process, "it does not run");
        try {
            int exit = new ProcessBuilder("kill", still ? "-STOP" : "-CONT", Long.toString(running.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets it take nothing in any more, as one is made that has no room left; or lets it again. It answers all the while. */
    public void full(boolean now) {
        cypher(now ? "full" : "room");
    }

    /** Where clients find it. */
    public String url() {
        return "bolt://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /** The folder with all that it keeps, its logs among them. */
    public Path folder() {
        return folder;
    }

    /** Runs Cypher of one line beside all clients; gives the rows, columns parted by a bar. */
    public synchronized List<String> cypher(String statement) {
        try {
            var input = Objects.requireNonNull(process, "it does not run").getOutputStream();
            input.write((statement.replace('\n', ' ') + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> rows = read("."::equals, ANSWER_SECONDS_MAX);
        if (!rows.isEmpty() && rows.getFirst().contains("Exception: ")) {
            throw new IllegalStateException(rows.getFirst());
        }
        return rows;
    }

    /** The one number that a statement gives. */
    public long number(String statement) {
        return Long.parseLong(cypher(statement).getFirst());
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(atExit);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}

package ai.clara.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The oldest PostgreSQL that the system has packages of, with a cluster of its own; its login postgres needs no password. */
final class DebianServer implements AutoCloseable {

    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final Duration BOUND = Duration.ofMinutes(1);

    private final Path programs;
    private final Path data;
    private final ServerUser user;
    private final int port;

    private DebianServer(Path programs, Path data, ServerUser user, int port) {
        this.programs = programs;
        this.data = data;
        this.user = user;
        this.port = port;
    }

    static DebianServer start(Path home) throws IOException {
        Optional<Path> programs = oldest();
        String lack = "no PostgreSQL is installed under " + INSTALLED + ": apt install postgresql";
        if (programs.isEmpty() && Boolean.getBoolean("clara.ci")) {
            Assertions.fail("This test may not be skipped here: " + lack + ".");
        }
        Assumptions.assumeTrue(programs.isPresent(), lack);
        Path data = home.resolve("debian");
        ServerUser user = ServerUser.choose(home, data, programs.get().resolve("initdb"));
        var server = new DebianServer(programs.get(), data, user, freePort());
        Folders.create(data, "rwx------");
        user.own(data);
        server.run(
                "initdb", "--pgdata=" + data, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C");
        server.control(
                "start",
                "--log=" + data.resolve("server.log"),
                "--options=-p " + server.port
                        + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off");
        return server;
    }

    private static Optional<Path> oldest() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .min(Path::compareTo);
        }
    }

    Login login(String name) {
        return new Login("127.0.0.1:" + port + "/" + name, "postgres", "", Map.of());
    }

    private void control(String verb, String... options) throws IOException {
        var words = Stream.concat(Stream.of(verb, "--pgdata=" + data, "--wait"), Stream.of(options));
        run("pg_ctl", words.toArray(String[]::new));
    }

    private void run(String program, String... options) throws IOException {
        List<String> words =
                user.words(Stream.concat(Stream.of(programs.resolve(program).toString()), Stream.of(options))
                        .toArray(String[]::new));
        Program.Outcome outcome = Program.run(Path.of("/"), BOUND, words);
        if (!outcome.good()) {
            throw new IOException(program + ": " + outcome.output());
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        control("stop", "--mode=fast");
    }
}

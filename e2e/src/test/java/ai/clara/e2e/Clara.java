package ai.clara.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The packaged program on a home of its own. Closing ends every process of that home and deletes it. */
final class Clara implements AutoCloseable {
    static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Path base;
    private final Path home;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<Running> started = new ArrayList<>();
    private List<String> prefix = List.of();
    private List<String> flags = List.of();

    private Clara(Path base) {
        this.base = base;
        this.home = base.resolve("home");
        environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        environment.put("HOME", base.toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("TERM", "xterm");
        environment.put("TZ", "UTC");
        environment.put("CLARA_HOME", home.toString());
        environment.put("USER_ID", "mia");
    }

    /** A home that does not exist yet. Its parents can be passed by the ordinary user that PostgreSQL runs as. */
    static Clara fresh() {
        try {
            Path base = Files.createTempDirectory("clara-e2e-");
            Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
            return new Clara(base);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path home() {
        return home;
    }

    /** The directory around the home, in which commands run. */
    Path base() {
        return base;
    }

    Clara with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Clara without(String name) {
        environment.remove(name);
        return this;
    }

    /** The same home with settings of its own, for one command beside others; the home is closed by the first. */
    Clara beside() {
        Clara other = new Clara(base);
        other.environment.putAll(environment);
        return other;
    }

    /** Lets further commands put here what is temporary, so that it can be seen what they leave of it. */
    Clara temporaryIn(Path directory) {
        flags = List.of("-Djava.io.tmpdir=" + directory);
        return this;
    }

    /** Runs further commands as the user {@code nobody}; only root can. */
    Clara asNobody() {
        prefix = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        return this;
    }

    /** Writes a file of the home, making the home if need be. */
    Clara file(String name, String text) {
        try {
            Files.createDirectories(home);
            Files.writeString(home.resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines into a command, and what came of it. */
    Outcome pipe(List<String> lines, String... args) {
        return pipe((String.join("\n", lines) + (lines.isEmpty() ? "" : "\n")).getBytes(StandardCharsets.UTF_8), args);
    }

    /** Raw bytes into a command, and what came of it. */
    Outcome pipe(byte[] input, String... args) {
        try (Running running = start(args)) {
            running.type(input);
            running.endInput();
            return running.await();
        }
    }

    /** A command without input. */
    Outcome run(String... args) {
        return pipe(List.of(), args);
    }

    /** Starts a command as leader of a process group of its own. */
    Running start(String... args) {
        return start(StartCache.flags(), args);
    }

    /** The same with flags of Java's own. */
    Running start(List<String> flags, String... args) {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(program(flags, args));
        return launch(line);
    }

    /** Starts a command at a pseudo-terminal of its own, where Ctrl-C counts even if whoever runs the tests has it ignored. */
    Screen startOnScreen(String... args) {
        String command = program(StartCache.flags(), args).stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" ", "stty cols 200 rows 50; exec env --default-signal=INT ", ""));
        return new Screen(launch(List.of("script", "-qfec", command, "/dev/null")));
    }

    private List<String> program(List<String> more, String... args) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx768m"));
        line.addAll(flags);
        line.addAll(more);
        line.addAll(List.of("-cp", ClassPath.PACKAGED, "ai.clara.Application"));
        line.addAll(List.of(args));
        return line;
    }

    private Running launch(List<String> words) {
        List<String> line = new ArrayList<>(List.of("setsid"));
        line.addAll(words);
        var builder = new ProcessBuilder(line).directory(base.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Running running = new Running(builder.start(), home);
            started.add(running);
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The store of this home, read past row-level security while the program runs. */
    Store store() {
        return Store.of(home);
    }

    /** What every table of this home holds, read beside a talk in which nothing is said. */
    Map<String, String> contents() {
        try (Running idle = start("chat")) {
            Map<String, String> contents = null;
            for (int i = 0; contents == null && idle.alive() && i < Running.PATIENCE_SECONDS * 10; i++) {
                try {
                    contents = store().contents();
                } catch (IllegalStateException e) {
                    // Not up yet.
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                }
            }
            idle.endInput();
            idle.await().ended(0);
            return Objects.requireNonNull(contents, "the store of the home did not open");
        }
    }

    @Override
    public void close() {
        started.forEach(Running::close);
        Processes.killAll(home);
        try (Stream<Path> files = Files.walk(base)) {
            files.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    path.toFile().deleteOnExit();
                }
            });
        } catch (IOException | UncheckedIOException e) {
            base.toFile().deleteOnExit();
        }
    }
}

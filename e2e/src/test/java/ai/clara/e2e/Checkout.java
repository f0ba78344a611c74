package ai.clara.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A checkout with nothing but the launcher, and a PATH that holds the standard tools and neither Java nor Maven. */
final class Checkout implements AutoCloseable {
    private static final List<String> TOOLS = List.of(
            "awk",
            "basename",
            "cat",
            "chmod",
            "cp",
            "cut",
            "date",
            "dirname",
            "env",
            "find",
            "grep",
            "head",
            "ln",
            "ls",
            "mkdir",
            "mktemp",
            "mount",
            "mv",
            "ps",
            "readlink",
            "rm",
            "sed",
            "setsid",
            "sh",
            "sha256sum",
            "sleep",
            "sort",
            "stat",
            "stty",
            "tail",
            "touch",
            "tr",
            "uname",
            "unshare",
            "wc",
            "xargs");

    private final Path dir;
    private final Path tools;
    private final Map<String, String> environment = new LinkedHashMap<>();

    private Checkout(Path dir) {
        this.dir = dir;
        this.tools = dir.resolve("tools");
        environment.put("PATH", tools.toString());
        environment.put("HOME", dir.resolve("nobody").toString());
        environment.put("JAVA_HOME", dir.resolve("nothing").toString());
        environment.put("LANG", "C.UTF-8");
    }

    static Checkout make() throws IOException {
        Checkout checkout =
                new Checkout(Files.createTempDirectory("clara-checkout-").toRealPath());
        Files.createDirectories(checkout.tools);
        for (String tool : TOOLS) {
            for (String place : List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")) {
                Path original = Path.of(place, tool);
                if (Files.isExecutable(original)) {
                    Files.createSymbolicLink(checkout.tools.resolve(tool), original);
                    break;
                }
            }
        }
        Files.copy(ClassPath.ROOT.resolve("clara"), checkout.dir.resolve("clara"));
        Files.setPosixFilePermissions(checkout.dir.resolve("clara"), PosixFilePermissions.fromString("rwxr-xr-x"));
        return checkout;
    }

    Path dir() {
        return dir;
    }

    String launcher() {
        return dir.resolve("clara").toString();
    }

    Checkout with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Puts a script in the place of a tool. */
    void tool(String name, String script) throws IOException {
        Path tool = tools.resolve(name);
        Files.writeString(tool, script);
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Runs words to their end, without input. */
    Outcome runs(List<String> words) {
        var builder = new ProcessBuilder(Stream.concat(Stream.of("/usr/bin/setsid"), words.stream())
                        .toList())
                .directory(dir.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try (Running running = new Running(builder.start(), dir)) {
            running.endInput();
            return running.await();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            dir.toFile().deleteOnExit();
        }
    }
}

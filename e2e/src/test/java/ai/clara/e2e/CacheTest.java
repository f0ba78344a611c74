package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Later starts use a cache of loaded classes. What a changed jar says is said all the same. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CacheTest {
    private static final String OLD = "Clara \u0001";
    private static final String NEW = "Klara \u0001";
    private static final List<String> FLAGS = List.of(
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-Xlog:disable",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dfile.encoding=UTF-8");

    @Test
    void changedStringAppearsEvenWhenSizeAndTimeOfTheJarStay() throws IOException {
        try (Checkout checkout = Checkout.make()) {
            checkout.with("JAVA_HOME", System.getProperty("java.home"));
            List<Path> jars = copyOfTheProgram(checkout.dir().resolve("app/target"));
            Path app = jars.getFirst();
            // Stored without compression, so that the change does not change the size.
            replace(app, OLD, OLD);

            assertThat(version(checkout)).startsWith("Clara ");
            Path state = checkout.dir().resolve("target/launcher");
            List<Path> caches = caches(state);
            assertThat(caches).as("the cache after the first start").hasSize(1);
            String stale = caches.getFirst().toString();

            long size = Files.size(app);
            FileTime time = Files.getLastModifiedTime(app);
            replace(app, OLD, NEW);
            Files.setLastModifiedTime(app, time);
            assertThat(Files.size(app)).isEqualTo(size);

            // Negative twin: with the cache of before, Java says the old string.
            assertThat(java(checkout, jars, List.of("-XX:AOTCache=" + stale))).startsWith("Clara ");
            assertThat(java(checkout, jars, List.of())).startsWith("Klara ");

            // Somebody else seems to prepare a cache: this start goes without, and leaves the stale one where it is.
            Files.writeString(state.resolve("lock"), ProcessHandle.current().pid() + "\n");
            assertThat(version(checkout)).startsWith("Klara ");
            assertThat(caches(state)).as("the stale cache").containsExactlyElementsOf(caches);
        }
    }

    private static String version(Checkout checkout) {
        return said(checkout.runs(List.of(checkout.launcher(), "--version")));
    }

    private static String java(Checkout checkout, List<Path> jars, List<String> cache) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(cache);
        line.addAll(FLAGS);
        line.add("-cp");
        line.add(String.join(":", jars.stream().map(Path::toString).toList()));
        line.addAll(List.of("ai.clara.Application", "--version"));
        return said(checkout.runs(line));
    }

    private static String said(Outcome outcome) {
        return outcome.ended(0).answers().getFirst();
    }

    private static List<Path> copyOfTheProgram(Path target) throws IOException {
        Files.createDirectories(target.resolve("lib"));
        List<Path> copies = new ArrayList<>();
        for (String jar : ClassPath.PACKAGED.split(":")) {
            Path original = Path.of(jar);
            boolean app = original.getFileName().toString().startsWith("clara-app-");
            Path copy = (app ? target : target.resolve("lib")).resolve(original.getFileName());
            copies.add(Files.copy(original, copy));
        }
        return copies;
    }

    private static void replace(Path jar, String from, String to) throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of("compressionMethod", "STORED"))) {
            Path file = inside.getPath("ai/clara/FixedWords.class");
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertThat(bytes).as("the constants of %s", file).contains(from);
            Files.writeString(file, bytes.replace(from, to), StandardCharsets.ISO_8859_1);
        }
    }

    private static List<Path> caches(Path state) throws IOException {
        try (Stream<Path> files = Files.list(state)) {
            return files.filter(file -> file.toString().endsWith(".aot")).toList();
        }
    }
}

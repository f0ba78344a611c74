package ai.clara.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles with the very flags of the root pom: a null that is returned as a promise must not pass. */
final class NullAwayCanaryTest {
    /** What Error Prone and NullAway need besides themselves; the build has put them in the local repository. */
    private static final List<String> LIBRARIES = List.of(
            "com/google/guava/guava",
            "com/google/guava/failureaccess",
            "com/github/ben-manes/caffeine/caffeine",
            "com/google/auto/auto-common",
            "com/google/auto/value/auto-value-annotations",
            "com/google/auto/service/auto-service-annotations",
            "com/google/protobuf/protobuf-java",
            "javax/inject/javax.inject",
            "com/google/googlejavaformat/google-java-format",
            "com/google/code/findbugs/jsr305",
            "io/github/eisop/dataflow-errorprone",
            "io/github/java-diff-utils/java-diff-utils",
            "org/checkerframework/dataflow-nullaway",
            "org/pcollections/pcollections",
            "org/jspecify/jspecify");

    private static String pom = "";

    @TempDir
    Path scratch = Path.of("");

    @BeforeAll
    static void readPom() throws IOException {
        pom = Files.readString(Checkout.root().resolve("pom.xml"));
    }

    @Test
    void nullReturnedAsAPromiseIsRejected() throws Exception {
        Compilation canary = compile("return null;");
        assertThat(canary.output()).contains("[NullAway]");
        assertThat(canary.exitCode()).isNotZero();
    }

    @Test
    void sameSourceWithoutTheNullCompiles() throws Exception {
        Compilation healthy = compile("return \"here\";");
        assertThat(healthy.exitCode()).as(healthy.output()).isZero();
    }

    record Compilation(int exitCode, String output) {}

    private Compilation compile(String statement) throws IOException, InterruptedException {
        Path source = scratch.resolve("Canary.java");
        Files.writeString(source, """
                @org.jspecify.annotations.NullMarked
                final class Canary {
                    String sings() {
                        %s
                    }
                }
                """.formatted(statement));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        command.addAll(flags());
        command.addAll(List.of("-processorpath", processorPath(), "-cp", jar("org/jspecify/jspecify", "")));
        command.addAll(List.of("-d", scratch.toString(), source.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Compilation(process.waitFor(), output);
    }

    private static List<String> flags() {
        Matcher matcher = Pattern.compile("<arg>(.*?)</arg>").matcher(pom);
        List<String> flags = matcher.results().map(result -> result.group(1)).collect(Collectors.toList());
        assertThat(flags).anyMatch(flag -> flag.contains("NullAway:ERROR"));
        return flags;
    }

    private static String processorPath() throws IOException {
        List<String> path = new ArrayList<>();
        for (String part : List.of("core", "check_api", "annotation", "annotations")) {
            path.add(jar("com/google/errorprone/error_prone_" + part, version("errorprone.version")));
        }
        path.add(jar("com/uber/nullaway/nullaway", version("nullaway.version")));
        for (String library : LIBRARIES) {
            if (Files.isDirectory(repository().resolve(library))) {
                path.add(jar(library, ""));
            }
        }
        return String.join(File.pathSeparator, path);
    }

    private static String version(String property) {
        Matcher matcher =
                Pattern.compile("<" + Pattern.quote(property) + ">(.*?)<").matcher(pom);
        assertThat(matcher.find()).as(property).isTrue();
        return matcher.group(1);
    }

    /** The jar of that version, or the newest when the version is empty. */
    private static String jar(String artifact, String version) throws IOException {
        Path directory = repository().resolve(artifact).resolve(version);
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !file.toString().contains("sources"))
                    .max(Comparator.comparing(Path::toString))
                    .map(Path::toString)
                    .orElse("");
        }
    }

    /** The local repository from which the tests themselves were started. */
    private static Path repository() {
        Path jspecify = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("jspecify-"))
                .map(Path::of)
                .findFirst()
                .orElseThrow();
        return jspecify.resolve("../../../../..").normalize();
    }
}

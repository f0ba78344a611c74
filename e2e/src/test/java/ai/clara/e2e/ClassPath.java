package ai.clara.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The packaged jars, in a fixed order, as the launcher puts them. */
final class ClassPath {
    static final Path ROOT =
            Path.of(System.getProperty("clara.checkout", "..")).toAbsolutePath().normalize();
    static final String PACKAGED =
            System.getProperty("clara.classpath", "").isEmpty() ? packaged() : System.getProperty("clara.classpath");

    private ClassPath() {}

    private static String packaged() {
        Path target = ROOT.resolve("app/target");
        List<Path> app = jars(target, "clara-app-");
        if (app.size() != 1) {
            throw new IllegalStateException("package the program first: expected one clara-app jar in " + target);
        }
        return Stream.concat(app.stream(), jars(target.resolve("lib"), "").stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<Path> jars(Path dir, String prefix) {
        try (Stream<Path> files = Files.list(dir)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(prefix) && name.endsWith(".jar") && !name.contains("-sources");
                    })
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

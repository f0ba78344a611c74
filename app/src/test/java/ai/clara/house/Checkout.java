package ai.clara.house;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sources are, whatever directory the tests were started in. */
final class Checkout {
    private Checkout() {}

    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        for (Path at = here; at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("spi")) && Files.isRegularFile(at.resolve("pom.xml"))) {
                return at;
            }
        }
        throw new AssertionError("no checkout above " + here);
    }
}

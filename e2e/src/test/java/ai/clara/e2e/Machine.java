package ai.clara.e2e;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine. Where nothing may be skipped a lack is a failure; elsewhere the test says what it misses. */
final class Machine {
    private Machine() {}

    static void must(boolean fulfilled, String lack) {
        if (!fulfilled && Boolean.getBoolean("clara.ci")) {
            fail("This test may not be skipped here: " + lack + ".");
        }
        Assumptions.assumeTrue(fulfilled, lack);
    }

    static boolean has(String tool) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(dir -> Files.isExecutable(Path.of(dir, tool)));
    }
}

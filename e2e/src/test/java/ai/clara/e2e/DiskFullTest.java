package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No space left: a small file system of its own plays the full disk. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DiskFullTest {
    @Test
    void firstStartOnAFullDiskIsOneSentence() throws IOException, InterruptedException {
        try (Clara clara = Clara.fresh()) {
            onSmallDisk(
                    clara.home(),
                    "2m",
                    () -> clara.pipe(List.of("Hello"), "chat").refused(1, "space"));
        }
    }

    private static void onSmallDisk(Path at, String size, Runnable work) throws IOException, InterruptedException {
        assumeTrue(Clara.ROOT, "only root can mount a small disk");
        Files.createDirectories(at);
        assumeTrue(
                ran("mount", "-t", "tmpfs", "-o", "mode=755,size=" + size, "tmpfs", at.toString()),
                "mounting is not allowed here");
        try {
            work.run();
        } finally {
            assertThat(ran("umount", "-l", at.toString())).isTrue();
        }
    }

    private static boolean ran(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}

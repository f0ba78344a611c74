package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    @Test
    void fullDiskOfAKnownHomeIsOneSentenceAndLosesNoRow() throws IOException, InterruptedException {
        try (Clara clara = Clara.fresh()) {
            onSmallDisk(clara.home(), "400m", () -> {
                clara.pipe(List.of("My canoe is moored in Narvik."), "chat").ended(0);
                Map<String, String> before = clara.contents();
                assertThat(before.get("messages")).startsWith("2 rows");
                Path filler = clara.home().resolve("filler");
                fill(filler);
                clara.pipe(List.of("My bicycle is blue."), "chat").refused(1, "space");
                assertThat(filler.toFile().delete()).isTrue();
                assertThat(clara.contents()).isEqualTo(before);
                assertThat(clara.pipe(List.of("Where is my canoe moored?"), "chat")
                                .ended(0)
                                .out())
                        .contains("Narvik");
            });
        }
    }

    private static void fill(Path filler) {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (int i = 0; i < 1_000_000; i++) {
                out.write(block);
            }
            throw new AssertionError("the disk did not become full");
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static void onSmallDisk(Path at, String size, Runnable work) throws IOException, InterruptedException {
        Machine.must(Clara.ROOT, "only root can mount a small disk");
        Files.createDirectories(at);
        Machine.must(
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

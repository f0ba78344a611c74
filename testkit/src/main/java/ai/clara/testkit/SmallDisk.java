package ai.clara.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A file system of a few megabytes on a directory, which can be filled to the last byte. Only root can mount one. Where nothing may be
 * skipped a machine that does not let it fails the test.
 */
public final class SmallDisk implements AutoCloseable {
    private static final long MOUNT_SECONDS_MAX = 30;
    private static final int BLOCK_BYTES = 4_096;
    /** More than any small disk has room for. */
    private static final int BLOCKS_MAX = 1_000_000;

    private final Path directory;
    private final Path filler;

    private SmallDisk(Path directory) {
        this.directory = directory;
        this.filler = directory.resolve("filler");
    }

    /**
     * Mounts one.
     *
     * @param options as {@code mount} takes them for a tmpfs, such as {@code mode=755,size=2m}
     */
    public static SmallDisk at(Path directory, String options) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean mounted = ran("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString());
        String lack = "only root can mount a small disk, and not everywhere";
        if (!mounted && Boolean.getBoolean("clara.ci")) {
            Assertions.fail("This test may not be skipped here: " + lack + ".");
        }
        Assumptions.assumeTrue(mounted, lack);
        return new SmallDisk(directory);
    }

    /** Fills it. */
    public void fill() {
        var block = new byte[BLOCK_BYTES];
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (int i = 0; i < BLOCKS_MAX; i++) {
                out.write(block);
            }
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("No space left")) {
                return;
            }
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the disk did not become full");
    }

    /** Makes room again. */
    public void empty() {
        try {
            Files.delete(filler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (!ran("umount", "-l", directory.toString())) {
            throw new IllegalStateException("the small disk at " + directory + " cannot be unmounted");
        }
    }

    private static boolean ran(String... words) {
        try {
            Process process =
                    new ProcessBuilder(List.of(words)).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor(MOUNT_SECONDS_MAX, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

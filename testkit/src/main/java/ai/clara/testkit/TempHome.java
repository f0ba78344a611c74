package ai.clara.testkit;

import ai.clara.spi.store.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A CLARA_HOME of one test, deleted when closed. Every folder above it can be entered by other users, because a database server
 * that was started by root runs as another user. Stop that server before closing.
 */
public final class TempHome implements AutoCloseable {
    private final Home home;

    private TempHome(Home home) {
        this.home = home;
    }

    /** A new empty one with a short path, as sockets need. */
    public static TempHome create() {
        try {
            Path dir = Files.createTempDirectory(parent(), "clara-");
            if (posix(dir)) {
                Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx--x--x"));
            }
            return new TempHome(new Home(dir));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary home", e);
        }
    }

    public Home home() {
        return home;
    }

    public Path dir() {
        return home.dir();
    }

    @Override
    public void close() {
        try {
            Files.walkFileTree(home.dir(), new Deletion());
        } catch (NoSuchFileException e) {
            // The test deleted it itself.
        } catch (IOException e) {
            throw new UncheckedIOException("temporary home not deleted", e);
        }
    }

    private static Path parent() throws IOException {
        Path usual = Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toRealPath();
        Path shared = Path.of("/tmp");
        return enterable(usual) || !Files.isDirectory(shared) ? usual : shared;
    }

    private static boolean enterable(Path dir) throws IOException {
        for (Path folder = dir; folder != null; folder = folder.getParent()) {
            if (posix(folder) && !Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Deletes bottom up; what vanishes meanwhile is as good as deleted. */
    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
            if (problem instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw problem;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException problem) throws IOException {
            if (problem != null && !(problem instanceof NoSuchFileException)) {
                throw problem;
            }
            Files.deleteIfExists(dir);
            return FileVisitResult.CONTINUE;
        }
    }
}

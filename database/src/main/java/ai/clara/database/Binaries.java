package ai.clara.database;

import ai.clara.spi.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/** The programs of PostgreSQL, unpacked from the class path once per home. */
final class Binaries {

    /** Names the folder; a newer jar unpacks beside the old one. */
    static final String VERSION = "17.11";

    private static final Logger LOG = LoggerFactory.getLogger(Binaries.class);

    private Binaries() {}

    /**
     * The folder with {@code bin}, {@code lib} and {@code share}; whole or not there.
     *
     * @throws StoreException when we leave meanwhile
     */
    static Path unpackInto(Path parent, Departure departure) throws IOException {
        Path ready = parent.resolve(VERSION);
        if (Files.isDirectory(ready)) {
            return ready;
        }
        Path building = parent.resolve(VERSION + ".unpacking");
        Folders.delete(building);
        LOG.info("unpacking PostgreSQL {}, about 60 MB, into {}", VERSION, ready);
        try (InputStream archive = archive();
                var tar = new TarArchiveInputStream(new XZInputStream(archive))) {
            Folders.create(building, "rwxr-xr-x");
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                departure.check();
                unpack(tar, entry, building);
            }
        }
        move(building, ready);
        return ready;
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("the archive leaves its folder");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | AtomicMoveNotSupportedException e) {
            throw new IOException("the unpacked programs could not be put in place", e);
        }
    }

    private static InputStream archive() {
        UnaryOperator<String> property = name -> System.getProperty(name, "").toLowerCase(Locale.ROOT);
        String system = property.apply("os.name").contains("mac") ? "darwin" : "linux";
        String machine = property.apply("os.arch").matches("aarch64|arm64") ? "arm_64" : "x86_64";
        InputStream found = Binaries.class.getResourceAsStream("/postgres-" + system + "-" + machine + ".txz");
        if (found == null) {
            throw new StoreException("Clara brings no PostgreSQL for " + system + " on " + machine
                    + "; install PostgreSQL 15 or newer and set DATABASE_URL.");
        }
        return found;
    }
}

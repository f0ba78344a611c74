package ai.clara.owner;

import ai.clara.spi.store.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where the owner's socket is. Socket paths are short by the operating system's rule, so a deep home has its socket elsewhere and
 * keeps the address in a file of its own.
 */
final class DoorAddress {
    private static final int SOCKET_PATH_CHARS_MAX = 100;

    private final Path runDir;

    DoorAddress(Home home) {
        this.runDir = home.resolve("run");
    }

    /** Makes the directories, open to this user only, and says where to bind. */
    Path prepare() throws IOException {
        privateDirectory(runDir);
        Path socket = runDir.resolve("clara.sock");
        if (socket.toString().length() > SOCKET_PATH_CHARS_MAX) {
            Path dir = Path.of("/tmp", "clara-" + uid() + "-" + hash(runDir.toString()));
            privateDirectory(dir);
            if (!Files.getAttribute(dir, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(uid())) {
                throw new IOException("the directory " + dir + " belongs to another user");
            }
            socket = dir.resolve("clara.sock");
        }
        Files.deleteIfExists(socket);
        writeAddress(socket);
        return socket;
    }

    /** The address the owner wrote, if there is one. */
    Optional<Path> find() throws IOException {
        Path file = addressFile();
        return Files.exists(file) ? Optional.of(Path.of(Files.readString(file).strip())) : Optional.empty();
    }

    private void writeAddress(Path socket) throws IOException {
        Path fresh = runDir.resolve("address.new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, socket + "\n");
        Files.move(fresh, addressFile(), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private Path addressFile() {
        return runDir.resolve("address");
    }

    private static void privateDirectory(Path dir) throws IOException {
        var owner = PosixFilePermissions.fromString("rwx------");
        if (!Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(dir, PosixFilePermissions.asFileAttribute(owner));
        }
        Files.setPosixFilePermissions(dir, owner);
    }

    private Object uid() throws IOException {
        return Files.getAttribute(runDir, "unix:uid");
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package ai.clara.database;

import ai.clara.spi.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the rows lie. Made aside and renamed, so that an interrupted start leaves no half-made one. */
final class DataFolder {

    static final String OWNER = "clara";

    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
    private static final String CONFIGURATION = """

            # Clara. What must not be lost is on disk before it is answered.
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = 60
            shared_buffers = 64MB
            timezone = 'UTC'
            log_timezone = 'UTC'
            log_statement = 'none'
            log_min_error_statement = panic
            """;

    private final Path root;

    DataFolder(Path root) {
        this.root = root;
    }

    Path path() {
        return root.resolve("data-17");
    }

    Path log() {
        return path().resolve("server.log");
    }

    /** The owner's password, made at the first start and readable by this user only. */
    String password() throws IOException {
        Path file = root.resolve("password");
        if (!Files.exists(file) && Files.isDirectory(path())) {
            throw new StoreException("The password of the database is missing; put " + file + " back from a backup.");
        }
        return secret(file);
    }

    /** The password of the role of Clara's own queries. Lost, it is made anew: the owner gives it to the role. */
    String applicationPassword() throws IOException {
        return secret(root.resolve("application-password"));
    }

    private static String secret(Path file) throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Folders.writeSecret(file, password + "\n");
        return password;
    }

    void make(ServerUser user, Path binaries, Departure departure) throws IOException {
        String password = password();
        Path building = root.resolve("data-17.new");
        Path passwordFile = root.resolve("initdb.password");
        Folders.delete(building);
        LOG.info("making the database in {}", path());
        Folders.create(building, "rwx------");
        user.own(building);
        Folders.writeSecret(passwordFile, password + "\n");
        user.own(passwordFile);
        try {
            var outcome = Program.run(
                    root,
                    Duration.ofMinutes(3),
                    user.words(
                            binaries.resolve("bin/initdb").toString(),
                            "--pgdata=" + building,
                            "--username=" + OWNER,
                            "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--no-instructions"),
                    departure);
            if (!outcome.good()) {
                Folders.delete(building);
                departure.check();
                throw Sentences.ofProgram("initdb", outcome.output(), root);
            }
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Files.writeString(building.resolve("postgresql.conf"), CONFIGURATION, StandardOpenOption.APPEND);
        Files.move(building, path(), StandardCopyOption.ATOMIC_MOVE);
    }
}

package ai.clara.database;

import ai.clara.spi.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * As whom PostgreSQL runs. It refuses root, and wants a user with a name.
 *
 * @param prefix words before each program
 * @param owner to whom its files are given; empty when they stay ours
 */
record ServerUser(List<String> prefix, Optional<UserPrincipal> owner) {

    private static final Logger LOG = LoggerFactory.getLogger(ServerUser.class);

    /** Inside a user namespace of its own, root is seen as nobody and still owns its files. */
    private static final List<String> NAMESPACE = List.of("unshare", "--user");

    static ServerUser choose(Path home, Path data, Path program) throws IOException {
        String name = System.getProperty("user.name", "?");
        if (name.equals("?")) {
            return namespace(
                    "Your user id has no name on this machine, and PostgreSQL needs one; run Clara as a user that is in"
                            + " /etc/passwd, or set DATABASE_URL.");
        }
        if (!name.equals("root")) {
            return new ServerUser(List.of(), Optional.empty());
        }
        return Files.isDirectory(data) ? sameAsBefore(data) : asRoot(home, program);
    }

    private static ServerUser sameAsBefore(Path data) throws IOException {
        UserPrincipal owner = Files.getOwner(data);
        if (owner.getName().equals("root")) {
            return namespace(asRootSentence());
        }
        return dropTo(owner).orElseThrow(() -> new StoreException(asRootSentence()));
    }

    private static ServerUser asRoot(Path home, Path program) throws IOException {
        Optional<ServerUser> ordinary = ordinary();
        if (ordinary.isPresent() && ordinary.get().reaches(program)) {
            return ordinary.get();
        }
        if (Program.works(List.of("unshare", "--user", "true"))) {
            return new ServerUser(NAMESPACE, Optional.empty());
        }
        if (ordinary.isPresent()) {
            LOG.info(
                    "letting other users pass through {}, without reading it, so that PostgreSQL need not be root",
                    home);
            var mode = new HashSet<PosixFilePermission>(Files.getPosixFilePermissions(home));
            mode.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(home, mode);
            if (ordinary.get().reaches(program)) {
                return ordinary.get();
            }
        }
        throw new StoreException(asRootSentence());
    }

    private static Optional<ServerUser> ordinary() throws IOException {
        for (String name : List.of("postgres", "nobody")) {
            try {
                Optional<ServerUser> user = dropTo(Path.of("/")
                        .getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName(name));
                if (user.isPresent()) {
                    return user;
                }
            } catch (UserPrincipalNotFoundException e) {
                LOG.debug("there is no user {}", name);
            }
        }
        return Optional.empty();
    }

    private static Optional<ServerUser> dropTo(UserPrincipal user) throws IOException {
        var group = Program.run(Path.of("/"), java.time.Duration.ofSeconds(10), List.of("id", "-g", user.getName()));
        List<String> setpriv = List.of(
                "setpriv",
                "--reuid=" + user.getName(),
                "--regid=" + group.output().strip(),
                "--clear-groups",
                "--");
        List<String> runuser = List.of("runuser", "-u", user.getName(), "--");
        for (List<String> prefix : List.of(setpriv, runuser)) {
            var candidate = new ServerUser(prefix, Optional.of(user));
            if (Program.works(candidate.words("true"))) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static ServerUser namespace(String otherwise) {
        if (Program.works(List.of("unshare", "--user", "true"))) {
            return new ServerUser(NAMESPACE, Optional.empty());
        }
        throw new StoreException(otherwise);
    }

    private boolean reaches(Path program) {
        return Program.works(words("test", "-x", program.toString()));
    }

    /** The words of a program as this user. */
    List<String> words(String... words) {
        var all = new ArrayList<>(prefix);
        all.addAll(List.of(words));
        return all;
    }

    /** Makes a file or folder this user's. */
    void own(Path path) throws IOException {
        if (owner.isPresent()) {
            Folders.give(path, owner.get());
        }
    }

    private static String asRootSentence() {
        return "PostgreSQL does not run as root and no ordinary user can reach CLARA_HOME; run Clara as an ordinary user, choose a"
                + " CLARA_HOME outside of /root, or set DATABASE_URL.";
    }
}

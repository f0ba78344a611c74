package ai.clara;

import ai.clara.settings.AppSettings;
import ai.clara.settings.Environment;
import ai.clara.settings.SettingValues;
import ai.clara.settings.Source;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.store.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** Finds CLARA_HOME and makes sure that it can be used. */
final class HomeDirectory {
    private HomeDirectory() {}

    static Home choose(Optional<String> option, Environment environment) {
        String named = option.or(
                        () -> new SettingValues(List.of(new Source("environment", false, environment.values())))
                                .find(AppSettings.HOME))
                .orElse(System.getProperty("user.home", "") + "/.clara");
        try {
            return new Home(Path.of(named));
        } catch (InvalidPathException e) {
            throw CommandException.usage("'" + named + "' is not a directory's name; give another one with --home.");
        }
    }

    /** Creates it for this user only, or finds out that it cannot be used. */
    static void prepare(Home home) {
        Path dir = home.dir();
        try {
            if (Files.exists(dir) && !Files.isDirectory(dir)) {
                throw CommandException.failed(dir + " is a file; give a directory with --home or CLARA_HOME.");
            }
            if (!Files.isDirectory(dir)) {
                // Fails with the operating system's reason, which says more than a test for existence.
                Files.createDirectories(
                        dir, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            if (!Files.isReadable(dir) || !Files.isExecutable(dir)) {
                throw new AccessDeniedException(dir.toString());
            }
            Path probe = Files.createTempFile(dir, ".writable", "");
            Files.delete(probe);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

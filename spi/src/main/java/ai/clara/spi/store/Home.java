package ai.clara.spi.store;

import java.nio.file.Path;

/** CLARA_HOME: the one directory that holds everything Clara keeps on this machine. */
public record Home(Path dir) {
    public Home {
        dir = dir.toAbsolutePath().normalize();
    }

    public Path resolve(String name) {
        return dir.resolve(name);
    }
}

package ai.clara.spi.store;

import java.nio.file.Path;

/**
 * CLARA_HOME: the one directory that holds everything Clara keeps on this machine.
 *
 * @param throwAway whether it lives as long as one command only; such a home never uses a store outside of itself
 */
public record Home(Path dir, boolean throwAway) {
    /** A home that stays. */
    public Home(Path dir) {
        this(dir, false);
    }

    public Home {
        dir = dir.toAbsolutePath().normalize();
    }

    public Path resolve(String name) {
        return dir.resolve(name);
    }
}

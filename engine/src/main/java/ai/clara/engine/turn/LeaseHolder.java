package ai.clara.engine.turn;

import ai.clara.spi.id.Ids;
import ai.clara.spi.store.Home;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Who holds the leases of lanes: the home, not the process. A home has one owner at a time, so after a crash the next owner
 * takes its predecessor's leases over at once, and the new token fences the old process out.
 */
@Singleton
public final class LeaseHolder {
    private final UUID id;

    LeaseHolder(Home home, Ids ids) {
        this.id = readOrMake(home.resolve("lane-holder"), ids);
    }

    public UUID id() {
        return id;
    }

    private static UUID readOrMake(Path file, Ids ids) {
        try {
            if (Files.exists(file)) {
                return UUID.fromString(Files.readString(file).strip());
            }
            UUID fresh = ids.next();
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, fresh + "\n");
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep " + file, e);
        } catch (IllegalArgumentException e) {
            // A file cut short by a full disk: a new holder only waits until the old lease ends.
            return ids.next();
        }
    }
}

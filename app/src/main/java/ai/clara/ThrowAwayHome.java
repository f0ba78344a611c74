package ai.clara;

import ai.clara.spi.command.Trial;
import ai.clara.spi.store.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.stream.Stream;

/** A home for a command that tries something out: it lies where the system keeps such things and is deleted when the command ends. */
final class ThrowAwayHome {
    /** Whoever deletes while something still writes finds more at the next look. */
    private static final int LOOKS = 5;

    private ThrowAwayHome() {}

    /** The home in which a command works: the person's own, or one to throw away, which nobody can guess and is not there yet. */
    static Home of(String command, Home own) {
        boolean trial = ServiceLoader.load(Trial.class).stream()
                .anyMatch(provider -> provider.get().command().equals(command));
        return trial
                ? new Home(
                        Path.of(System.getProperty("java.io.tmpdir"), "clara-" + command + "-" + UUID.randomUUID()),
                        true)
                : own;
    }

    /**
     * Deletes it; repeatable, and nothing to a home that stays.
     *
     * @param spared a folder of it that stays, such as the log of what failed; empty when nothing does
     */
    static void delete(Home home, String spared) {
        boolean rest = home.throwAway();
        for (int look = 0; rest && look < LOOKS && Files.exists(home.dir()); look++) {
            rest = !deleted(home, spared);
        }
    }

    /** False when something came or went meanwhile. What is left after the last look is left to the system's own cleaning. */
    private static boolean deleted(Home home, String spared) {
        Path stays = home.resolve(spared);
        try (Stream<Path> files = Files.walk(home.dir())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (spared.isEmpty() || !file.startsWith(stays) && !stays.startsWith(file)) {
                    Files.deleteIfExists(file);
                }
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}

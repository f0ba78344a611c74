package ai.clara.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code postmaster.pid} says (PostgreSQL source, {@code pidfile.h}): line 1 is the process, line 4 the port. */
record Postmaster(long pid, int port) {

    static Optional<Postmaster> read(Path data) throws IOException {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            if (lines.size() < 4) {
                return Optional.empty();
            }
            return Optional.of(new Postmaster(
                    Long.parseLong(lines.get(0).strip()),
                    Integer.parseInt(lines.get(3).strip())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    }

    /** Whether it runs. A killed server that nobody reaps, as in a container, still has a process number. */
    boolean alive() {
        if (process().isEmpty()) {
            return false;
        }
        try {
            // proc(5): the state follows the name in parentheses.
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return !stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
        } catch (IOException e) {
            return process().isPresent();
        }
    }

    /** Whether that process is a server of this folder, and not another program that got the number after a reboot. */
    boolean serves(Path data) {
        return alive()
                && process()
                        .map(handle -> handle.info()
                                .commandLine()
                                .orElse(data.toString())
                                .contains(data.toString()))
                        .orElse(false);
    }
}

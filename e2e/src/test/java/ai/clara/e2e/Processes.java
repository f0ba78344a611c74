package ai.clara.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Kills without warning. PostgreSQL leads a session of its own, so the group of the program alone does not reach it. */
final class Processes {
    private Processes() {}

    /** Every PostgreSQL process whose data lies under the home, and all its children. */
    static Set<Long> databaseOf(Path home) {
        Set<Long> pids = new LinkedHashSet<>();
        if (!Files.isDirectory(home)) {
            return pids;
        }
        for (Path file : pidFiles(home)) {
            try {
                Files.lines(file)
                        .findFirst()
                        .map(String::strip)
                        .map(Long::parseLong)
                        .ifPresent(pid -> add(pid, home, pids));
            } catch (IOException | UncheckedIOException | NumberFormatException e) {
                // Half written or just removed: then it is not running yet, or no longer.
            }
        }
        return pids;
    }

    private static List<Path> pidFiles(Path home) {
        try (Stream<Path> files = Files.find(home, 5, (path, how) -> path.endsWith("postmaster.pid"))) {
            return files.toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** A stale file may name a process of somebody else by now. */
    private static void add(long pid, Path home, Set<Long> pids) {
        String command = commandLine(pid);
        if (command.contains("postgres") && command.contains(home.toString())) {
            pids.add(pid);
            ProcessHandle.of(pid).ifPresent(server -> server.descendants().forEach(child -> pids.add(child.pid())));
        }
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(pid), "cmdline"), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().commandLine())
                    .orElse("");
        }
    }

    /** SIGKILL to a group and to single processes in one call, so that none of them sees another die first. */
    static void kill(List<Long> groups, Set<Long> pids) {
        List<String> line = new ArrayList<>(List.of("kill", "-9", "--"));
        groups.forEach(group -> line.add("-" + group));
        pids.forEach(pid -> line.add(Long.toString(pid)));
        if (line.size() == 3) {
            return;
        }
        try {
            Process kill = new ProcessBuilder(line).redirectErrorStream(true).start();
            kill.getInputStream().readAllBytes();
            kill.waitFor(30, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static void killAll(Path home) {
        kill(List.of(), databaseOf(home));
    }
}

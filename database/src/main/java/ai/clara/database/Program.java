package ai.clara.database;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one program of the system to its end. */
final class Program {

    /** How it ended and what it wrote. */
    record Outcome(int exitCode, String output) {

        boolean good() {
            return exitCode == 0;
        }
    }

    private Program() {}

    static Outcome run(Path directory, Duration bound, List<String> words) throws IOException {
        return run(directory, bound, words, new Departure());
    }

    /** A departure asks the program to end, and returns when it has. */
    static Outcome run(Path directory, Duration bound, List<String> words, Departure departure) throws IOException {
        // Output goes to a file: a server that inherits a pipe would keep it open for ever.
        Path output = Files.createTempFile("clara-program", ".out");
        try {
            var builder = new ProcessBuilder(words)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            try (var interrupt = departure.interrupting(process::destroy)) {
                if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    return new Outcome(-1, "it took longer than " + bound.toSeconds() + " seconds");
                }
            }
            return new Outcome(process.exitValue(), Files.readString(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** Whether it exists and ends well. */
    static boolean works(List<String> words) {
        try {
            return run(Path.of("/"), Duration.ofSeconds(10), words).good();
        } catch (IOException e) {
            return false;
        }
    }
}

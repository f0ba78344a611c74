package ai.clara.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A running command with its pipes. */
final class Running implements AutoCloseable {
    /** Nothing a test waits for takes this long, even the first start on a busy machine. */
    static final long PATIENCE_SECONDS = 240;

    private final Process process;
    private final Path home;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> read = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Thread outReader;
    private final Thread errReader;

    Running(Process process, Path home) {
        this.process = process;
        this.home = home;
        outReader = Thread.ofVirtual().start(() -> drain(process.getInputStream(), out, true));
        errReader = Thread.ofVirtual().start(() -> drain(process.getErrorStream(), err, false));
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Hands over bytes; an ended process takes none, which is not an error here. */
    void type(byte[] input) {
        try {
            OutputStream in = process.getOutputStream();
            in.write(input);
            in.flush();
        } catch (IOException e) {
            // The process is gone; its outcome says so.
        }
    }

    void typeLine(String line) {
        type((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // Gone already.
        }
    }

    /** The next whole line of standard output, empty when the process ended without one. */
    Optional<String> nextLine() {
        try {
            for (long waited = 0; waited < PATIENCE_SECONDS * 10; waited++) {
                String line = lines.poll(100, TimeUnit.MILLISECONDS);
                if (line != null) {
                    read.add(line);
                    return Optional.of(line);
                }
                if (!process.isAlive() && !outReader.isAlive() && lines.isEmpty()) {
                    return Optional.empty();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("no line within " + PATIENCE_SECONDS + " s; standard error: " + errorText());
    }

    /** Every line that had come in whole by now. */
    List<String> readSoFar() {
        lines.drainTo(read);
        return List.copyOf(read);
    }

    /** Waits for the end. */
    Outcome await() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(
                        "still running after " + PATIENCE_SECONDS + " s; standard error: " + errorText());
            }
            // A daemon that inherited the pipe would keep it open for ever.
            outReader.join(java.time.Duration.ofSeconds(20));
            errReader.join(java.time.Duration.ofSeconds(20));
            return new Outcome(process.exitValue(), text(out), text(err));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String errorText() {
        return text(err);
    }

    /** Standard output so far. */
    String outputText() {
        return text(out);
    }

    /** Kills the group of this process; PostgreSQL goes on as an orphan. */
    void kill() {
        Processes.kill(List.of(pid()), Set.of());
        await();
    }

    /** Kills the group of this process and the PostgreSQL of its home at the same moment. */
    void killWithDatabase() {
        Processes.kill(List.of(pid()), Processes.databaseOf(home));
        await();
    }

    /** Asks to end, as a service manager does. */
    void terminate() {
        process.destroy();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            // What runs at a pseudo-terminal is in a group of its own.
            Set<Long> below = process.descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
            Processes.kill(List.of(pid()), below);
        }
    }

    private void drain(InputStream from, ByteArrayOutputStream into, boolean asLines) {
        var line = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try (from) {
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                synchronized (into) {
                    into.write(buffer, 0, n);
                }
                for (int i = 0; asLines && i < n; i++) {
                    if (buffer[i] == '\n') {
                        lines.add(line.toString(StandardCharsets.UTF_8));
                        line.reset();
                    } else {
                        line.write(buffer[i]);
                    }
                }
            }
        } catch (IOException e) {
            // The pipe broke with the process.
        }
    }

    private static String text(ByteArrayOutputStream bytes) {
        synchronized (bytes) {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}

package ai.clara.discord.setup;

import ai.clara.spi.command.CommandIo;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whoever answers the questions: a person at a terminal, or a script at a pipe. */
final class Person {
    private static final Duration STEP = Duration.ofMillis(100);

    private final CommandIo io;
    private final @Nullable Console console;

    private Person(CommandIo io, @Nullable Console console) {
        this.io = io;
        this.console = console;
    }

    static Person at(CommandIo io) {
        Console console = System.console();
        return new Person(io, console != null && console.isTerminal() ? console : null);
    }

    /** Whether somebody sees what happens and can press keys. */
    boolean present() {
        return console != null;
    }

    /** Something to read; in a pipe it is kept out of the standard output. */
    void tell(String line) {
        if (console == null) {
            io.note(line);
        } else {
            io.out(line + "\n");
        }
    }

    /** The one thing a script may want to take along. */
    void give(String line) {
        io.out(line + "\n");
    }

    /** A line that is not shown while it is typed; empty at the end of input. */
    Optional<String> secret(String prompt) {
        if (console == null) {
            return io.readLine("");
        }
        char[] typed = console.readPassword("%s", prompt);
        if (typed == null) {
            return Optional.empty();
        }
        String line = new String(typed);
        Arrays.fill(typed, '\0');
        return Optional.of(line);
    }

    /** Waits a while; gives whether Enter was pressed meanwhile. */
    boolean pressesEnterWithin(Duration wait) {
        long end = System.nanoTime() + wait.toNanos();
        try {
            while (System.nanoTime() - end < 0) {
                if (console != null && System.in.available() > 0) {
                    String line = console.readLine();
                    assert line == null || line.indexOf('\n') < 0;
                    return true;
                }
                boolean never = new CountDownLatch(1).await(STEP.toMillis(), TimeUnit.MILLISECONDS);
                assert !never;
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}

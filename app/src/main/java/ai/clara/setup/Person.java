package ai.clara.setup;

import ai.clara.settings.SettingValues;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.settings.Setting;
import ai.clara.spi.setup.SetupTalk;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whoever answers the questions: a person at a terminal, or a script at a pipe. What is saved goes into the home's file. */
final class Person implements SetupTalk {
    private static final Duration STEP = Duration.ofMillis(100);
    /** As the settings call the one place that goes before the home's file. */
    private static final String ENVIRONMENT = "environment";

    private final CommandIo io;
    private final @Nullable Console console;
    private final SettingValues settings;
    private final EnvFile file;
    private boolean saved;
    private boolean ended;

    private Person(CommandIo io, @Nullable Console console, SettingValues settings, EnvFile file) {
        this.io = io;
        this.console = console;
        this.settings = settings;
        this.file = file;
    }

    static Person at(CommandIo io, SettingValues settings, EnvFile file) {
        Console console = System.console();
        return new Person(io, console != null && console.isTerminal() ? console : null, settings, file);
    }

    /** Whether any answer was kept. */
    boolean saved() {
        return saved;
    }

    /** Whether a question met the end of the input. */
    boolean ended() {
        return ended;
    }

    @Override
    public boolean present() {
        return console != null;
    }

    @Override
    public void tell(String line) {
        if (console == null) {
            io.note(line);
        } else {
            io.out(line + "\n");
        }
    }

    @Override
    public void give(String line) {
        io.out(line + "\n");
    }

    @Override
    public Optional<String> line(String prompt) {
        return heard(console == null ? io.readLine("") : Optional.ofNullable(console.readLine("%s", prompt)));
    }

    @Override
    public Optional<String> secret(String prompt) {
        if (console == null) {
            return heard(io.readLine(""));
        }
        char[] typed = console.readPassword("%s", prompt);
        if (typed == null) {
            return heard(Optional.empty());
        }
        String line = new String(typed);
        Arrays.fill(typed, '\0');
        return heard(Optional.of(line));
    }

    private Optional<String> heard(Optional<String> line) {
        ended |= line.isEmpty();
        return line;
    }

    @Override
    public boolean pressesEnterWithin(Duration wait) {
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

    @Override
    public void save(Setting setting, String value) {
        try {
            file.set(setting.name(), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        saved = true;
        if (hidden(setting, value)) {
            tell("The environment sets another " + setting.name() + ", which goes before " + file.path()
                    + "; take it away there.");
        }
    }

    /** Whether what was saved will not be read. An older name never goes before the name itself. */
    private boolean hidden(Setting setting, String value) {
        return settings.set(setting)
                .filter(found ->
                        found.where().equals(ENVIRONMENT) && found.name().equals(setting.name()))
                .filter(found -> !found.value().equals(value))
                .isPresent();
    }
}

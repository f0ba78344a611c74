package ai.clara.spi.setup;

import ai.clara.spi.settings.Setting;
import java.time.Duration;
import java.util.Optional;

/** Whoever answers the questions of {@code setup}: a person at a terminal, or a script at a pipe. */
public interface SetupTalk {
    /** Whether somebody sees what happens and can press keys. */
    boolean present();

    /** Something to read; in a pipe it is kept out of the standard output. */
    void tell(String line);

    /** The one thing a script may want to take along. */
    void give(String line);

    /** A line that is seen while it is typed; empty at the end of input. */
    Optional<String> line(String prompt);

    /** A line that is not shown while it is typed; empty at the end of input. */
    Optional<String> secret(String prompt);

    /** Waits a while; gives whether Enter was pressed meanwhile. */
    boolean pressesEnterWithin(Duration wait);

    /** Writes the value into {@code .env}; says so when another value, set elsewhere, goes before it. */
    void save(Setting setting, String value);
}

package ai.clara.owner;

import ai.clara.spi.command.CommandIo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the line last read until its answer is out, and after a change of owner hands it in again under the same id. */
public final class KeptLineIo implements CommandIo {
    private final CommandIo io;
    private @Nullable String kept;
    private String keptId;
    private boolean again;

    public KeptLineIo(CommandIo io) {
        this.io = io;
        this.keptId = io.lineId();
    }

    /** The owner is gone: what it left unanswered is the next line again. */
    public void ownerGone() {
        again = kept != null;
    }

    @Override
    public Optional<String> readLine(String prompt) {
        String line = kept;
        if (again && line != null) {
            again = false;
            return Optional.of(line);
        }
        Optional<String> next = io.readLine(prompt);
        kept = next.orElse(null);
        keptId = io.lineId();
        return next;
    }

    @Override
    public void out(String text) {
        io.out(text);
        if (text.endsWith("\n")) {
            // A whole answer was shown: after a change of owner it must not be asked for twice.
            kept = null;
        }
    }

    @Override
    public boolean interactive() {
        return io.interactive();
    }

    @Override
    public String login() {
        return io.login();
    }

    @Override
    public Optional<String> callerSetting(String name) {
        return io.callerSetting(name);
    }

    @Override
    public String lineId() {
        return keptId;
    }

    @Override
    public void note(String line) {
        io.note(line);
    }

    @Override
    public AutoCloseable onInterrupt(Runnable handler) {
        return io.onInterrupt(handler);
    }
}

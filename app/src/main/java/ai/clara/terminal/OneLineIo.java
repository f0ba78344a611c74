package ai.clara.terminal;

import ai.clara.spi.command.CommandIo;
import java.util.Optional;

/** A pipe with exactly one line in it, known beforehand. */
public final class OneLineIo implements CommandIo {
    private final CommandIo io;
    private final String line;
    private boolean read;

    public OneLineIo(CommandIo io, String line) {
        this.io = io;
        this.line = line.replaceAll("\\R", " ");
    }

    @Override
    public boolean interactive() {
        return false;
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
    public Optional<String> readLine(String prompt) {
        if (read) {
            return Optional.empty();
        }
        read = true;
        return Optional.of(line);
    }

    @Override
    public String lineId() {
        return io.lineId();
    }

    @Override
    public void out(String text) {
        io.out(text);
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

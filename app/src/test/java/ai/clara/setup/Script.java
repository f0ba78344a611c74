package ai.clara.setup;

import ai.clara.spi.command.CommandIo;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A pipe with lines in it; keeps what comes out. */
final class Script implements CommandIo {
    private final Deque<String> lines;
    final StringBuilder out = new StringBuilder();
    final StringBuilder notes = new StringBuilder();

    Script(String... lines) {
        this.lines = new ArrayDeque<>(List.of(lines));
    }

    @Override
    public boolean interactive() {
        return false;
    }

    @Override
    public String login() {
        return "ann";
    }

    @Override
    public Optional<String> callerSetting(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<String> readLine(String prompt) {
        return Optional.ofNullable(lines.poll());
    }

    @Override
    public String lineId() {
        return "line";
    }

    @Override
    public void out(String text) {
        out.append(text);
    }

    @Override
    public void note(String line) {
        notes.append(line).append('\n');
    }

    @Override
    public AutoCloseable onInterrupt(Runnable handler) {
        return () -> {};
    }
}

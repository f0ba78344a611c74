package ai.clara.gateway.key;

import ai.clara.spi.command.CommandIo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A terminal on paper. */
final class Paper implements CommandIo {
    final StringBuilder out = new StringBuilder();
    final List<String> notes = new ArrayList<>();

    @Override
    public boolean interactive() {
        return false;
    }

    @Override
    public String login() {
        return "operator";
    }

    @Override
    public Optional<String> callerSetting(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<String> readLine(String prompt) {
        return Optional.empty();
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
        notes.add(line);
    }

    @Override
    public AutoCloseable onInterrupt(Runnable handler) {
        return () -> {};
    }
}

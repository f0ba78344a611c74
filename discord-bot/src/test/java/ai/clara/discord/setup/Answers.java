package ai.clara.discord.setup;

import ai.clara.spi.settings.Setting;
import ai.clara.spi.setup.SetupTalk;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers to a step, in turn; keeps what it says and saves. */
final class Answers implements SetupTalk {
    private final Deque<String> lines;
    private final Runnable whileWaiting;
    private final boolean present;
    final List<String> prompts = new ArrayList<>();
    final StringBuilder given = new StringBuilder();
    final StringBuilder told = new StringBuilder();
    final Map<String, String> saved = new LinkedHashMap<>();

    private Answers(boolean present, Runnable whileWaiting, List<String> lines) {
        this.present = present;
        this.whileWaiting = whileWaiting;
        this.lines = new ArrayDeque<>(lines);
    }

    /** Through a pipe. */
    Answers(String... lines) {
        this(false, () -> {}, List.of(lines));
    }

    /** Of a person who is there, and what happens at each look while nothing is to be done. */
    static Answers ofPerson(Runnable whileWaiting, String... lines) {
        return new Answers(true, whileWaiting, List.of(lines));
    }

    @Override
    public boolean present() {
        return present;
    }

    @Override
    public void tell(String line) {
        told.append(line).append('\n');
    }

    @Override
    public void give(String line) {
        given.append(line).append('\n');
    }

    @Override
    public Optional<String> line(String prompt) {
        throw new AssertionError("a token would be seen: " + prompt);
    }

    @Override
    public Optional<String> secret(String prompt) {
        prompts.add(prompt);
        return Optional.ofNullable(lines.poll());
    }

    /** Enter is pressed by one more line. */
    @Override
    public boolean pressesEnterWithin(Duration wait) {
        whileWaiting.run();
        return lines.poll() != null;
    }

    @Override
    public void save(Setting setting, String value) {
        saved.put(setting.name(), value);
    }
}

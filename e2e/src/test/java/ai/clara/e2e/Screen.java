package ai.clara.e2e;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A command at a pseudo-terminal, as a person sees it: what is shown, in order, without colours and cursor moves. */
final class Screen implements AutoCloseable {
    static final String CTRL_C = "\u0003";
    static final String CTRL_D = "\u0004";
    /** As a terminal sends it in the application mode that the line editor asks for. */
    static final String ARROW_UP = "\u001bOA";

    static final String ENTER = "\r";

    private static final long PATIENCE_SECONDS = 90;

    private final Running running;
    private int seen;

    Screen(Running running) {
        this.running = running;
    }

    void keys(String keys) {
        running.type(keys.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits until a text is shown after all that was awaited before; returns what was shown up to its end. */
    String awaits(String text) {
        for (long i = 0; i < PATIENCE_SECONDS * 20; i++) {
            boolean alive = running.alive();
            String shown = shown();
            int at = shown.indexOf(text, seen);
            if (at >= 0) {
                String passed = shown.substring(seen, at + text.length());
                seen = at + text.length();
                return passed;
            }
            if (!alive) {
                break;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        throw new AssertionError("not shown: <" + text + "> after <" + shown().substring(seen) + ">; all: " + shown());
    }

    /** What is shown by now after all that was awaited. */
    String rest() {
        return shown().substring(seen);
    }

    List<String> lines() {
        return shown().lines().toList();
    }

    Outcome await() {
        return running.await();
    }

    boolean alive() {
        return running.alive();
    }

    String shown() {
        return running.outputText()
                .replaceAll("\u001b\\][^\u0007]*\u0007", "")
                .replaceAll("\u001b[\\[(][0-9;?]*[ -/]*[@-~]", "")
                .replaceAll("\u001b[=>78]", "")
                .replaceAll("\r+\n", "\n");
    }

    @Override
    public void close() {
        running.close();
    }
}

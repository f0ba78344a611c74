package ai.clara.terminal;

import java.util.List;

/** What an operating system sends to end a process. */
public final class Signals {
    private static final List<String> ENDING = List.of("INT", "TERM");

    private Signals() {}

    /** Runs the handler instead of ending, from now on. Java's own hooks are left alone then: the handler ends the process. */
    public static void onEnding(Runnable handler) {
        ENDING.forEach(signal -> org.jline.utils.Signals.register(signal, handler));
    }
}

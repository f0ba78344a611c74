package ai.clara.discord.inbound;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Holds events back from the moment a connection is lost until it is known what was missed: else a new message would hide those
 * before it, which are looked for from the newest known one on.
 */
final class Gate {
    static final int WAITING_MAX = 10_000;

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean open;
    private boolean whole = true;

    /** Runs the event here and now when the gate is open; called by one thread, in order. */
    void pass(Runnable live, Runnable held) {
        synchronized (this) {
            if (!open) {
                whole &= waiting.size() < WAITING_MAX && waiting.add(held);
                return;
            }
        }
        live.run();
    }

    synchronized void close() {
        open = false;
    }

    synchronized boolean isOpen() {
        return open;
    }

    /** Whether nothing was lost while the gate was closed, because there was room for all. */
    synchronized boolean whole() {
        return whole;
    }

    /** First what comes before all that waits, then what waits; neither may take long. */
    synchronized void open(Runnable first) {
        first.run();
        while (!waiting.isEmpty()) {
            waiting.poll().run();
        }
        whole = true;
        open = true;
    }
}

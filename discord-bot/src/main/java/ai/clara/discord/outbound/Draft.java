package ai.clara.discord.outbound;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/** The text of a live reply as it grows, and what is to be done next to show it. Words come in on one thread, steps go out on another. */
final class Draft {
    private static final Pattern SENTENCE = Pattern.compile("[.!?…。！？](?:\\s|$)|\\n");

    /** What to do next. */
    sealed interface Step {
        /** Show that she types. */
        record Type() implements Step {}

        /** Show this text instead of what is shown. */
        record Show(String text) implements Step {}

        /** No more: it ended, or nothing came for long. */
        record Rest() implements Step {}
    }

    private final Pace pace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final StringBuilder text = new StringBuilder();
    private boolean typing;
    private boolean ended;
    private boolean posted;
    private String shown = "";
    private long firstWordAt;
    private long requestAt;
    private long typedAt;
    private long signAt = System.nanoTime();

    Draft(Pace pace) {
        this.pace = pace;
        this.requestAt = signAt - pace.between().toNanos();
        this.typedAt = signAt - pace.typing().toNanos();
    }

    /** The task begins, or begins anew. */
    void begin() {
        change(() -> {
            signAt = System.nanoTime();
            text.setLength(0);
            typing = true;
            typedAt = System.nanoTime() - pace.typing().toNanos();
        });
    }

    void add(String piece) {
        change(() -> {
            signAt = System.nanoTime();
            if (text.isEmpty()) {
                firstWordAt = signAt;
            }
            text.append(piece);
        });
    }

    /** No step but rest comes after this. */
    void end() {
        change(() -> {
            ended = true;
            typing = false;
        });
    }

    /** It stands in the channel now. */
    void shown(String what) {
        change(() -> {
            posted = true;
            typing = false;
            shown = what;
            requestAt = System.nanoTime();
        });
    }

    /** It could not be shown; the next try comes later. */
    void troubled() {
        change(() -> requestAt = System.nanoTime() + pace.afterTrouble().toNanos());
    }

    boolean types() {
        lock.lock();
        try {
            return typing;
        } finally {
            lock.unlock();
        }
    }

    /** What is shown; empty before the first post. */
    String shown() {
        lock.lock();
        try {
            return shown;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something is to be done. */
    Step next() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                long now = System.nanoTime();
                long idleLeft = left(signAt, pace.idle(), now);
                if (ended || idleLeft <= 0) {
                    return new Step.Rest();
                }
                long typeLeft = typing ? left(typedAt, pace.typing(), now) : Long.MAX_VALUE;
                if (typeLeft <= 0) {
                    typedAt = now;
                    return new Step.Type();
                }
                long showLeft = text.isEmpty() ? Long.MAX_VALUE : showLeft(now);
                if (showLeft <= 0) {
                    String growing = Split.growing(text);
                    if (!growing.isEmpty() && !growing.equals(shown)) {
                        return new Step.Show(growing);
                    }
                    showLeft = Long.MAX_VALUE;
                }
                long waited = changed.awaitNanos(Math.min(idleLeft, Math.min(typeLeft, showLeft)));
                assert waited <= idleLeft;
            }
        } finally {
            lock.unlock();
        }
    }

    private long showLeft(long now) {
        long calm = left(requestAt, pace.between(), now);
        boolean mayStart = posted || SENTENCE.matcher(text).find();
        return mayStart ? calm : Math.max(calm, left(firstWordAt, pace.first(), now));
    }

    private static long left(long since, Duration wait, long now) {
        return wait.toNanos() - (now - since);
    }

    private void change(Runnable step) {
        lock.lock();
        try {
            step.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

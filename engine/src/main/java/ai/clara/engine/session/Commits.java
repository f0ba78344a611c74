package ai.clara.engine.session;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells those who derive from the transcript that something was committed. */
@Singleton
public final class Commits {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    void listen(Runnable listener) {
        listeners.add(listener);
    }

    /** Returns at once; listeners run on threads of their own, so that a slow one delays nobody's answer. */
    public void announce() {
        listeners.forEach(listener -> Thread.ofVirtual().name("on-commit").start(listener));
    }
}

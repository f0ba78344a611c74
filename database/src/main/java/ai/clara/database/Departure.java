package ai.clara.database;

import ai.clara.spi.store.StoreException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** That we are leaving: long work that was begun asks for it between its steps, and programs that run are ended. */
final class Departure {

    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

    private final Set<Runnable> interrupts = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean hooked = new AtomicBoolean();
    private final Thread hook = new Thread(this::announce, "database-departure");
    private volatile boolean announced;

    /** Something to do when the departure is announced, until it is closed. */
    interface Interrupt extends AutoCloseable {

        @Override
        void close();
    }

    boolean announced() {
        return announced;
    }

    /** Returns at once. Repeatable. */
    void announce() {
        announced = true;
        interrupts.forEach(Runnable::run);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the process ends already");
        }
    }

    /** Announces it too when the process is told to end, which may be long before anybody closes anything. Repeatable. */
    void withTheProcess() {
        if (announced || !hooked.compareAndSet(false, true)) {
            return;
        }
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the process ends already");
            announced = true;
        }
    }

    /** @throws StoreException when it is announced */
    void check() {
        if (announced) {
            throw new StoreException("The database is being stopped.");
        }
    }

    /** Runs the action when the departure is announced or was already; it may run twice. */
    Interrupt interrupting(Runnable action) {
        interrupts.add(action);
        if (announced) {
            action.run();
        }
        return () -> interrupts.remove(action);
    }
}

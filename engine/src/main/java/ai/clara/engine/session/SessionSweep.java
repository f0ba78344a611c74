package ai.clara.engine.session;

import ai.clara.spi.operation.Service;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes idle sessions once a minute. */
@Singleton
final class SessionSweep implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(SessionSweep.class);

    private final Sessions sessions;
    private @Nullable ScheduledExecutorService timer;

    SessionSweep(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public int order() {
        return 60;
    }

    @Override
    public synchronized void start() {
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("session-sweep").factory());
        var unused = timer.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.MINUTES);
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
    }

    private void sweep() {
        try {
            int closed = sessions.sweep();
            if (closed > 0) {
                LOG.info("{} idle sessions closed", closed);
            }
        } catch (StoreException e) {
            LOG.warn("idle sessions stay open until the next sweep: {}", e.getMessage());
        }
    }
}

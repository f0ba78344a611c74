package ai.clara.run;

import ai.clara.spi.operation.Service;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services of a home: started in order, stopped in reverse. Both may be asked for again. */
@Singleton
public final class Household {
    private static final Logger log = LoggerFactory.getLogger(Household.class);

    private final BeanProvider<Service> services;
    private final Deque<Service> started = new ArrayDeque<>();
    private boolean running;

    public Household(BeanProvider<Service> services) {
        this.services = services;
    }

    /** Starts what does not run yet; when one fails, those before it are stopped again. */
    public synchronized void start() {
        if (running) {
            return;
        }
        boolean whole = false;
        try {
            sorted(false).forEach(this::also);
            whole = true;
            running = true;
        } finally {
            if (!whole) {
                stop();
            }
        }
    }

    /** Starts what opens her to people elsewhere. */
    public synchronized void open() {
        sorted(true).forEach(this::also);
    }

    private List<Service> sorted(boolean outward) {
        return services.stream()
                .filter(service -> service.outward() == outward)
                .sorted(Comparator.comparingInt(Service::order))
                .toList();
    }

    /** Starts one more on top of the others; it is the first to stop. */
    public synchronized void also(Service service) {
        started.push(service);
        service.start();
    }

    public synchronized void stop() {
        running = false;
        while (!started.isEmpty()) {
            stop(started.pop());
        }
    }

    private static void stop(Service service) {
        try {
            service.stop();
        } catch (RuntimeException e) {
            log.warn("a service did not stop cleanly", e);
        }
    }
}

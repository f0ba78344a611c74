package ai.clara.testkit.discord;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import net.dv8tion.jda.api.GatewayEncoding;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import net.dv8tion.jda.internal.utils.JDALogger;

/** The library the product uses, led to the fake. Keeps all events in the order of their callbacks. */
final class RealClient implements AutoCloseable, EventListener {
    static final Duration BOUND = Duration.ofSeconds(60);
    final Queue<GenericEvent> events = new ConcurrentLinkedQueue<>();
    final JDA jda;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch shut = new CountDownLatch(1);

    static {
        // What goes wrong here is on purpose.
        JDALogger.setFallbackLoggerEnabled(false);
    }

    private RealClient(FakeDiscord fake, String token, GatewayIntent... intents) {
        jda = JDABuilder.createLight(token, java.util.List.of(intents))
                .setRestConfig(new RestConfig().setBaseUrl(fake.apiUrl()))
                .setSessionController(new ConcurrentSessionController() {
                    @Override
                    public String getGateway() {
                        return fake.gatewayUrl();
                    }
                })
                .setCompression(Compression.NONE)
                .setGatewayEncoding(GatewayEncoding.JSON)
                // Otherwise one bulk delete comes as many single ones.
                .setBulkDeleteSplittingEnabled(false)
                .setEnableShutdownHook(false)
                .addEventListeners(this)
                .build();
    }

    static RealClient connect(FakeDiscord fake) {
        return connect(
                fake, GatewayIntent.GUILD_MESSAGES, GatewayIntent.DIRECT_MESSAGES, GatewayIntent.MESSAGE_CONTENT);
    }

    static RealClient connect(FakeDiscord fake, GatewayIntent... intents) {
        RealClient client = start(fake, intents);
        client.await(client.ready);
        return client;
    }

    static RealClient start(FakeDiscord fake, GatewayIntent... intents) {
        return new RealClient(fake, fake.token(), intents);
    }

    static RealClient startWith(FakeDiscord fake, String token) {
        return new RealClient(fake, token, GatewayIntent.GUILD_MESSAGES);
    }

    @Override
    public void onEvent(GenericEvent event) {
        events.add(event);
        if (event instanceof ReadyEvent) {
            ready.countDown();
        }
        if (event instanceof ShutdownEvent) {
            shut.countDown();
        }
    }

    /** The first event of this kind that is wanted, waiting for it. */
    <E extends GenericEvent> E awaitEvent(FakeDiscord fake, Class<E> kind, Predicate<E> wanted) {
        long ends = System.nanoTime() + BOUND.toNanos();
        while (System.nanoTime() < ends) {
            for (GenericEvent event : events) {
                if (kind.isInstance(event) && wanted.test(kind.cast(event))) {
                    return kind.cast(event);
                }
            }
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
        throw new AssertionError("no " + kind.getSimpleName() + " among " + events + "; " + fake.refusals());
    }

    <E extends GenericEvent> long count(Class<E> kind, Predicate<E> wanted) {
        return events.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(wanted)
                .count();
    }

    ShutdownEvent awaitShutdown(FakeDiscord fake) {
        await(shut);
        return awaitEvent(fake, ShutdownEvent.class, event -> true);
    }

    private void await(CountDownLatch latch) {
        try {
            if (!latch.await(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("not in time; " + jda.getStatus() + " " + events);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        jda.shutdownNow();
    }
}

package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.postgres.PgVectorServer;
import ai.clara.testkit.qdrant.FakeQdrant;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * While people tell and ask, PostgreSQL or a fake Qdrant becomes slow, silent, unreachable and is killed: everybody gets an answer or
 * one honest sentence, and what was answered is there afterwards, once.
 */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class PlugPulledTest {
    private static final int PEOPLE = 4;
    private static final String BODIES = "select body from messages where author_id is not null and body <> ''";
    private static final long PATIENCE_SECONDS = 120;

    /** Ends a server as a kill would, and begins it again. */
    private record Plug(Runnable kill, Runnable again) {}

    /** What came of telling. */
    private record Load(Map<String, String> told, AtomicInteger sentences, AtomicInteger broken, AtomicBoolean over) {
        Load() {
            this(new ConcurrentHashMap<>(), new AtomicInteger(), new AtomicInteger(), new AtomicBoolean());
        }
    }

    @Test
    void nothingAnsweredIsLostWhenTheVectorsGo() {
        try (var server = PgVectorServer.durable();
                var wire = new Wire(server.port());
                Clara clara = Clara.fresh()) {
            server.sql("postgres", "create database vectors");
            clara.with("ROOK_DATABASE_URL", at(wire, "vectors"));
            Load load = pulled(
                    clara,
                    new Plug(server::kill, server::again),
                    wire,
                    () -> strings(clara.store().column(BODIES)),
                    () -> Integer.parseInt(server.sql("vectors", "select count(*) from rook.filed")));
            assertThat(load.sentences())
                    .as("conversation goes on without vectors")
                    .hasValue(0);
            assertThat(load.broken()).hasValue(0);
        }
    }

    @Test
    void nothingAnsweredIsLostWhenAFakeQdrantGoes() {
        try (var fake = FakeQdrant.start();
                var wire = new Wire(fake.port());
                Clara clara = Clara.fresh()) {
            clara.with("QDRANT_URL", "http://127.0.0.1:" + wire.port());
            Load load = pulled(
                    clara,
                    new Plug(fake::stop, fake::again),
                    wire,
                    () -> strings(clara.store().column(BODIES)),
                    () -> (int) fake.payloads("clara").values().stream()
                            .filter(payload -> payload.containsKey("marks"))
                            .count());
            assertThat(load.sentences()).as("conversation goes on without it").hasValue(0);
            assertThat(load.broken()).hasValue(0);
        }
    }

    @Test
    void nothingAnsweredIsLostWhenEverythingGoes() {
        try (var server = PgVectorServer.durable();
                var wire = new Wire(server.port());
                Clara clara = Clara.fresh()) {
            server.sql("postgres", "create database clara");
            clara.with("DATABASE_URL", at(wire, "clara")).with("ROOK_DATABASE_URL", at(wire, "clara"));
            Load load = pulled(
                    clara,
                    new Plug(server::kill, server::again),
                    wire,
                    () -> server.sql("clara", BODIES).lines().toList(),
                    () -> Integer.parseInt(server.sql("clara", "select count(*) from rook.filed")));
            assertThat(load.broken()).as("answers that are no sentence").hasValue(0);
        }
    }

    private static String at(Wire wire, String database) {
        return "postgresql://postgres@127.0.0.1:" + wire.port() + "/" + database;
    }

    private static List<String> strings(List<?> values) {
        return values.stream().map(String::valueOf).toList();
    }

    private static Load pulled(
            Clara clara, Plug server, Wire wire, Supplier<List<String>> bodies, Supplier<Integer> held) {
        try (Served door = Served.start(clara.with("CLARA_HTTP_RATE", "100000"))) {
            String key = door.key("desk");
            door.answer(key, Served.asks("witness", "My sister Ada moved to Utrecht."));
            var load = new Load();
            List<Future<?>> people = new ArrayList<>();
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            for (int person = 0; person < PEOPLE; person++) {
                String name = "person" + person;
                people.add(threads.submit(() -> tell(door, key, name, load)));
            }
            wait(2);
            for (Wire.State state : List.of(Wire.State.DELAYS, Wire.State.STALLS, Wire.State.CUTS)) {
                wire.now(state);
                wait(6);
                wire.now(Wire.State.PASSES);
                wait(3);
            }
            server.kill().run();
            wait(4);
            server.again().run();
            long recovered = recovered(door, key);
            wait(2);
            load.over().set(true);
            ended(people);
            System.out.printf(
                    "plug pulled: %d answered, %d honest sentences; the first answer after the kill took %d ms%n",
                    load.told().size(), load.sentences().get(), recovered);
            assertThat(load.told()).as("answered").hasSizeGreaterThan(PEOPLE * 5);
            kept(load, bodies.get(), held);
            found(door, key);
            return load;
        }
    }

    /** One after the other, each with an id of its own, until it is over. */
    private static void tell(Served door, String key, String person, Load load) {
        for (int i = 0; !load.over().get(); i++) {
            String thing = "box" + i + "of" + person;
            String text = "My " + thing + " stands in cellar " + (i * 7 + 100) + ".";
            try {
                HttpResponse<String> response = door.post(key, Served.asks(person, text), "Idempotency-Key", thing);
                if (response.statusCode() == 200) {
                    load.told().put(thing, text);
                } else if (Served.sentence(response).endsWith(".")) {
                    load.sentences().incrementAndGet();
                } else {
                    load.broken().incrementAndGet();
                }
            } catch (UncheckedIOException e) {
                load.broken().incrementAndGet();
            }
        }
    }

    private static long recovered(Served door, String key) {
        long begun = System.nanoTime();
        while (door.post(key, Served.asks("watch", "Good morning")).statusCode() != 200) {
            assertThat(System.nanoTime() - begun)
                    .as("it recovers")
                    .isLessThan(TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    /** What was answered stands in the transcript once, and all that stands there is held by the store. */
    private static void kept(Load load, List<String> bodies, Supplier<Integer> held) {
        Map<String, Long> times = bodies.stream().collect(Collectors.groupingBy(body -> body, Collectors.counting()));
        assertThat(load.told().values().stream().filter(text -> times.getOrDefault(text, 0L) != 1))
                .as("answered, and not there once, of " + load.told().size())
                .isEmpty();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (held.get() < bodies.size() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        assertThat(held.get()).as("messages that can be found").isEqualTo(bodies.size());
    }

    /** What was told before all this is found by its meaning. A store that was away is left alone for a moment. */
    private static void found(Served door, String key) {
        String unkept =
                Served.asks("witness", "Where does my sibling live?").replace("\"user\":", "\"store\":false,\"user\":");
        String answer = door.answer(key, unkept);
        for (int i = 0; i < 100 && answer.contains("right now"); i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            answer = door.answer(key, unkept);
        }
        assertThat(answer).contains("Utrecht");
    }

    private static void ended(List<Future<?>> people) {
        try {
            for (Future<?> person : people) {
                person.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static void wait(int seconds) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
    }
}

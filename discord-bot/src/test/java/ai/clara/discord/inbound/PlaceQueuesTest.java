package ai.clara.discord.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PlaceQueuesTest {
    private final PlaceQueues queues = new PlaceQueues(Duration.ofMillis(5));
    private final List<String> done = new CopyOnWriteArrayList<>();

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void freePlaceIsServedAtOnceOnTheSameThread() {
        Thread here = Thread.currentThread();
        var where = new CopyOnWriteArrayList<Thread>();
        assertThat(queues.now("p", () -> where.add(Thread.currentThread()))).isTrue();
        assertThat(where).containsExactly(here);
    }

    @Test
    void nothingOvertakesSlowWorkOfItsPlace() {
        var slow = new CountDownLatch(1);
        var last = new CountDownLatch(1);
        queues.later("p", () -> {
            await(slow);
            done.add("slow");
        });
        queues.now("p", () -> done.add("quick"));
        queues.now("q", () -> done.add("elsewhere"));
        queues.now("p", last::countDown);
        slow.countDown();
        await(last);
        assertThat(done).containsExactly("elsewhere", "slow", "quick");
    }

    @Test
    void workIsRepeatedUntilTheDatabaseIsBackAndOthersWait() {
        var tries = new AtomicInteger();
        var last = new CountDownLatch(1);
        queues.now("p", () -> {
            if (tries.incrementAndGet() < 4) {
                throw new StoreException("away");
            }
            done.add("first");
        });
        queues.now("p", () -> done.add("second"));
        queues.now("p", last::countDown);
        await(last);
        assertThat(done).containsExactly("first", "second");
        assertThat(tries).hasValue(4);
    }

    @Test
    void brokenWorkDoesNotHoldUpItsPlace() {
        var last = new CountDownLatch(1);
        queues.now("p", () -> {
            throw new IllegalStateException("broken");
        });
        queues.later("p", () -> {
            throw new IllegalStateException("broken");
        });
        queues.later("p", last::countDown);
        await(last);
        assertThat(queues.now("p", () -> done.add("free"))).isTrue();
    }

    @Test
    void onlySoManyWait() {
        var slow = new CountDownLatch(1);
        queues.later("p", () -> await(slow));
        int room = 0;
        while (queues.later("p", () -> {}) && room <= PlaceQueues.WAITING_MAX) {
            room++;
        }
        slow.countDown();
        assertThat(room).isBetween(PlaceQueues.WAITING_MAX - 1, PlaceQueues.WAITING_MAX);
    }

    @Test
    void endingLeavesWhatWaits() {
        var tried = new CountDownLatch(1);
        queues.later("p", () -> {
            tried.countDown();
            throw new StoreException("away");
        });
        queues.later("p", () -> done.add("never"));
        await(tried);
        queues.end();
        queues.begin();
        var last = new CountDownLatch(1);
        queues.later("q", last::countDown);
        await(last);
        assertThat(done).isEmpty();
    }
}

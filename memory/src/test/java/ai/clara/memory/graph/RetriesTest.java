package ai.clara.memory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import ai.clara.spi.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class RetriesTest {
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    private static final MessageRef OLD = new MessageRef(new UUID(0, 1));
    private static final MessageRef NEW = new MessageRef(new UUID(0, 2));

    private final Retries retries = new Retries();
    private Instant now = START;

    private void fails(Kind kind) {
        retries.failed(now, new ModelException(kind, "It failed."), OLD, List.of(OLD));
    }

    private boolean mayAfter(Duration wait) {
        boolean before = retries.may(now.plus(wait).minusMillis(1), OLD);
        now = now.plus(wait);
        return !before && retries.may(now, OLD);
    }

    @Test
    void theWaitsGrowAndThenOnlySomethingNewIsTried() {
        assertThat(retries.may(now, OLD)).isTrue();
        for (int minutes : new int[] {1, 5, 20, 60}) {
            fails(Kind.UNREACHABLE);
            assertThat(mayAfter(Duration.ofMinutes(minutes)))
                    .as("%d minutes", minutes)
                    .isTrue();
        }
        fails(Kind.UNREACHABLE);
        now = now.plus(Duration.ofDays(30));
        assertThat(retries.may(now, OLD)).isFalse();
        assertThat(retries.may(now, NEW)).isTrue();
        retries.failed(now, new ModelException(Kind.TIMEOUT, "It failed."), NEW, List.of(NEW));
        assertThat(retries.may(now.plus(Duration.ofDays(1)), NEW)).isFalse();
        retries.succeeded();
        assertThat(retries.may(now, OLD)).isTrue();
        assertThat(retries.outlook()).isEmpty();
    }

    @Test
    void itIsNotAskedSoonerThanItsServiceWants() {
        retries.failed(
                now,
                new ModelException(
                        Kind.OVERLOADED, "Later.", new IllegalStateException(), Optional.of(Duration.ofMinutes(7))),
                OLD,
                List.of(OLD));
        assertThat(mayAfter(Duration.ofMinutes(7))).isTrue();
    }

    @Test
    void messagesOfWhichItMakesNothingAreLeftAlone() {
        for (int i = 0; i < Retries.BLAMED_MAX; i++) {
            assertThat(retries.aside()).isEmpty();
            fails(Kind.TRUNCATED);
        }
        assertThat(retries.aside()).containsExactly(OLD);
    }

    /** Where nothing can be stored, no answer is paid for again and again. */
    @Test
    void aStoreThatFailsIsWaitedForToo() {
        for (int i = 0; i < 10; i++) {
            retries.failed(now, new StoreException("The disk is full."), OLD, List.of(OLD));
        }
        assertThat(retries.may(now.plus(Duration.ofDays(1)), OLD)).isFalse();
        assertThat(retries.aside()).isEmpty();
    }

    @Test
    void whatPassesIsNoFaultOfTheMessages() {
        for (int i = 0; i < 10; i++) {
            fails(Kind.OVERLOADED);
        }
        assertThat(retries.aside()).isEmpty();
    }
}

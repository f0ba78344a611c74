package ai.clara.memory.graph;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When a model that failed is asked again: after growing waits, and after the last of them only once something new was said. Messages of
 * which it made nothing several times are left alone. Nothing of it is kept: a start begins anew.
 */
final class Retries {
    static final int BLAMED_MAX = 3;

    private static final int REMEMBERED_MAX = 1_000;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration[] WAITS = {Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(20), HOUR
    };

    private final Map<MessageRef, Integer> blamed = new LinkedHashMap<>();
    private int failures;
    private Instant notBefore = Instant.MIN;
    private Optional<MessageRef> lastSeen = Optional.empty();

    /** @param newest of the messages that wait */
    boolean may(Instant now, MessageRef newest) {
        boolean waits = now.isBefore(notBefore);
        boolean left =
                failures > WAITS.length && lastSeen.filter(newest::equals).isPresent();
        return !waits && !left;
    }

    /** Those that are left alone. */
    Set<MessageRef> aside() {
        return blamed.entrySet().stream()
                .filter(one -> one.getValue() >= BLAMED_MAX)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    void succeeded() {
        failures = 0;
        notBefore = Instant.MIN;
    }

    /** @param failure of the model, or of whatever had to be done with its answer, which was paid for as well */
    void failed(Instant now, RuntimeException failure, MessageRef newest, Collection<MessageRef> asked) {
        Duration wait = failures < WAITS.length ? WAITS[failures] : HOUR;
        Duration wished =
                failure instanceof ModelException model ? model.retryAfter().orElse(Duration.ZERO) : Duration.ZERO;
        notBefore = now.plus(wished.compareTo(wait) > 0 && wished.compareTo(HOUR) < 0 ? wished : wait);
        failures = Math.min(failures + 1, WAITS.length + 1);
        lastSeen = Optional.of(newest);
        if (mayLieInTheMessages(failure)) {
            asked.forEach(message -> blamed.merge(message, 1, Integer::sum));
            var oldest = blamed.keySet().iterator();
            while (blamed.size() > REMEMBERED_MAX) {
                oldest.next();
                oldest.remove();
            }
        }
    }

    private static boolean mayLieInTheMessages(RuntimeException failure) {
        return switch (failure) {
            case ModelException model ->
                switch (model.kind()) {
                    case TRUNCATED, REFUSED, BAD_REQUEST -> true;
                    case UNREACHABLE, OVERLOADED, TIMEOUT, CANCELLED -> false;
                };
            case StoreException _ -> false;
            default -> true;
        };
    }

    /** What comes next, for people; empty when all is well. */
    String outlook() {
        if (failures == 0) {
            return "";
        }
        return failures > WAITS.length
                ? " It is asked again once something new is said."
                : " It is asked again by itself.";
    }
}

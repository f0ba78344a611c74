package ai.clara.gateway.door;

import ai.clara.gateway.GatewaySettings;
import ai.clara.gateway.wire.Refusal;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** The answers that are being made now: how many, and for whom. */
@Singleton
final class Desk {
    private static final int ONE_PERSON_MAX = 64;

    /** One person in one conversation. */
    private record Seat(ConversationKey place, AccountKey person) {}

    private final int max;
    private final Map<AccountKey, Integer> byPerson = new HashMap<>();
    private final Map<Seat, Integer> bySeat = new HashMap<>();
    private int all;

    Desk(Settings settings) {
        this.max = settings.number(GatewaySettings.CONCURRENT);
    }

    /** Takes a place for one answer, until it is closed. */
    synchronized Place take(ConversationKey place, AccountKey person) {
        if (all >= max) {
            throw refused("Clara answers as many at once as she may; try again in a moment.");
        }
        if (byPerson.getOrDefault(person, 0) >= ONE_PERSON_MAX) {
            throw refused(
                    "Clara makes at most " + ONE_PERSON_MAX + " answers at once for one person; wait for one of them.");
        }
        Seat seat = new Seat(place, person);
        all++;
        byPerson.merge(person, 1, Integer::sum);
        bySeat.merge(seat, 1, Integer::sum);
        return new Place(seat);
    }

    private static Refusal refused(String sentence) {
        return new Refusal(429, sentence).code("rate_limit_exceeded").header("Retry-After", "1");
    }

    /** The place of one answer. */
    final class Place implements AutoCloseable {
        private final Seat seat;
        private boolean closed;

        private Place(Seat seat) {
            this.seat = seat;
        }

        /** Whether the same person waits for nothing else in this conversation, so that stopping it stops only this. */
        boolean isOnlyOne() {
            synchronized (Desk.this) {
                return bySeat.getOrDefault(seat, 0) == 1;
            }
        }

        @Override
        public void close() {
            synchronized (Desk.this) {
                if (!closed) {
                    closed = true;
                    all--;
                    byPerson.computeIfPresent(seat.person(), (who, count) -> count == 1 ? null : count - 1);
                    bySeat.computeIfPresent(seat, (who, count) -> count == 1 ? null : count - 1);
                }
            }
        }
    }
}

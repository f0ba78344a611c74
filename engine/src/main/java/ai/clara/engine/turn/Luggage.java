package ai.clara.engine.turn;

import java.util.Optional;

/**
 * What a queued turn takes along in memory alone: images and files, and words that may not be stored. A turn taken up by another process
 * has none of it.
 */
public final class Luggage {
    private volatile Optional<Spoken> spoken;

    private Luggage(Optional<Spoken> spoken) {
        this.spoken = spoken;
    }

    public static Luggage of(Spoken spoken) {
        return new Luggage(Optional.of(spoken));
    }

    public static Luggage none() {
        return new Luggage(Optional.empty());
    }

    /** The author changed the message. */
    public void repack(Spoken fresh) {
        spoken = Optional.of(fresh);
    }

    /**
     * What was said, empty when it is gone. The stored words of a message stand before those in memory, which are shown only while they
     * are the same.
     */
    Optional<Spoken> spoken(OpenTurn turn) {
        Optional<Spoken> carried = spoken;
        if (!turn.kept()) {
            return carried;
        }
        return Optional.of(turn.stored())
                .filter(text -> !text.isEmpty())
                .map(text -> carried.filter(it -> it.text().equals(text)).orElseGet(() -> Spoken.of(text)));
    }
}

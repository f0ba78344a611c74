package ai.clara.engine.turn;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a queued turn takes along in memory alone: images and files, words that may not be stored, and its open row when it was opened
 * with its acceptance. A turn taken up by another process has none of it.
 */
public final class Luggage {
    private volatile Optional<Spoken> spoken;
    private final AtomicReference<Optional<OpenTurn>> opened;

    private Luggage(Optional<Spoken> spoken, Optional<OpenTurn> opened) {
        this.spoken = spoken;
        this.opened = new AtomicReference<>(opened);
    }

    public static Luggage of(Spoken spoken, Optional<OpenTurn> opened) {
        return new Luggage(Optional.of(spoken), opened);
    }

    public static Luggage none() {
        return new Luggage(Optional.empty(), Optional.empty());
    }

    /** The open row, once: whoever begins the turn again opens it anew. */
    Optional<OpenTurn> opened() {
        return opened.getAndSet(Optional.empty());
    }

    /** The author changed the message. */
    public void repack(Spoken fresh) {
        spoken = Optional.of(fresh);
        opened.set(Optional.empty());
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

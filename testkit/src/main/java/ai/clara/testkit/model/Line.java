package ai.clara.testkit.model;

import java.io.IOException;
import java.time.Duration;

/** Where the bytes of an answer go. */
interface Line {
    /** @throws IOException when the other side is gone */
    void write(byte[] bytes, int from, int length) throws IOException;

    /** Ends it before its time, in order or by a reset. */
    void hangUp(boolean reset);

    /**
     * Waits for the gate, at most this long.
     *
     * @throws IOException when the other side goes meanwhile
     */
    void stand(Gate gate, Duration bound) throws IOException;
}

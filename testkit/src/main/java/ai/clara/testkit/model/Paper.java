package ai.clara.testkit.model;

import java.io.ByteArrayOutputStream;
import java.time.Duration;

/** A line nobody reads: it keeps the bytes and waits for nothing. */
final class Paper implements Line {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Override
    public void write(byte[] bytes, int from, int length) {
        written.write(bytes, from, length);
    }

    @Override
    public void hangUp(boolean reset) {
        // Nobody is there.
    }

    @Override
    public void stand(Gate gate, Duration bound) {
        // Time does not pass here.
    }

    byte[] bytes() {
        return written.toByteArray();
    }
}

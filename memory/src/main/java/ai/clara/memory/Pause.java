package ai.clara.memory;

import ai.clara.spi.command.CommandException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The moment between two looks at work that goes on in the background. */
final class Pause {
    private static final long MILLIS = 300;

    private Pause() {}

    /** @throws CommandException when interrupted */
    static void make() {
        try {
            boolean unused = new CountDownLatch(1).await(MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("Interrupted; it goes on by itself whenever Clara runs.");
        }
    }
}

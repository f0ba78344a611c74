package ai.clara.engine.inbox;

import ai.clara.engine.inbox.EngineHouse.Events;
import ai.clara.spi.store.Home;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process that takes one message in and dies at the armed crash point. */
final class KilledHouse {
    private KilledHouse() {}

    /** Home, person, text. Exit code 9 when the point was never reached. */
    public static void main(String[] args) throws InterruptedException {
        var house = new EngineHouse(new Home(Path.of(args[0])), () -> {}, UUID::randomUUID);
        var events = new Events();
        house.say(args[1], args[1] + "-1", args[2], events);
        events.closing();
        // The delivery is noted after the closing event.
        var unused = new CountDownLatch(1).await(10, TimeUnit.SECONDS);
        Runtime.getRuntime().halt(9);
    }
}

package ai.clara.memory.recall;

import static ai.clara.memory.recall.House.ALEX;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every look at the transcript costs transactions and a small segment, so what is said in a stream is gathered. */
final class PaceTest {
    private static final int HURRIED = 20;
    private static final Duration STREAM = Duration.ofMillis(2500);
    private final Told told = new Told();

    @TempDir
    private Path home;

    @Test
    void askingForWhatWasJustSaidDoesNotMakeItLookMoreOftenAfterwards() throws InterruptedException {
        try (var house = new House(home, told)) {
            told.say(ALEX, "The first box came");
            assertThat(house.indexed(ALEX)).isTrue();
            long before = told.looks();
            Instant begun = Instant.now();
            for (int i = 0; i < HURRIED; i++) {
                told.say(ALEX, "The box number " + i + " stands in the cellar");
                assertThat(house.indexed(ALEX)).isTrue();
            }
            Instant end = Instant.now().plus(STREAM);
            while (Instant.now().isBefore(end)) {
                told.say(ALEX, "Another box came");
                Thread.sleep(10);
            }
            // One look a gathering, and now and then the look that needs no word of a commit.
            long gatherings = Duration.between(begun, Instant.now()).toMillis() / 700 + 3;
            assertThat(told.looks() - before).isBetween((long) HURRIED, HURRIED + gatherings);
        }
    }
}

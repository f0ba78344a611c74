package ai.clara.discord.outbound;

import java.time.Duration;

/**
 * How calm a live reply is.
 *
 * @param first from the first words to the first post, when no sentence ends before
 * @param between from one request to the next
 * @param typing from one sign of typing to the next
 * @param afterTrouble from a failed request to the next try
 * @param idle without a sign of the task before the reply rests
 * @param closing until the whole reply is shown
 */
record Pace(Duration first, Duration between, Duration typing, Duration afterTrouble, Duration idle, Duration closing) {
    static final Pace CALM = new Pace(
            Duration.ofSeconds(1),
            Duration.ofMillis(1_200),
            Duration.ofSeconds(8),
            Duration.ofSeconds(5),
            Duration.ofMinutes(10),
            Duration.ofSeconds(60));
}

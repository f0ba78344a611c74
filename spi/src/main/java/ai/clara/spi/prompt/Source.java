package ai.clara.spi.prompt;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.SessionId;
import java.time.Instant;

/** Where words of a prompt come from, so that it can be told later why something was said. */
public sealed interface Source {
    /** A message of the transcript. */
    record Message(MessageRef ref) implements Source {}

    /**
     * A message read from its platform for one prompt and not stored.
     *
     * @param platform such as {@code discord}
     * @param id the platform's own
     */
    record Platform(String platform, String id) implements Source {}

    /**
     * Notes on a session.
     *
     * @param kind {@code session} or {@code channel}
     * @param madeAt notes are made anew when words they were made of go
     */
    record Notes(String kind, SessionId session, Instant madeAt) implements Source {}
}

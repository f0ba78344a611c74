package ai.clara.engine.summary;

import ai.clara.spi.id.MessageRef;
import ai.clara.spi.privacy.Sensitivity;
import java.time.Instant;
import java.util.Optional;

/**
 * One message of a summary's material.
 *
 * @param edited when its author last changed it
 */
record Said(
        MessageRef ref,
        long seq,
        boolean byClara,
        String speaker,
        String text,
        Instant at,
        Optional<Instant> edited,
        Sensitivity sensitivity) {}

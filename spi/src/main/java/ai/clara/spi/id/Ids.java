package ai.clara.spi.id;

import java.util.UUID;

/** Makes new ids. The shipped generator makes UUIDv7 (RFC 9562, 5.7), so that ids of one process sort by time. */
@FunctionalInterface
public interface Ids {
    /** A new id, never the same twice. Safe for all threads. */
    UUID next();
}

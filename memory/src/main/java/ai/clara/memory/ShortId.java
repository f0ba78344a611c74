package ai.clara.memory;

import ai.clara.spi.id.MessageRef;

/** How people name a message: by the end of its id, for the beginning of a UUIDv7 is its time, which neighbours share. */
final class ShortId {
    private static final int CHARS = 8;

    private ShortId() {}

    static String of(MessageRef message) {
        String id = message.value().toString();
        return id.substring(id.length() - CHARS);
    }
}

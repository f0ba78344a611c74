package ai.clara.spi.id;

import static java.util.Objects.requireNonNull;

/**
 * A place where people talk, as a platform names it. The kind is part of the key: a direct message never becomes a room.
 *
 * @param platform the channel's name, for example {@code terminal}
 * @param kind who can be there
 * @param place the platform's own id of the place, as text
 */
public record ConversationKey(String platform, Kind kind, String place) {
    /** Who can be in a place. */
    public enum Kind {
        /** One person and Clara. */
        DIRECT,
        /** Several people and Clara. */
        ROOM
    }

    public ConversationKey {
        requireNonNull(platform);
        requireNonNull(kind);
        if (place.isBlank()) {
            throw new IllegalArgumentException("a conversation has a place");
        }
    }
}

package ai.clara.memory.store;

import ai.clara.spi.id.PersonId;
import java.util.UUID;

/**
 * Somebody who speaks, and the name shown for them then. One value of the index for both, so that who speaks in many messages is
 * read without reading each.
 */
public record SpeakerName(PersonId person, String name) {
    private static final int ID_CHARS = 36;

    /** From that. */
    public static SpeakerName parse(String value) {
        return new SpeakerName(new PersonId(UUID.fromString(value.substring(0, ID_CHARS))), value.substring(ID_CHARS));
    }

    /** As the index has it. */
    public String value() {
        return person.value() + name;
    }
}

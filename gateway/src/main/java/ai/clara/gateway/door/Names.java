package ai.clara.gateway.door;

import ai.clara.gateway.wire.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Names that programs give: of people, of rooms, of requests. */
final class Names {
    private Names() {}

    /**
     * A name without characters that cannot be seen or stored. Half characters would be stored alike, and two people become one.
     *
     * @param field as the client knows it
     */
    static String checked(String field, String name, int charsMax) {
        boolean printable = name.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
        if (name.isBlank() || name.length() > charsMax || !printable) {
            throw Refusal.bad(
                    field,
                    field + " needs 1 to " + charsMax + " printable characters, the same for the same one each time.");
        }
        return name;
    }

    /** A name of printable ASCII. */
    static String plain(String field, String name, int charsMax) {
        if (!name.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw Refusal.bad(field, field + " takes letters, digits and signs of ASCII only.");
        }
        return checked(field, name, charsMax);
    }

    /** The text of a header, whose bytes the server shows one by one. */
    static String ofHeader(String value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return value;
        }
    }
}

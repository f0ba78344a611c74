package ai.clara.spi.privacy;

import ai.clara.spi.id.PersonId;
import java.util.UUID;

/** The people who may know a piece of content. Its {@link #key()} is what stores index and filter by. */
public sealed interface Audience {
    /** Stable text form; equal audiences have equal keys and no key is the prefix of a different audience's. */
    String key();

    /**
     * The audience with this {@link #key()}.
     *
     * @throws IllegalArgumentException when no audience has such a key
     */
    static Audience parse(String key) {
        if (key.equals("everyone")) {
            return new Everyone();
        }
        int colon = key.indexOf(':');
        String rest = key.substring(colon + 1);
        int slash = rest.indexOf('/');
        return switch (key.substring(0, Math.max(0, colon))) {
            case "person" -> new OnePerson(new PersonId(UUID.fromString(rest)));
            case "guild" -> new Guild(rest.substring(0, slash), rest.substring(slash + 1));
            case "room" -> {
                int hash = rest.lastIndexOf('#');
                yield new Room(
                        rest.substring(0, slash),
                        rest.substring(slash + 1, hash),
                        Integer.parseInt(rest.substring(hash + 1)));
            }
            default -> throw new IllegalArgumentException("an audience of an unknown kind");
        };
    }

    /** What was said between one person and Clara. */
    record OnePerson(PersonId person) implements Audience {
        @Override
        public String key() {
            return "person:" + person.value();
        }
    }

    /**
     * What was said in one room. The epoch counts widenings of who can read the room: a wider room does not widen its past.
     */
    record Room(String platform, String place, int epoch) implements Audience {
        @Override
        public String key() {
            return "room:" + platform + "/" + place + "#" + epoch;
        }
    }

    /** A whole guild, only by a person's explicit widening. */
    record Guild(String platform, String guild) implements Audience {
        @Override
        public String key() {
            return "guild:" + platform + "/" + guild;
        }
    }

    /** Everyone, only by an operator. */
    record Everyone() implements Audience {
        @Override
        public String key() {
            return "everyone";
        }
    }
}

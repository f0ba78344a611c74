package ai.clara.spi.privacy;

import ai.clara.spi.id.PersonId;

/** The people who may know a piece of content. Its {@link #key()} is what stores index and filter by. */
public sealed interface Audience {
    /** Stable text form; equal audiences have equal keys and no key is the prefix of a different audience's. */
    String key();

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

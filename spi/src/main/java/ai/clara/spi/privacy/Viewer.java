package ai.clara.spi.privacy;

import ai.clara.spi.id.PersonId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who will see a reply, and on whose behalf it is made. It belongs to the reply, not to the place: an answer only one person
 * sees has that person as viewer.
 *
 * @param actor the person who acts
 * @param writes the audience of everything written on behalf of this viewer
 * @param reads every audience all of whose content all viewers may know; contains {@code writes}
 * @param ownWordsOf when only one person sees the reply: that person, whose own words from any room may be used too
 */
public record Viewer(PersonId actor, Audience writes, Set<Audience> reads, Optional<PersonId> ownWordsOf) {
    public Viewer {
        reads = Set.copyOf(reads);
        if (!reads.contains(writes)) {
            throw new IllegalArgumentException("a viewer reads what it writes");
        }
    }

    /** A reply in a direct message: that person's direct messages, and their own words from rooms. */
    public static Viewer direct(PersonId person) {
        Audience own = new Audience.OnePerson(person);
        return new Viewer(person, own, Set.of(own, new Audience.Everyone()), Optional.of(person));
    }

    /** A reply that a whole room sees: what was said in that room. */
    public static Viewer inRoom(PersonId actor, Audience.Room room) {
        return new Viewer(actor, room, Set.of(room, new Audience.Everyone()), Optional.empty());
    }

    /** The keys of all readable audiences, for filters. */
    public Set<String> readKeys() {
        return reads.stream().map(Audience::key).collect(Collectors.toUnmodifiableSet());
    }
}

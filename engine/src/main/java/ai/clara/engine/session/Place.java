package ai.clara.engine.session;

import ai.clara.engine.jdbc.Sql;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Sensitivity;
import ai.clara.spi.privacy.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * A conversation with all that decides who may know what is said there.
 *
 * @param audiencePlace whose readers read this place: its own name, or that of the channel around it
 */
public record Place(ConversationId id, ConversationKey key, String audiencePlace, int epoch) {
    /** Columns that {@link #read} needs, of {@code conversations c}. */
    public static final String COLUMNS = "c.id as place_id, c.platform, c.kind, c.place, c.audience_place, c.epoch";

    private static final PersonId NOBODY = new PersonId(new UUID(0, 0));

    public static Place read(ResultSet row) throws SQLException {
        return new Place(
                new ConversationId(Sql.uuid(row, "place_id")),
                readKey(row),
                row.getString("audience_place"),
                row.getInt("epoch"));
    }

    /** Of columns {@code platform}, {@code kind} and {@code place}. */
    public static ConversationKey readKey(ResultSet row) throws SQLException {
        return new ConversationKey(
                row.getString("platform"),
                ConversationKey.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("place"));
    }

    /** Who will see what is said here on behalf of this person. */
    public Viewer viewer(PersonId person) {
        return switch (key.kind()) {
            case DIRECT -> Viewer.direct(person);
            case ROOM -> Viewer.inRoom(person, room(epoch));
        };
    }

    /** One who reads all that was ever said here and writes nothing: for those who derive from the transcript. */
    Viewer follower(String audienceKey) {
        if (key.kind() == ConversationKey.Kind.DIRECT) {
            return Viewer.direct(new PersonId(UUID.fromString(audienceKey.substring("person:".length()))));
        }
        Set<Audience> reads = new HashSet<>();
        for (int past = 0; past <= epoch; past++) {
            reads.add(room(past));
        }
        return new Viewer(NOBODY, room(epoch), reads, java.util.Optional.empty());
    }

    /** One who reads and writes here what may be read here today, and nothing else: for what is made of a place's words. */
    public Viewer scribe(String audienceKey) {
        Viewer follower = follower(audienceKey);
        return new Viewer(follower.actor(), follower.writes(), Set.of(follower.writes()), java.util.Optional.empty());
    }

    public String audienceKey(PersonId person) {
        return viewer(person).writes().key();
    }

    public String ownerKey(PersonId person) {
        return switch (key.kind()) {
            case DIRECT -> new Audience.OnePerson(person).key();
            case ROOM -> "room:" + key.platform() + "/" + key.place();
        };
    }

    /** What is said in private is personal to begin with. */
    public Sensitivity sensitivity() {
        return key.kind() == ConversationKey.Kind.DIRECT ? Sensitivity.PERSONAL : Sensitivity.ORDINARY;
    }

    private Audience.Room room(int at) {
        return new Audience.Room(key.platform(), audiencePlace, at);
    }
}

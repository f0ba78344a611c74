package ai.clara.engine.inbox;

import ai.clara.engine.identity.People;
import ai.clara.engine.jdbc.Sql;
import ai.clara.engine.session.Conversations;
import ai.clara.engine.session.Place;
import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Finds out who speaks and where; whoever is new becomes known. */
@Singleton
final class Arrivals {
    /** Everything about a message of a known account in a known place, at one look. */
    private static final String KNOWN = "select a.person_id, a.shown_name, p.zone, c.audience_key, " + Place.COLUMNS
            + ", exists (select 1 from inbox i where i.platform = ? and i.platform_id = ?) as again"
            + " from accounts a join people p on p.id = a.person_id"
            + " join conversations c on c.platform = ? and c.kind = ? and c.place = ?"
            + " where a.platform = ? and a.name = ?";

    private record Known(Arrival arrival, String shownName, String audienceKey) {}

    private final Db db;
    private final People people;
    private final Conversations conversations;

    Arrivals(Db db, People people, Conversations conversations) {
        this.db = db;
        this.people = people;
        this.conversations = conversations;
    }

    /** Empty when the place is somebody else's direct message. */
    Optional<Arrival> meet(InboundMessage message, Words words) {
        return db.system("meet a person", connection -> {
            Optional<Known> known = find(connection, message, words);
            if (known.filter(it -> it.shownName().equals(message.authorName())).isEmpty()) {
                PersonId person = people.meet(connection, message.author(), message.authorName());
                conversations.meet(connection, message.conversation(), message.within(), person);
                known = find(connection, message, words);
            }
            return known.filter(Arrivals::ownPlace).map(Known::arrival);
        });
    }

    private Optional<Known> find(Connection connection, InboundMessage message, Words words) throws SQLException {
        ConversationKey place = message.conversation();
        return Sql.of(
                        KNOWN,
                        place.platform(),
                        message.platformId(),
                        place.platform(),
                        place.kind(),
                        place.place(),
                        message.author().platform(),
                        message.author().name())
                .first(
                        connection,
                        row -> new Known(
                                new Arrival(
                                        message,
                                        new PersonId(Sql.uuid(row, "person_id")),
                                        people.zone(Optional.ofNullable(row.getString("zone"))),
                                        Place.read(row),
                                        words,
                                        row.getBoolean("again")),
                                row.getString("shown_name"),
                                row.getString("audience_key")));
    }

    /** A direct message belongs to one person; a room is for all. */
    private static boolean ownPlace(Known known) {
        Place place = known.arrival().place();
        return place.key().kind() != ConversationKey.Kind.DIRECT
                || known.audienceKey().equals(place.audienceKey(known.arrival().person()));
    }
}

package ai.clara.engine.session;

import ai.clara.engine.jdbc.Sql;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.Ids;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.Project;
import ai.clara.spi.privacy.Provenance;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/** The rows of conversations. */
@Singleton
public final class Conversations {
    private final Clock clock;
    private final Ids ids;

    Conversations(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Makes the conversation at this place, unless there is one.
     *
     * @param within the place whose readers a new one has; empty for readers of its own
     */
    public void meet(Connection connection, ConversationKey key, Optional<String> within, PersonId person)
            throws SQLException {
        add(connection, new Place(new ConversationId(ids.next()), key, within.orElse(key.place()), 0), person);
    }

    public Optional<Place> find(Connection connection, ConversationKey key) throws SQLException {
        return Sql.of(
                        "select " + Place.COLUMNS
                                + " from conversations c where platform = ? and kind = ? and place = ?",
                        key.platform(),
                        key.kind(),
                        key.place())
                .first(connection, Place::read);
    }

    /** Where the next message stands and belongs. */
    public record Next(long seq, Project project) {}

    /**
     * The next seq; the row stays locked until the transaction ends, so that seqs are committed in order.
     *
     * @param project where the conversation goes on from this message; empty for where it is
     */
    public Next next(Connection connection, ConversationId id, Optional<Project> project) throws SQLException {
        return Sql.of(
                        "update conversations set last_seq = last_seq + 1, changes = changes + 1,"
                                + " project = coalesce(?, project) where id = ? returning last_seq, project",
                        project.map(Project::name).orElse(null),
                        id.value())
                .first(connection, row -> new Next(row.getLong("last_seq"), new Project(row.getString("project"))))
                .orElseThrow();
    }

    Optional<Project> project(Connection connection, ConversationKey key) throws SQLException {
        return Sql.of(
                        "select project from conversations where platform = ? and kind = ? and place = ?",
                        key.platform(),
                        key.kind(),
                        key.place())
                .first(connection, row -> new Project(row.getString("project")));
    }

    /** Puts what is said from now on into a project; false when there is no such conversation. */
    boolean move(Connection connection, ConversationKey key, Project project) throws SQLException {
        return Sql.of(
                                "update conversations set project = ? where platform = ? and kind = ? and place = ?",
                                project.name(),
                                key.platform(),
                                key.kind(),
                                key.place())
                        .run(connection)
                == 1;
    }

    private void add(Connection connection, Place place, PersonId person) throws SQLException {
        Sql.of(
                        "insert into conversations (id, platform, kind, place, audience_place, owner_key, audience_key,"
                                + " provenance, sensitivity, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " on conflict (platform, kind, place) do nothing",
                        place.id().value(),
                        place.key().platform(),
                        place.key().kind(),
                        place.key().place(),
                        place.audiencePlace(),
                        place.ownerKey(person),
                        place.audienceKey(person),
                        new Provenance(Provenance.Kind.SYSTEM, place.key().platform()).label(),
                        place.sensitivity(),
                        clock.instant())
                .run(connection);
    }
}

package ai.clara.engine.session;

import ai.clara.engine.jdbc.Sql;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.privacy.Provenance;
import ai.clara.spi.privacy.Sensitivity;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A message about to be stored.
 *
 * @param author empty when Clara says it
 * @param onBehalfOf the acting person, also of Clara's words
 * @param kept whether its words may be stored; if not, the row is what an erased message leaves
 */
public record NewMessage(
        MessageRef ref,
        Place place,
        SessionId session,
        long seq,
        Optional<PersonId> author,
        PersonId onBehalfOf,
        String speaker,
        String body,
        Instant at,
        ZoneId zone,
        Optional<MessageRef> replyTo,
        Provenance provenance,
        Sensitivity sensitivity,
        boolean kept) {

    /** Inserts it as the viewer whose transaction this is. */
    public void insert(Connection connection) throws SQLException {
        Sql.of(
                        "insert into messages (id, conversation_id, session_id, seq, author_id, on_behalf_of, speaker, body,"
                                + " said_at, zone, reply_to, erased_at, owner_key, audience_key, provenance, sensitivity,"
                                + " project) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                                + " (select project from sessions where id = ?))",
                        ref.value(),
                        place.id().value(),
                        session.value(),
                        seq,
                        author.map(PersonId::value).orElse(null),
                        onBehalfOf.value(),
                        speaker,
                        kept ? body : "",
                        at,
                        zone.getId(),
                        replyTo.map(MessageRef::value).orElse(null),
                        kept ? null : at,
                        place.ownerKey(onBehalfOf),
                        place.audienceKey(onBehalfOf),
                        provenance.label(),
                        sensitivity,
                        session.value())
                .run(connection);
    }
}

package ai.clara.engine.session;

import ai.clara.engine.jdbc.Sql;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the text out of a person's own message and out of what Clara made of it. Replies go first and the message last, so that
 * an erasure cut short can be asked for again.
 */
@Singleton
final class Erasure {
    private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);

    /** Shorter texts occur in replies that have nothing to do with them. */
    private static final int QUOTE_CHARS_MIN = 12;

    private record Told(ConversationId conversation, long seq, String body) {}

    private record Used(Place place, PersonId person, MessageRef reply) {}

    private final Db db;
    private final Clock clock;

    Erasure(Db db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    List<MessageRef> erase(Viewer viewer, MessageRef message) {
        Optional<Told> told = db.as(viewer, connection -> find(connection, viewer, message));
        if (told.isEmpty()) {
            return List.of();
        }
        var erased = new ArrayList<MessageRef>();
        eraseReplies(message, erased);
        erased.addAll(db.as(viewer, connection -> blankWithQuotes(connection, viewer, message, told.get())));
        // A turn that was running meanwhile may have committed after the first look.
        eraseReplies(message, erased);
        LOG.info("message {} erased with {} others", message.value(), erased.size() - 1);
        return erased;
    }

    private void eraseReplies(MessageRef message, List<MessageRef> erased) {
        for (Used used : db.system("find replies to erase", connection -> repliesOf(connection, message))) {
            // A reply was written on behalf of whoever asked, so it is changed on their behalf too.
            db.as(used.place().viewer(used.person()), connection -> blank(connection, used.reply()))
                    .ifPresent(erased::add);
        }
    }

    private static Optional<Told> find(Connection connection, Viewer viewer, MessageRef message) throws SQLException {
        return Sql.of(
                        "select conversation_id, seq, body from messages where id = ? and author_id = ?"
                                + " and (audience_key = ? or author_id = ?) and erased_at is null",
                        message.value(),
                        viewer.actor().value(),
                        viewer.writes().key(),
                        viewer.ownWordsOf().map(PersonId::value).orElse(null))
                .first(
                        connection,
                        row -> new Told(
                                new ConversationId(Sql.uuid(row, "conversation_id")),
                                row.getLong("seq"),
                                row.getString("body")));
    }

    private static List<Used> repliesOf(Connection connection, MessageRef message) throws SQLException {
        return Sql.of(
                        "select " + Place.COLUMNS
                                + ", i.person_id, t.reply_id from turns t join inbox i on i.id = t.inbox_id"
                                + " join conversations c on c.id = t.conversation_id"
                                + " where t.reply_id is not null and (? = any (t.evidence) or t.message_id = ?)",
                        message.value(),
                        message.value())
                .all(
                        connection,
                        row -> new Used(
                                Place.read(row),
                                new PersonId(Sql.uuid(row, "person_id")),
                                new MessageRef(Sql.uuid(row, "reply_id"))));
    }

    /** The message itself and Clara's later words to the same person, in the same place, that hold its text. */
    private List<MessageRef> blankWithQuotes(Connection connection, Viewer viewer, MessageRef message, Told told)
            throws SQLException {
        var erased = new ArrayList<MessageRef>();
        if (told.body().length() >= QUOTE_CHARS_MIN) {
            List<MessageRef> quotes = Sql.of(
                            "select id from messages where conversation_id = ? and seq > ? and author_id is null"
                                    + " and on_behalf_of = ? and audience_key = ? and erased_at is null"
                                    + " and position(lower(?) in lower(body)) > 0",
                            told.conversation().value(),
                            told.seq(),
                            viewer.actor().value(),
                            viewer.writes().key(),
                            told.body())
                    .all(connection, row -> new MessageRef(Sql.uuid(row, "id")));
            for (MessageRef quote : quotes) {
                blank(connection, quote).ifPresent(erased::add);
            }
        }
        blank(connection, message).ifPresent(erased::add);
        return erased;
    }

    private Optional<MessageRef> blank(Connection connection, MessageRef ref) throws SQLException {
        // The conversation's row is locked first, as every writer of messages does.
        Sql.of(
                        "update conversations set changes = changes + 1"
                                + " where id = (select conversation_id from messages where id = ? and erased_at is null)",
                        ref.value())
                .run(connection);
        Optional<UUID> gone = Sql.of(
                        "update messages set body = '', erased_at = ? where id = ? and erased_at is null returning id",
                        clock.instant(),
                        ref.value())
                .first(connection, row -> Sql.uuid(row, "id"));
        Sql.of("delete from message_vectors where message_id = ?", ref.value()).run(connection);
        return gone.map(MessageRef::new);
    }
}

package ai.clara.memory.graph.neo4j;

import ai.clara.memory.follow.VectorShelf;
import ai.clara.memory.graph.Gist;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.Db;
import ai.clara.spi.transcript.TranscriptEntry;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The messages behind what Neo4j holds, read through row-level security: their labels when something is kept, and, when something is
 * found, whether the viewer may know them and their words are still those that were read. It is the second wall of this store, and why
 * nothing is given that was forgotten or edited a moment ago.
 */
@Singleton
@Requires(condition = Configured.class)
final class Originals {
    /** Sixteen hexadecimal digits of SHA-256: they go with the message, and say no more than the names beside them. */
    private static final String WORDS = "left(encode(sha256(convert_to(body, 'UTF8')), 'hex'), 16) as words";

    private static final String LABELS =
            "select id, project, author_id, owner_key, audience_key, provenance, sensitivity::text,"
                    + " said_at, seq, body, " + WORDS
                    + " from messages where id = any (?) and author_id is not null and erased_at is null";
    private static final String NOW =
            "select id, erased_at is null as there, " + WORDS + " from messages where id = any (?)";

    private final Db db;
    private final AtomicLong stopped = new AtomicLong();

    Originals(Db db) {
        this.db = db;
    }

    /**
     * A message as everything made of it is labelled.
     *
     * @param words a digest of its words
     */
    record Labels(
            String project,
            UUID author,
            String owner,
            String audience,
            String provenance,
            String sensitivity,
            ZonedDateTime at,
            long seq,
            String words) {}

    /**
     * Something that was found.
     *
     * @param words the digest of the words it was read from
     */
    record Found<T>(MessageRef message, String words, T what) {}

    /** Of those of one audience that still have the words they were read with. */
    Map<MessageRef, Labels> labels(List<Gist> gists) {
        Map<MessageRef, TranscriptEntry> read = new HashMap<>();
        gists.stream().filter(Gist::tells).map(Gist::entry).forEach(entry -> read.put(entry.ref(), entry));
        if (read.isEmpty()) {
            return Map.of();
        }
        TranscriptEntry first = read.values().iterator().next();
        Viewer deriver = VectorShelf.deriver(first.audienceKey(), first.author().orElseThrow());
        return db.as(deriver, connection -> {
            var labels = new HashMap<MessageRef, Labels>();
            try (var query = of(connection, LABELS, read.keySet());
                    var rows = query.executeQuery()) {
                while (rows.next()) {
                    var ref = new MessageRef(rows.getObject("id", UUID.class));
                    if (rows.getString("body")
                            .equals(Objects.requireNonNull(read.get(ref)).text())) {
                        labels.put(
                                ref,
                                new Labels(
                                        rows.getString("project"),
                                        rows.getObject("author_id", UUID.class),
                                        rows.getString("owner_key"),
                                        rows.getString("audience_key"),
                                        rows.getString("provenance"),
                                        rows.getString("sensitivity"),
                                        rows.getObject("said_at", OffsetDateTime.class)
                                                .atZoneSameInstant(ZoneOffset.UTC),
                                        rows.getLong("seq"),
                                        rows.getString("words")));
                    }
                }
            }
            return labels;
        });
    }

    /** What the viewer may know and whose words are still there, in the same order. */
    <T> List<T> confirmed(Viewer viewer, List<Found<T>> found) {
        if (found.isEmpty()) {
            return List.of();
        }
        var asked = new HashSet<MessageRef>();
        found.forEach(one -> asked.add(one.message()));
        Map<MessageRef, String> now = now(viewer, asked);
        stopped.addAndGet(asked.size() - now.size());
        return found.stream()
                .filter(one -> one.words().equals(now.get(one.message())))
                .map(Found::what)
                .toList();
    }

    /** Digests of those that the viewer may know; empty for erased ones. */
    private Map<MessageRef, String> now(Viewer viewer, Collection<MessageRef> messages) {
        return db.as(viewer, connection -> {
            var words = new HashMap<MessageRef, String>();
            try (var query = of(connection, NOW, messages);
                    var rows = query.executeQuery()) {
                while (rows.next()) {
                    words.put(
                            new MessageRef(rows.getObject("id", UUID.class)),
                            rows.getBoolean("there") ? rows.getString("words") : "");
                }
            }
            return words;
        });
    }

    private static PreparedStatement of(Connection connection, String sql, Collection<MessageRef> messages)
            throws SQLException {
        var query = connection.prepareStatement(sql);
        query.setArray(
                1,
                connection.createArrayOf(
                        "uuid", messages.stream().map(MessageRef::value).toArray()));
        return query;
    }

    /** How often the transcript did not show a viewer what Neo4j gave. */
    long stopped() {
        return stopped.get();
    }
}

package ai.clara.engine.turn;

import ai.clara.engine.jdbc.Sql;
import ai.clara.spi.channel.Outbox;
import ai.clara.spi.id.Ids;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** The rows of what was shown: the first part's is made with its turn, the others when their turn to be shown comes. */
@Singleton
public final class OutboxRows implements Outbox {
    private static final String PART =
            "select o.part, o.nonce, o.created_at, o.platform_id from outbox o join inbox i on i.id = o.inbox_id"
                    + " where i.platform = ? and i.platform_id = ? and o.part = ?";

    private final Db db;
    private final Clock clock;
    private final Ids ids;
    private final Deliveries deliveries;

    OutboxRows(Db db, Clock clock, Ids ids, Deliveries deliveries) {
        this.db = db;
        this.clock = clock;
        this.ids = ids;
        this.deliveries = deliveries;
    }

    @Override
    public Optional<Part> part(String platform, String platformId, int number) {
        return db.system("open a part of a reply", connection -> {
            Optional<Part> known = find(connection, platform, platformId, number);
            if (known.isEmpty() && number > 1) {
                add(connection, platform, platformId, number);
                known = find(connection, platform, platformId, number);
            }
            return known;
        });
    }

    @Override
    public void shown(String platform, String platformId, int number, String shownId) {
        db.system(
                "note what is shown",
                connection -> Sql.of(
                                "update outbox set platform_id = ? where part = ? and inbox_id ="
                                        + " (select id from inbox where platform = ? and platform_id = ?)",
                                shownId,
                                number,
                                platform,
                                platformId)
                        .run(connection));
    }

    @Override
    public void delivered(String platform, String platformId) {
        Optional<UUID> inbox = db.system("find what was shown", connection -> inbox(connection, platform, platformId));
        inbox.ifPresent(deliveries::delivered);
    }

    @Override
    public void resume(String platform) {
        deliveries.wake();
    }

    /** The same for the same part of the same message, whoever sends it and however often. */
    public static String nonce(UUID inbox, int part) {
        byte[] name = (inbox + "/" + part).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(name).toString().replace("-", "").substring(0, 25);
    }

    private static Optional<Part> find(Connection connection, String platform, String platformId, int number)
            throws SQLException {
        return Sql.of(PART, platform, platformId, number).first(connection, OutboxRows::read);
    }

    private static Part read(ResultSet row) throws SQLException {
        return new Part(
                row.getInt("part"),
                row.getString("nonce"),
                Sql.instant(row, "created_at"),
                Optional.ofNullable(row.getString("platform_id")));
    }

    private void add(Connection connection, String platform, String platformId, int number) throws SQLException {
        Optional<UUID> inbox = inbox(connection, platform, platformId);
        if (inbox.isPresent()) {
            Sql.of(
                            "insert into outbox (id, inbox_id, part, state, nonce, owner_key, audience_key, provenance,"
                                    + " sensitivity, created_at) select ?, inbox_id, ?, 'open', ?, owner_key, audience_key,"
                                    + " provenance, sensitivity, ? from outbox where inbox_id = ? and part = 1"
                                    + " on conflict (inbox_id, part) do nothing",
                            ids.next(),
                            number,
                            nonce(inbox.get(), number),
                            clock.instant(),
                            inbox.get())
                    .run(connection);
        }
    }

    private static Optional<UUID> inbox(Connection connection, String platform, String platformId) throws SQLException {
        return Sql.of("select id from inbox where platform = ? and platform_id = ?", platform, platformId)
                .first(connection, row -> Sql.uuid(row, "id"));
    }
}

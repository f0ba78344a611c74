package ai.clara.gateway.key;

import ai.clara.spi.id.AccountKey;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keys in the database; they belong to the operator, so they stand outside every audience. */
@Singleton
final class JdbcKeyStore implements KeyStore {
    private static final String GOOD = "select k.id, k.name, k.hash, k.account_platform, k.account_name, a.shown_name,"
            + " k.last_used_on from gateway_keys k left join accounts a"
            + " on a.platform = k.account_platform and a.name = k.account_name"
            + " where k.hash = ? and k.revoked_at is null";

    private record Found(ClientKey key, Optional<LocalDate> lastUsedOn) {}

    private final Db db;

    JdbcKeyStore(Db db) {
        this.db = db;
    }

    @Override
    public boolean add(UUID id, String name, byte[] hash, Optional<AccountKey> account, Instant at) {
        return db.system("keep a key", connection -> {
            try (var insert = connection.prepareStatement("insert into gateway_keys (id, name, hash, account_platform,"
                    + " account_name, created_at) values (?, ?, ?, ?, ?, ?) on conflict (name) do nothing")) {
                insert.setObject(1, id);
                insert.setString(2, name);
                insert.setBytes(3, hash);
                insert.setString(4, account.map(AccountKey::platform).orElse(null));
                insert.setString(5, account.map(AccountKey::name).orElse(null));
                insert.setObject(6, at.atOffset(ZoneOffset.UTC));
                return insert.executeUpdate() == 1;
            }
        });
    }

    @Override
    public Optional<ClientKey> find(byte[] hash, LocalDate today) {
        return db.system("recognise a key", connection -> {
            Optional<Found> found = good(connection, hash);
            if (found.isPresent() && !found.get().lastUsedOn().equals(Optional.of(today))) {
                used(connection, found.get().key().id(), today);
            }
            return found.map(Found::key);
        });
    }

    @Override
    public List<KeyRow> all() {
        return db.system("list keys", connection -> {
            var keys = new ArrayList<KeyRow>();
            try (var select = connection.prepareStatement(
                            "select name, account_platform, account_name, created_at, last_used_on,"
                                    + " revoked_at from gateway_keys order by created_at, name");
                    var rows = select.executeQuery()) {
                while (rows.next()) {
                    keys.add(new KeyRow(
                            rows.getString("name"),
                            account(rows),
                            rows.getObject("created_at", OffsetDateTime.class).toInstant(),
                            Optional.ofNullable(rows.getObject("last_used_on", LocalDate.class)),
                            Optional.ofNullable(rows.getObject("revoked_at", OffsetDateTime.class))
                                    .map(OffsetDateTime::toInstant)));
                }
            }
            return keys;
        });
    }

    @Override
    public boolean revoke(String name, Instant at) {
        return db.system("revoke a key", connection -> {
            try (var update = connection.prepareStatement(
                    "update gateway_keys set revoked_at = ? where name = ? and revoked_at is null")) {
                update.setObject(1, at.atOffset(ZoneOffset.UTC));
                update.setString(2, name);
                return update.executeUpdate() == 1;
            }
        });
    }

    private static Optional<Found> good(Connection connection, byte[] hash) throws SQLException {
        try (var select = connection.prepareStatement(GOOD)) {
            select.setBytes(1, hash);
            try (var rows = select.executeQuery()) {
                // The index compared bytes one by one; this comparison takes the same time for all.
                if (!rows.next() || !MessageDigest.isEqual(hash, rows.getBytes("hash"))) {
                    return Optional.empty();
                }
                String shown = Optional.ofNullable(rows.getString("shown_name")).orElse(rows.getString("name"));
                return Optional.of(new Found(
                        new ClientKey(
                                rows.getObject("id", UUID.class),
                                rows.getString("name"),
                                account(rows).map(account -> new ClientKey.Owner(account, shown))),
                        Optional.ofNullable(rows.getObject("last_used_on", LocalDate.class))));
            }
        }
    }

    private static void used(Connection connection, UUID id, LocalDate today) throws SQLException {
        try (var update = connection.prepareStatement("update gateway_keys set last_used_on = ? where id = ?")) {
            update.setObject(1, today);
            update.setObject(2, id);
            int updated = update.executeUpdate();
            assert updated <= 1;
        }
    }

    private static Optional<AccountKey> account(ResultSet row) throws SQLException {
        String platform = row.getString("account_platform");
        return platform == null
                ? Optional.empty()
                : Optional.of(new AccountKey(platform, row.getString("account_name")));
    }
}

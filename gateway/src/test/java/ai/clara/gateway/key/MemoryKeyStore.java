package ai.clara.gateway.key;

import ai.clara.spi.id.AccountKey;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Keys in memory, for tests of the pages. */
@Singleton
@Replaces(JdbcKeyStore.class)
@Requires(missingProperty = "test.database")
final class MemoryKeyStore implements KeyStore {
    private record Kept(UUID id, byte[] hash, KeyRow row) {}

    private final Map<String, Kept> keys = new LinkedHashMap<>();

    @Override
    public synchronized boolean add(UUID id, String name, byte[] hash, Optional<AccountKey> account, Instant at) {
        return keys.putIfAbsent(
                        name, new Kept(id, hash, new KeyRow(name, account, at, Optional.empty(), Optional.empty())))
                == null;
    }

    @Override
    public synchronized Optional<ClientKey> find(byte[] hash, LocalDate today) {
        return keys.values().stream()
                .filter(kept -> Arrays.equals(kept.hash(), hash)
                        && kept.row().revokedAt().isEmpty())
                .findFirst()
                .map(kept -> new ClientKey(
                        kept.id(),
                        kept.row().name(),
                        kept.row().account().map(account -> new ClientKey.Owner(account, account.name()))));
    }

    @Override
    public synchronized List<KeyRow> all() {
        return keys.values().stream().map(Kept::row).toList();
    }

    @Override
    public synchronized boolean revoke(String name, Instant at) {
        Kept kept = keys.get(name);
        if (kept == null || kept.row().revokedAt().isPresent()) {
            return false;
        }
        KeyRow row = kept.row();
        keys.put(
                name,
                new Kept(
                        kept.id(),
                        kept.hash(),
                        new KeyRow(name, row.account(), row.createdAt(), row.lastUsedOn(), Optional.of(at))));
        return true;
    }
}

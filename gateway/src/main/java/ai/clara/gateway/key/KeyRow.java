package ai.clara.gateway.key;

import ai.clara.spi.id.AccountKey;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** What a list tells of a key; the key itself is kept nowhere. */
record KeyRow(
        String name,
        Optional<AccountKey> account,
        Instant createdAt,
        Optional<LocalDate> lastUsedOn,
        Optional<Instant> revokedAt) {}

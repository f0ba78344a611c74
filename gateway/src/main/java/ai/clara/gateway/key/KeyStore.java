package ai.clara.gateway.key;

import ai.clara.spi.id.AccountKey;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps keys by the hash of their words. Names are never used twice. */
interface KeyStore {
    /** Keeps a new key; false when the name was used before. */
    boolean add(UUID id, String name, byte[] hash, Optional<AccountKey> account, Instant at);

    /** The key with this hash, unless it was revoked; notes the day of its use. */
    Optional<ClientKey> find(byte[] hash, LocalDate today);

    /** All keys ever made, oldest first. */
    List<KeyRow> all();

    /** Ends a key; false when there is none of this name that is good. */
    boolean revoke(String name, Instant at);
}

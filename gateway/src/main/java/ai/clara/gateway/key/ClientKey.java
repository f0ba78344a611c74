package ai.clara.gateway.key;

import ai.clara.spi.id.AccountKey;
import java.util.Optional;
import java.util.UUID;

/**
 * A key that is good now.
 *
 * @param id its namespace
 * @param person whom it acts as; empty when each request names somebody of the key's own
 */
public record ClientKey(UUID id, String name, Optional<Owner> person) {
    /** The account of a person Clara has met, and the name people see there. */
    public record Owner(AccountKey account, String shownName) {}
}

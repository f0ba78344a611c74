package ai.clara.spi.people;

import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.PersonId;
import java.util.Optional;

/** The people Clara has met, by the accounts they speak through. */
public interface Accounts {
    /** The person behind an account; empty when nobody has spoken through it yet. */
    Optional<PersonId> find(AccountKey account);
}

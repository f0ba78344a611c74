package ai.clara.engine.identity;

import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.people.Accounts;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The accounts that somebody has spoken through. */
@Singleton
final class KnownAccounts implements Accounts {
    private final Db db;
    private final People people;

    KnownAccounts(Db db, People people) {
        this.db = db;
        this.people = people;
    }

    @Override
    public Optional<PersonId> find(AccountKey account) {
        return db.system("find an account", connection -> people.find(connection, account));
    }
}

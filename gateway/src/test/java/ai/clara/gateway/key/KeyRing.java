package ai.clara.gateway.key;

import ai.clara.spi.id.AccountKey;
import java.util.Optional;

/** Makes keys for tests outside this package. */
public final class KeyRing {
    private final Keys keys;

    public KeyRing(Keys keys) {
        this.keys = keys;
    }

    public String program(String name) {
        return keys.create(name, Optional.empty()).orElseThrow();
    }

    public String person(String name, AccountKey account) {
        return keys.create(name, Optional.of(account)).orElseThrow();
    }

    public boolean revoke(String name) {
        return keys.revoke(name);
    }
}

package ai.clara.spi.id;

import static java.util.Objects.requireNonNull;

/**
 * An account as a platform names it.
 *
 * @param platform the channel's name, for example {@code terminal}
 * @param name the platform's own id of the account, as text
 */
public record AccountKey(String platform, String name) {
    public AccountKey {
        requireNonNull(platform);
        if (name.isBlank()) {
            throw new IllegalArgumentException("an account has a name");
        }
    }
}

package ai.clara.gateway.key;

import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.Ids;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Makes keys and recognises them. Only their hashes are kept, here as in the store. */
@Singleton
public final class Keys {
    private static final String PREFIX = "clara-";
    private static final int RANDOM_BYTES = 32;
    private static final Pattern SHAPE = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

    /** A conversation asks for the same key again and again. Revoking empties this, so only another process waits so long. */
    private static final Duration KNOWN_FOR = Duration.ofSeconds(2);

    private static final int KNOWN_MAX = 1_000;

    private record Known(ClientKey key, long sinceNanos) {}

    private final KeyStore store;
    private final Ids ids;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentHashMap<ByteBuffer, Known> known = new ConcurrentHashMap<>();

    Keys(KeyStore store, Ids ids, Clock clock) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
    }

    /** The good key with these words. Words that cannot be a key ask nobody. */
    public Optional<ClientKey> recognise(String words) {
        if (!SHAPE.matcher(words).matches()) {
            return Optional.empty();
        }
        byte[] hash = hash(words);
        ByteBuffer name = ByteBuffer.wrap(hash);
        Known seen = known.get(name);
        if (seen != null && System.nanoTime() - seen.sinceNanos() < KNOWN_FOR.toNanos()) {
            return Optional.of(seen.key());
        }
        long asked = System.nanoTime();
        Optional<ClientKey> key = store.find(hash, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        if (known.size() >= KNOWN_MAX) {
            known.clear();
        }
        key.ifPresentOrElse(good -> known.put(name, new Known(good, asked)), () -> known.remove(name));
        return key;
    }

    /** The words of a new key, told this once; empty when the name was used before. */
    Optional<String> create(String name, Optional<AccountKey> account) {
        byte[] secret = new byte[RANDOM_BYTES];
        random.nextBytes(secret);
        String words = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        return store.add(ids.next(), name, hash(words), account, clock.instant())
                ? Optional.of(words)
                : Optional.empty();
    }

    List<KeyRow> all() {
        return store.all();
    }

    boolean revoke(String name) {
        boolean revoked = store.revoke(name, clock.instant());
        known.clear();
        return revoked;
    }

    private static byte[] hash(String words) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

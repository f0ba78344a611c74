package ai.clara.memory.store.qdrant;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a Qdrant listens for gRPC.
 *
 * @param tls whether the wire is encrypted
 */
record Address(String host, int port, boolean tls) {
    private static final int PORT = 6334;
    private static final int REST_PORT = 6333;
    private static final int PORT_MAX = 65_535;
    private static final List<String> SCHEMES = List.of("qdrant://", "qdrants://", "http://", "https://");
    private static final Pattern FORM =
            Pattern.compile("(qdrants?|https?)://([^/:@?#\\s\\[\\]]+|\\[[0-9a-fA-F:.]+])(?::(\\d{1,5}))?/?");

    /** Whether somebody means a Qdrant by this. */
    static boolean meant(String url) {
        return SCHEMES.stream().anyMatch(url::startsWith);
    }

    /** What is wrong with it, as one sentence that does not repeat it: it may hold a key. */
    static Optional<String> problem(String named, String url) {
        Matcher parts = FORM.matcher(url);
        if (!parts.matches() || port(parts) > PORT_MAX || port(parts) == 0) {
            return Optional.of(
                    named + " is no address of a Qdrant: it looks like http://host:6334, or https://host:6334 for TLS;"
                            + " the key goes into QDRANT_API_KEY.");
        }
        return port(parts) == REST_PORT
                ? Optional.of(
                        named + " names port 6333, where Qdrant speaks REST; Clara speaks gRPC, usually on port 6334.")
                : Optional.empty();
    }

    /** Of what has no {@link #problem}. */
    static Address of(String url) {
        Matcher parts = FORM.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no address of a Qdrant");
        }
        return new Address(parts.group(2), port(parts), parts.group(1).endsWith("s"));
    }

    private static int port(Matcher parts) {
        return parts.group(3) == null ? PORT : Integer.parseInt(parts.group(3));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}

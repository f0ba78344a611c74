package ai.clara.llm;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a service listens and what it wants to see.
 *
 * @param service as a person calls it, for sentences
 * @param baseUrl without the path of a call, with or without a slash at its end
 * @param key empty for services that want none
 * @param headers sent with every call, and only to the host of {@code baseUrl}
 */
public record Endpoint(String service, URI baseUrl, Optional<String> key, Map<String, String> headers) {
    public Endpoint {
        headers = Map.copyOf(headers);
    }

    /** Whether an address is of this service. */
    public boolean serves(URI address) {
        return Objects.equals(baseUrl.getScheme(), address.getScheme())
                && Objects.equals(baseUrl.getHost(), address.getHost())
                && baseUrl.getPort() == address.getPort();
    }

    /** Without the key and headers. */
    @Override
    public String toString() {
        return service + " at " + baseUrl;
    }
}

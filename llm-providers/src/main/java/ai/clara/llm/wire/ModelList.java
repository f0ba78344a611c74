package ai.clara.llm.wire;

import ai.clara.llm.Endpoint;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Which models a service offers. */
public final class ModelList {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long BODY_BYTES_MAX = 16L << 20;

    private ModelList() {}

    /**
     * The names as the service wants to hear them, in its order.
     *
     * @param bound how long the whole call may take
     * @throws ModelException when they cannot be had
     */
    public static List<String> of(Endpoint endpoint, Dialect dialect, Duration bound) {
        var sent = Connections.client()
                .sendAsync(
                        request(endpoint, dialect),
                        BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), BODY_BYTES_MAX));
        HttpResponse<String> response = await(sent, endpoint.service(), bound);
        if (response.statusCode() / 100 != 2) {
            throw Complaint.of(response.statusCode(), response.body())
                    .problem(endpoint.service(), "asked for", Optional.empty());
        }
        return names(response.body(), endpoint.service());
    }

    private static HttpRequest request(Endpoint endpoint, Dialect dialect) {
        try {
            URI address = dialect.models(endpoint);
            var request = HttpRequest.newBuilder(address).setHeader("Accept", "application/json");
            dialect.headers(endpoint, address).forEach(request::setHeader);
            return request.build();
        } catch (IllegalArgumentException e) {
            throw Failures.unsendable(endpoint.service());
        }
    }

    private static HttpResponse<String> await(
            CompletableFuture<HttpResponse<String>> sent, String service, Duration bound) {
        try {
            return sent.get(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new ModelException(Kind.TIMEOUT, service + " did not answer in time.", e);
        } catch (ExecutionException e) {
            throw Failures.unreachable(service, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException(Kind.CANCELLED, "The list of models was not waited for.", e);
        } finally {
            sent.cancel(true);
        }
    }

    private static List<String> names(String body, String service) {
        try {
            JsonNode data = JSON.readTree(body).path("data");
            // Ollama has null for an empty list.
            if (!data.isArray() && !data.isNull()) {
                throw Failures.strange(service);
            }
            return data.valueStream()
                    .map(model -> model.path("id").asText(""))
                    .filter(name -> !name.isBlank())
                    .toList();
        } catch (JsonProcessingException e) {
            throw Failures.strange(service);
        }
    }
}

package ai.clara.llm.wire;

import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a service says when it does not answer: a status, and the words of its error object. Its sentence is never passed on, because
 * it may repeat what was sent; only its short words are, and only to the log.
 *
 * @param status the HTTP status; 200 for an error inside a stream
 */
record Complaint(int status, Optional<String> type, Optional<String> code) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Set<String> NO_MONEY =
            Set.of("insufficient_quota", "billing_error", "insufficient_balance", "billing_hard_limit_reached");
    private static final Set<String> CONTENT =
            Set.of("content_filter", "content_policy_violation", "moderation", "moderation_blocked");
    private static final Set<String> MALFORMED = Set.of("invalid_request_error", "bad_request", "request_too_large");
    private static final Set<String> KEY = Set.of("authentication_error", "permission_error", "invalid_api_key");

    /** A whole body beside a status; the body need not be JSON. */
    static Complaint of(int status, String body) {
        return parse(body)
                .flatMap(Complaint::error)
                .map(error -> of(status, error))
                .orElseGet(() -> bare(status));
    }

    /** The error object in the data of an event or in a body; empty when it is not one. */
    static Optional<Complaint> in(String event, String data) {
        if (event.equals("error")) {
            return Optional.of(of(200, data));
        }
        // Looked for before parsing, because nearly every event is not one. Quotes inside of texts are escaped.
        if (!data.contains("\"error\"")) {
            return Optional.empty();
        }
        return parse(data).flatMap(Complaint::error).map(error -> of(200, error));
    }

    private static Complaint bare(int status) {
        return new Complaint(status, Optional.empty(), Optional.empty());
    }

    private static Complaint of(int status, JsonNode error) {
        var code = word(error.path("code"));
        int told = status == 200 ? code.flatMap(Complaint::number).orElse(200) : status;
        return new Complaint(told, word(error.path("type")), code);
    }

    private static Optional<JsonNode> parse(String body) {
        try {
            return Optional.ofNullable(JSON.readTree(body));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> error(JsonNode root) {
        JsonNode error = root.path("error");
        return error.isObject() || error.isTextual() ? Optional.of(error) : Optional.empty();
    }

    private static Optional<String> word(JsonNode node) {
        String text = node.asText("");
        return WORD.matcher(text).matches() ? Optional.of(text.toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    private static Optional<Integer> number(String code) {
        return code.matches("[1-5][0-9][0-9]") ? Optional.of(Integer.valueOf(code)) : Optional.empty();
    }

    /** In our words. */
    ModelException problem(String service, String model, Optional<Duration> retryAfter) {
        if (says(NO_MONEY) || status == 402) {
            return new ModelException(
                    Kind.REFUSED, service + " says that the account's credit or quota is used up.", cause());
        }
        if (says(CONTENT)) {
            return new ModelException(Kind.REFUSED, service + " refused this content.", cause());
        }
        if (status == 401 || status == 403 || says(KEY)) {
            return new ModelException(Kind.REFUSED, service + " refused the key, or the key may not do this.", cause());
        }
        return byStatus(service, model, retryAfter);
    }

    private ModelException byStatus(String service, String model, Optional<Duration> retryAfter) {
        if (says(Set.of("model_not_found", "not_found_error")) || status == 404) {
            return new ModelException(
                    Kind.BAD_REQUEST,
                    service + " does not know the model " + model + ", or its address is wrong.",
                    cause());
        }
        if (status == 408) {
            return new ModelException(Kind.TIMEOUT, service + " did not answer in time.", cause(), retryAfter);
        }
        if (status / 100 == 3) {
            return new ModelException(
                    Kind.BAD_REQUEST, service + " points to another address, which is not followed.", cause());
        }
        boolean malformed = status == 200 ? says(MALFORMED) : status / 100 == 4 && status != 429 && status != 425;
        if (malformed) {
            return new ModelException(Kind.BAD_REQUEST, service + " refused the request.", cause());
        }
        return new ModelException(
                Kind.OVERLOADED, service + " is overloaded or has a problem of its own.", cause(), retryAfter);
    }

    private boolean says(Set<String> words) {
        return type.filter(words::contains).isPresent()
                || code.filter(words::contains).isPresent();
    }

    /** For the log: short words only. */
    private IOException cause() {
        return new IOException("status " + status + ", type " + type.orElse("none") + ", code " + code.orElse("none"));
    }
}

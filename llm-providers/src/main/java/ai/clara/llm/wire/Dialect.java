package ai.clara.llm.wire;

import ai.clara.llm.Endpoint;
import ai.clara.llm.wire.EventReader.Event;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** The two ways in which services are spoken to. */
public enum Dialect {
    OPENAI("models") {
        @Override
        void sign(Map<String, String> headers, String key) {
            headers.put("Authorization", "Bearer " + key);
        }
    },
    ANTHROPIC("models?limit=1000") {
        @Override
        void sign(Map<String, String> headers, String key) {
            headers.put("x-api-key", key);
        }

        @Override
        void describe(Map<String, String> headers) {
            headers.put("anthropic-version", "2023-06-01");
        }

        /** Its library passes over what has no name, so events of gateways that leave the name out get it from their data. */
        @Override
        String nameOf(Event event) throws JsonProcessingException {
            return event.name().isEmpty() ? type(event.data()) : event.name();
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();
    private final String models;

    Dialect(String models) {
        this.models = models;
    }

    abstract void sign(Map<String, String> headers, String key);

    void describe(Map<String, String> headers) {}

    /** The name of an event, empty where names mean nothing; fails when its data cannot be of this dialect. */
    String nameOf(Event event) throws JsonProcessingException {
        return event.name();
    }

    private static String type(String data) throws JsonProcessingException {
        return JSON.readValue(data, ObjectNode.class).path("type").asText("");
    }

    /** What a call carries beside its content; nothing of it goes to an address of somebody else. */
    Map<String, String> headers(Endpoint endpoint, URI address) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("User-Agent", "clara");
        describe(headers);
        if (endpoint.serves(address)) {
            headers.putAll(endpoint.headers());
            endpoint.key().ifPresent(key -> sign(headers, key));
        }
        return headers;
    }

    /** Where the names of the models are listed. */
    URI models(Endpoint endpoint) {
        String base = endpoint.baseUrl().toString();
        return URI.create(base + (base.endsWith("/") ? "" : "/") + models);
    }
}

package ai.clara.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;

/** What a request gets; without a body when it is the missing node. */
record Answer(int status, JsonNode body, Map<String, String> headers) {
    static Answer ok(JsonNode body) {
        return new Answer(200, body, Map.of());
    }

    static Answer done() {
        return new Answer(204, MissingNode.getInstance(), Map.of());
    }

    static Answer denied(Denial denial) {
        return new Answer(
                denial.status(),
                Json.object().put("message", denial.getMessage()).put("code", denial.code()),
                Map.of());
    }

    Answer with(Map<String, String> more) {
        return new Answer(status, body, more);
    }
}

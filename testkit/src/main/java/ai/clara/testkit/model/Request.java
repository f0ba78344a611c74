package ai.clara.testkit.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a client asked.
 *
 * @param number its place among all chat requests of this server, from 1
 * @param headers by lower-case name, the first value of each
 * @param json the body as it came
 */
public record Request(
        int number,
        String model,
        List<Message> messages,
        boolean streamed,
        Map<String, String> headers,
        JsonNode json) {
    public Request {
        messages = List.copyOf(messages);
        headers = Map.copyOf(headers);
    }

    /** One message; parts that are not text stand as their type in brackets. */
    public record Message(String role, String text) {}

    /** All texts in order, each message on lines of its own. */
    public String prompt() {
        return messages.stream().map(Message::text).collect(Collectors.joining("\n"));
    }

    /** The text of the last message, which is the one to answer; empty without any. */
    public String lastText() {
        return messages.isEmpty() ? "" : messages.getLast().text();
    }

    static Request parse(int number, JsonNode json, Map<String, String> headers) {
        var messages = json.path("messages")
                .valueStream()
                .map(message -> new Message(message.path("role").asText(), text(message.path("content"))))
                .toList();
        return new Request(
                number,
                json.path("model").asText(),
                messages,
                json.path("stream").asBoolean(),
                headers,
                json);
    }

    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        return content.valueStream()
                .map(part -> part.path("type").asText().equals("text")
                        ? part.path("text").asText()
                        : "[" + part.path("type").asText() + "]")
                .collect(Collectors.joining("\n"));
    }
}

package ai.clara.testkit.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a client asked.
 *
 * @param number its place among all chat requests of this server, from 1
 * @param messages in order; the system text of Anthropic's format is the first of them
 * @param headers by lower-case name, the first value of each
 * @param json the body as it came
 * @param path without the query
 */
public record Request(
        int number,
        String model,
        List<Message> messages,
        boolean streamed,
        Map<String, String> headers,
        JsonNode json,
        String path,
        Wire wire) {
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

    /** The images of all messages in order, each as its address, which is a {@code data:} URL when the bytes came along. */
    public List<String> images() {
        return json.path("messages")
                .valueStream()
                .flatMap(message -> message.path("content").valueStream())
                .flatMap(Request::image)
                .toList();
    }

    static Request parse(int number, JsonNode json, Map<String, String> headers, String path, Wire wire) {
        Stream<Message> system = json.path("system").isMissingNode()
                ? Stream.of()
                : Stream.of(new Message("system", text(json.path("system"))));
        Stream<Message> messages = json.path("messages")
                .valueStream()
                .map(message -> new Message(message.path("role").asText(), text(message.path("content"))));
        return new Request(
                number,
                json.path("model").asText(),
                Stream.concat(system, messages).toList(),
                json.path("stream").asBoolean(),
                headers,
                json,
                path,
                wire);
    }

    private static Stream<String> image(JsonNode part) {
        return switch (part.path("type").asText()) {
            case "image_url" -> Stream.of(part.path("image_url").path("url").asText());
            case "image" -> Stream.of(address(part.path("source")));
            default -> Stream.of();
        };
    }

    private static String address(JsonNode source) {
        return source.path("type").asText().equals("base64")
                ? "data:" + source.path("media_type").asText() + ";base64,"
                        + source.path("data").asText()
                : source.path("url").asText();
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

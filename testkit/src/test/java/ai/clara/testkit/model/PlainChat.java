package ai.clara.testkit.model;

import ai.clara.spi.chat.Part;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.ChatStream;
import ai.clara.testkit.EchoModels;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;

/** The smallest client that keeps the contract; it shows that the contract can be kept. */
final class PlainChat implements ChatModel {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Wire wire;
    private final String base;
    private final String name;
    private final Clock clock;

    PlainChat(Wire wire, String base, String name, Clock clock) {
        this.wire = wire;
        this.base = base;
        this.name = name;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        String path = wire == Wire.OPENAI ? "/chat/completions" : "/messages";
        String key = wire == Wire.OPENAI ? "Authorization" : "x-api-key";
        var post = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .header(key, ContractTable.KEY)
                .POST(BodyPublishers.ofString(body(request).toString()))
                .build();
        return PlainStream.open(http, post, wire, name, Duration.between(clock.instant(), request.deadline()), clock);
    }

    private ObjectNode body(ChatRequest request) {
        ObjectNode body =
                JSON.createObjectNode().put("model", name).put("stream", true).put("max_tokens", 100);
        if (wire == Wire.OPENAI) {
            body.putObject("stream_options").put("include_usage", true);
        }
        ArrayNode content =
                body.putArray("messages").addObject().put("role", "user").putArray("content");
        content.addObject().put("type", "text").put("text", EchoModels.render(request));
        for (Part part : request.message().parts()) {
            if (part instanceof Part.Image(String type, URI source)) {
                image(content.addObject(), type, source.toString());
            }
        }
        return body;
    }

    private void image(ObjectNode part, String type, String address) {
        if (wire == Wire.OPENAI) {
            part.put("type", "image_url").putObject("image_url").put("url", address);
        } else {
            part.put("type", "image")
                    .putObject("source")
                    .put("type", "base64")
                    .put("media_type", type)
                    .put("data", address.substring(address.indexOf(',') + 1));
        }
    }
}

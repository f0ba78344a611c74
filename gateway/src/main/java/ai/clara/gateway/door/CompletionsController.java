package ai.clara.gateway.door;

import ai.clara.gateway.wire.Refusal;
import ai.clara.spi.id.Ids;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** {@code /v1/chat/completions}: one message of a person, and Clara's answer to it. */
@Controller("/v1/chat/completions")
final class CompletionsController {
    private final JsonMapper json;
    private final Ids ids;
    private final Conversation conversation;

    CompletionsController(JsonMapper json, Ids ids, Conversation conversation) {
        this.json = json;
        this.ids = ids;
        this.conversation = conversation;
    }

    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    CompletableFuture<HttpResponse<?>> complete(HttpRequest<?> request, @Body byte[] body) {
        Asked asked = Asked.of(read(body));
        return conversation.ask(
                Knock.of(KeyFilter.keyOf(request), request.getHeaders(), asked.user(), ids.next()), asked);
    }

    private JsonNode read(byte[] body) {
        try {
            return Optional.ofNullable(json.readValue(body, Argument.of(JsonNode.class)))
                    .orElseGet(JsonNode::nullNode);
        } catch (IOException e) {
            throw new Refusal(
                    400, "The request is not JSON that Clara can read; send one object with model and messages.");
        }
    }
}

package ai.clara.gateway.wire;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What the server itself refuses, in the same shape. Its own words name classes and routes, so they are not passed on. */
@Singleton
final class FaultPage implements ErrorResponseProcessor<String> {
    @Override
    public MutableHttpResponse<String> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        int status = response.code();
        String sentence = sentence(status, context.getRequest().getMethod());
        return response.contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(
                        context.getRequest().getMethod() == HttpMethod.HEAD
                                ? null
                                : ErrorShape.json(status, sentence, Optional.empty(), Optional.empty()));
    }

    private static String sentence(int status, HttpMethod method) {
        return switch (status) {
            case 404 -> "There is no such page; the pages are /v1/chat/completions, /v1/models and /health.";
            case 405 -> "This page does not take " + method.name() + "; POST to /v1/chat/completions, GET the others.";
            case 406 -> "This page answers in JSON or as an event stream; ask for one of them in Accept.";
            case 413 -> "That request is too large; send fewer or smaller images, and only the end of the history.";
            case 415 -> "Send the request as JSON with Content-Type: application/json.";
            default ->
                status >= 500
                        ? "Something went wrong inside Clara; try again, and look into her log if it happens again."
                        : "Clara could not read that request; send JSON in the format of OpenAI's chat completions.";
        };
    }
}

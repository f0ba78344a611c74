package ai.clara.gateway.wire;

import java.util.Optional;

/** OpenAI's error object. */
final class ErrorShape {
    private ErrorShape() {}

    static String json(int status, String sentence, Optional<String> param, Optional<String> code) {
        return "{\"error\":{\"message\":" + Quoted.of(sentence) + ",\"type\":\"" + type(status) + "\",\"param\":"
                + param.map(Quoted::of).orElse("null") + ",\"code\":"
                + code.map(Quoted::of).orElse("null") + "}}";
    }

    private static String type(int status) {
        if (status >= 500) {
            return "server_error";
        }
        return status == 429 ? "rate_limit_error" : "invalid_request_error";
    }
}

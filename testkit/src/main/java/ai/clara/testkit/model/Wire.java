package ai.clara.testkit.model;

import java.util.Arrays;
import java.util.Optional;

/** The wire formats the server speaks; the path of a request tells which is meant. */
public enum Wire {
    OPENAI("/chat/completions"),
    ANTHROPIC("/messages");

    private final String path;

    Wire(String path) {
        this.path = path;
    }

    static Optional<Wire> of(String path) {
        return Arrays.stream(values()).filter(wire -> path.endsWith(wire.path)).findFirst();
    }

    Dialect dialect(Request request) {
        return switch (this) {
            case OPENAI -> new OpenAiDialect(request);
            case ANTHROPIC -> new AnthropicDialect(request);
        };
    }
}

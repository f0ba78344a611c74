package ai.clara.llm.catalog;

import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One real completion, to see whether a model answers. */
final class Trial {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SHOWN_CHARS_MAX = 300;

    private Trial() {}

    /**
     * The answer in one line.
     *
     * @throws ModelException when there is none
     */
    static String of(ChatModel model, Clock clock) {
        var text = new StringBuilder();
        try (var stream = model.stream(request(clock))) {
            while (stream.next() instanceof ChatDelta.Text(String piece)) {
                text.append(piece);
            }
        }
        String line = text.toString().strip().replaceAll("\\s+", " ");
        if (line.isEmpty()) {
            throw new ModelException(Kind.TRUNCATED, model.name() + " gave an empty answer.");
        }
        return line.length() <= SHOWN_CHARS_MAX ? line : line.substring(0, SHOWN_CHARS_MAX - 3) + "...";
    }

    private static ChatRequest request(Clock clock) {
        return new ChatRequest(
                Map.of(),
                new ChatMessage.FromPerson(
                        "Operator", clock.instant(), List.of(new Part.Text("Say hello in one short sentence."))),
                Optional.empty(),
                clock.instant().plus(PATIENCE));
    }
}

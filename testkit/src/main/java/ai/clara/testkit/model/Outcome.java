package ai.clara.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.ChatStream;
import ai.clara.spi.model.ModelException;
import java.util.List;
import java.util.Optional;

/**
 * What a reader got from one stream: text, then an end or a failure.
 *
 * @param end exactly when there is no failure
 */
record Outcome(String text, Optional<ChatDelta.Finished> end, Optional<ModelException> failure) {
    /** Asks and reads to the end. */
    static Outcome of(ChatModel model, ChatRequest request) {
        try (ChatStream stream = model.stream(request)) {
            return read(stream);
        } catch (ModelException e) {
            return new Outcome("", Optional.empty(), Optional.of(e));
        }
    }

    /** Reads to the end. */
    static Outcome read(ChatStream stream) {
        var text = new StringBuilder();
        try {
            while (true) {
                switch (stream.next()) {
                    case ChatDelta.Text(String piece) -> text.append(piece);
                    case ChatDelta.Finished finished -> {
                        return new Outcome(text.toString(), Optional.of(finished), Optional.empty());
                    }
                }
            }
        } catch (ModelException e) {
            return new Outcome(text.toString(), Optional.empty(), Optional.of(e));
        }
    }

    ChatDelta.Finished finished(String when) {
        failure.ifPresent(e -> fail(when + ": ended by " + e.kind(), e));
        return end.orElseThrow();
    }

    ModelException failed(String when) {
        end.ifPresent(finished -> fail(when + ": passed for a whole answer: " + finished + " after " + text));
        ModelException e = failure.orElseThrow();
        assertThat(e.getMessage()).as(when).isNotBlank().doesNotContain("\n").endsWith(".");
        return e;
    }

    ModelException failed(String when, ModelException.Kind... kinds) {
        ModelException e = failed(when);
        if (!List.of(kinds).contains(e.kind())) {
            fail(when + ": ended by " + e.kind() + ", not " + List.of(kinds), e);
        }
        return e;
    }
}

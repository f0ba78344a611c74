package ai.clara.memory.graph;

import ai.clara.spi.chat.TokenUsage;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.ChatStream;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.Models;
import ai.clara.spi.model.Tier;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A fake: memory's own model answers what a test says, and keeps what it was shown. */
final class FakeReader implements Models {
    static final String OTTO =
            "[{\"message\": 1, \"quote\": \"I answer to Otto\", \"from\": \"I\", \"predicate\": \"boss\", \"to\": \"Otto\"}]";

    /** The block of messages of each request. */
    final List<String> shown = new ArrayList<>();

    boolean own = true;
    UnaryOperator<String> answers = _ -> OTTO;

    /** From now on it fails so. */
    void fails(ModelException.Kind kind) {
        answers = _ -> {
            throw new ModelException(kind, "The model is not there.");
        };
    }

    /** Wiring with it in place of the catalogue. */
    void wire(ApplicationContext context) {
        context.registerBeanDefinition(RuntimeBeanDefinition.builder(Models.class, () -> this)
                .singleton(true)
                .replaces(Models.class)
                .build());
    }

    @Override
    public boolean hasOwn(Role role) {
        return own && role == Role.MEMORY;
    }

    @Override
    public String because() {
        return "model: a fake, because a test asked for it";
    }

    @Override
    public ChatModel chat(Role role, Optional<Tier> tier) {
        return new ChatModel() {
            @Override
            public String name() {
                return "small-model";
            }

            @Override
            public ChatStream stream(ChatRequest request) {
                shown.add(request.message().plainText());
                return new Words(answers.apply(request.message().plainText()));
            }
        };
    }

    private static final class Words implements ChatStream {
        private final String text;
        private boolean told;

        Words(String text) {
            this.text = text;
        }

        @Override
        public ChatDelta next() {
            if (told) {
                return new ChatDelta.Finished(ChatDelta.Reason.STOP, TokenUsage.NONE, "small-model");
            }
            told = true;
            return new ChatDelta.Text(text);
        }

        @Override
        public void close() {}
    }
}

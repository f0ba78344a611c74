package ai.clara.engine.summary;

import ai.clara.spi.chat.TokenUsage;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.ChatStream;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.Models;
import ai.clara.spi.model.Tier;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Talks with fixed words, and summarises as a test says. */
final class Scribe implements Models {
    final List<ChatRequest> talks = new CopyOnWriteArrayList<>();
    final List<ChatRequest> transcripts = new CopyOnWriteArrayList<>();
    volatile boolean generative = true;
    volatile Function<ChatRequest, String> answers = request -> "Noted.";
    volatile Function<ChatRequest, String> retells = request -> "The minutes.";

    /** From now on every summary fails so. */
    void fails(ModelException.Kind kind) {
        retells = request -> {
            throw new ModelException(kind, "It failed.");
        };
    }

    /** What the model was given for the summary of this number, from 1. */
    String transcript(int number) {
        return transcripts.get(number - 1).message().plainText();
    }

    /** The newest request of the talk that ends with these words. */
    ChatRequest talk(String text) {
        return talks.stream()
                .filter(request -> request.message().plainText().equals(text))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Override
    public ChatModel chat(Role role, Optional<Tier> tier) {
        return new ChatModel() {
            @Override
            public String name() {
                return role == Role.MEMORY ? "scribe" : "talker";
            }

            @Override
            public boolean generative() {
                return generative;
            }

            @Override
            public ChatStream stream(ChatRequest request) {
                if (role == Role.TALK) {
                    talks.add(request);
                    return new Words(answers.apply(request), name());
                }
                transcripts.add(request);
                return new Words(retells.apply(request), name());
            }
        };
    }

    @Override
    public String because() {
        return "model: a scribe, because a test asked for it";
    }

    private static final class Words implements ChatStream {
        private final String text;
        private final String model;
        private boolean told;

        Words(String text, String model) {
            this.text = text;
            this.model = model;
        }

        @Override
        public ChatDelta next() {
            if (told) {
                return new ChatDelta.Finished(ChatDelta.Reason.STOP, TokenUsage.NONE, model);
            }
            told = true;
            return new ChatDelta.Text(text);
        }

        @Override
        public void close() {}
    }
}

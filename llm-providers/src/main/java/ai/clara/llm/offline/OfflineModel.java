package ai.clara.llm.offline;

import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.ChatStream;
import jakarta.inject.Singleton;

/** Answers without a language model. The same request always gets the same answer, since nothing but the request is read. */
@Singleton
public final class OfflineModel implements ChatModel {
    static final String NAME = "offline";

    private final IntentReader intents = new IntentReader();
    private final Answers answers = new Answers();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean generative() {
        return false;
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        Reading reading = Reading.of(request);
        return new WordStream(answers.to(intents.read(reading.text()), reading));
    }
}

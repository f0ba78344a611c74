package ai.clara.testkit.model;

import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** What every part of the contract uses: a server, and a model that is a client of it. */
abstract class ContractTable {
    /** The key a model under test sends. */
    protected static final String KEY = "sk-contract-4711-secret";

    /** For what must come; nothing is measured with it. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    static final String PERSONA = "You are Clara, and kind.";
    static final String NAME = "contract-model";

    /** The server a model under test talks to. */
    protected final ModelServer server = ModelServer.echo();

    private Optional<ChatModel> made = Optional.empty();

    /** A model of this name that speaks {@link #wire()} with the server, with {@link #KEY} and {@link #clock()}. */
    protected abstract ChatModel model(ModelServer server, String name);

    /** What the model under test speaks. */
    protected abstract Wire wire();

    /** The clock of deadlines. */
    protected Clock clock() {
        return Clock.systemUTC();
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    /** One for all calls of a case, so that what a fault leaves behind shows in the next call. */
    ChatModel model() {
        if (made.isEmpty()) {
            made = Optional.of(model(server, NAME));
        }
        return made.get();
    }

    ChatRequest request() {
        return request("hi", PATIENCE);
    }

    ChatRequest request(String text, Duration untilDeadline) {
        return request(List.of(new Part.Text(text)), untilDeadline);
    }

    ChatRequest request(List<Part> parts, Duration untilDeadline) {
        var now = clock().instant();
        return new ChatRequest(
                Map.of(PromptSlot.PERSONA, new SectionContent.Prose(PERSONA)),
                new ChatMessage.FromPerson("Anna", now, parts),
                Optional.empty(),
                now.plus(untilDeadline));
    }

    /** What comes of it when the server plays this. */
    Outcome outcome(Script script) {
        return outcome(script, PATIENCE);
    }

    Outcome outcome(Script script, Duration untilDeadline) {
        server.answer(request -> script);
        return Outcome.of(model(), request("hi", untilDeadline));
    }

    /** The newest call. */
    Call lastCall() {
        return server.awaitCall(Math.max(1, server.calls().size()), PATIENCE);
    }
}

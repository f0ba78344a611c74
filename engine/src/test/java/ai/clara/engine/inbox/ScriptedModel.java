package ai.clara.engine.inbox;

import ai.clara.spi.chat.TokenUsage;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.ChatStream;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.Models;
import ai.clara.spi.model.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Answers by what the message says: {@code hold <key>} shows a piece and waits to be released or closed, {@code fail} fails,
 * {@code say <words>} says the words, {@code stand in} is answered by another model, anything else is answered with its own words in two pieces.
 */
final class ScriptedModel implements ChatModel, Models {
    static final TokenUsage USAGE = new TokenUsage(3, 4);

    final List<Optional<Tier>> tiers = new CopyOnWriteArrayList<>();
    final List<ChatRequest> requests = new CopyOnWriteArrayList<>();
    private final ConcurrentHashMap<String, CountDownLatch> holds = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, CountDownLatch> closed = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public ChatModel chat(Role role, Optional<Tier> tier) {
        tiers.add(tier);
        return this;
    }

    @Override
    public String because() {
        return "model: scripted, because a test asked for it";
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        requests.add(request);
        String text = request.message().plainText();
        if (text.startsWith("fail")) {
            throw new ModelException(ModelException.Kind.OVERLOADED, "The model is overloaded.");
        }
        List<String> pieces = new ArrayList<>();
        if (text.startsWith("say ")) {
            pieces.add(text.substring("say ".length()));
        } else {
            pieces.add("you said: ");
            pieces.add(text);
        }
        return new Script(text, pieces);
    }

    void release(String text) {
        latch(holds, text).countDown();
    }

    boolean awaitHeld(String text) throws InterruptedException {
        return latch(held, text).await(20, TimeUnit.SECONDS);
    }

    boolean awaitClosed(String text) throws InterruptedException {
        return latch(closed, text).await(20, TimeUnit.SECONDS);
    }

    ChatRequest requestFor(String text) {
        return requests.stream()
                .filter(request -> request.message().plainText().equals(text))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static CountDownLatch latch(ConcurrentHashMap<String, CountDownLatch> latches, String key) {
        return latches.computeIfAbsent(key, k -> new CountDownLatch(1));
    }

    private final class Script implements ChatStream {
        private final String text;
        private final List<String> pieces;
        private volatile boolean cancelled;
        private int at;

        Script(String text, List<String> pieces) {
            this.text = text;
            this.pieces = pieces;
        }

        @Override
        public ChatDelta next() {
            if (at == 1 && text.startsWith("hold")) {
                hold();
            }
            if (cancelled) {
                throw new ModelException(ModelException.Kind.CANCELLED, "closed");
            }
            return at < pieces.size()
                    ? new ChatDelta.Text(pieces.get(at++))
                    : new ChatDelta.Finished(
                            ChatDelta.Reason.STOP, USAGE, text.startsWith("stand in") ? "understudy" : "scripted");
        }

        private void hold() {
            latch(held, text).countDown();
            try {
                if (!latch(holds, text).await(30, TimeUnit.SECONDS)) {
                    throw new ModelException(ModelException.Kind.TIMEOUT, "nobody released " + text);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            if (at < pieces.size() || text.startsWith("hold")) {
                cancelled = true;
                latch(closed, text).countDown();
                latch(holds, text).countDown();
            }
        }
    }
}

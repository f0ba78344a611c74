package ai.clara.llm.resilience;

import ai.clara.spi.chat.TokenUsage;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.ChatStream;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Plays one scene per call; the last scene is played again and again. */
final class ScriptedChat implements ChatModel {
    /** What one call does: says these words, then ends well or fails. */
    private record Scene(List<String> words, Optional<ModelException> failure, Optional<CountDownLatch> until) {}

    private final String name;
    private final Deque<Scene> scenes = new ArrayDeque<>();
    private int calls;
    private int closes;

    ScriptedChat(String name) {
        this.name = name;
    }

    ScriptedChat answers(String... words) {
        scenes.add(new Scene(List.of(words), Optional.empty(), Optional.empty()));
        return this;
    }

    ScriptedChat fails(Kind kind, String... wordsBefore) {
        scenes.add(new Scene(List.of(wordsBefore), Optional.of(problem(kind, Optional.empty())), Optional.empty()));
        return this;
    }

    ScriptedChat asksToWait(Duration wait) {
        scenes.add(new Scene(List.of(), Optional.of(problem(Kind.OVERLOADED, Optional.of(wait))), Optional.empty()));
        return this;
    }

    /** Says nothing until it is closed. */
    ScriptedChat hangs() {
        scenes.add(new Scene(List.of(), Optional.empty(), Optional.of(new CountDownLatch(1))));
        return this;
    }

    int calls() {
        return calls;
    }

    int closes() {
        return closes;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        calls++;
        Scene scene = scenes.size() > 1 ? scenes.remove() : scenes.element();
        var left = new ArrayDeque<>(new ArrayList<>(scene.words()));
        return new ChatStream() {
            @Override
            public ChatDelta next() {
                scene.until().ifPresent(latch -> {
                    try {
                        latch.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw problem(Kind.CANCELLED, Optional.empty());
                });
                if (!left.isEmpty()) {
                    return new ChatDelta.Text(left.remove());
                }
                if (scene.failure().isPresent()) {
                    throw scene.failure().get();
                }
                return new ChatDelta.Finished(ChatDelta.Reason.STOP, TokenUsage.NONE, name);
            }

            @Override
            public void close() {
                closes++;
                scene.until().ifPresent(CountDownLatch::countDown);
            }
        };
    }

    private ModelException problem(Kind kind, Optional<Duration> retryAfter) {
        return new ModelException(
                kind, "House of " + name + " failed.", new IllegalStateException(kind.name()), retryAfter);
    }
}

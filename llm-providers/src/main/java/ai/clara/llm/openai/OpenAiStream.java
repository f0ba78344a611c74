package ai.clara.llm.openai;

import ai.clara.spi.chat.TokenUsage;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatStream;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Callbacks of the vendor library as a stream that is read. The library tells nothing dependable after a cancel and calls a lost
 * connection complete, so this keeps its own state: the first ending counts and what comes later is dropped.
 */
final class OpenAiStream implements ChatStream {
    private static final Duration FIRST_WORD_MAX = Duration.ofSeconds(60);
    private static final String WHO = "The model service";

    /** What a callback left for the reader. */
    private sealed interface Signal {
        record Piece(String text) implements Signal {}

        record End(ChatDelta.Reason reason, TokenUsage usage) implements Signal {}

        record Failure(ModelException problem) implements Signal {}
    }

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final long endNanos;
    private long waitNanos;
    private boolean ended;
    private boolean closed;
    private final Runnable hangUp;
    private final String model;

    /** @param hangUp closes the connection; called once, when nobody reads on */
    OpenAiStream(String model, Duration untilDeadline, Runnable hangUp) {
        this.model = model;
        this.hangUp = hangUp;
        this.endNanos = System.nanoTime() + untilDeadline.toNanos();
        this.waitNanos = FIRST_WORD_MAX.toNanos();
    }

    @Override
    public ChatDelta next() {
        Signal signal = await();
        return switch (signal) {
            case Signal.Piece(String text) -> {
                waitNanos = Long.MAX_VALUE;
                yield new ChatDelta.Text(text);
            }
            case Signal.End(var reason, var usage) -> new ChatDelta.Finished(reason, usage, model);
            case Signal.Failure(ModelException problem) -> throw problem;
        };
    }

    private Signal await() {
        try {
            Signal signal = signals.poll(Math.min(waitNanos, endNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (signal != null) {
                return signal;
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new ModelException(Kind.CANCELLED, "The answer was stopped.", e);
        }
        close();
        throw new ModelException(Kind.TIMEOUT, WHO + " did not answer in time.");
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (!ended) {
                ended = true;
                signals.clear();
                signals.add(new Signal.Failure(new ModelException(Kind.CANCELLED, "The answer was stopped.")));
            }
        }
        hangUp.run();
    }

    private synchronized void piece(String text) {
        if (!ended && !text.isEmpty()) {
            signals.add(new Signal.Piece(text));
        }
    }

    private synchronized void end(Signal signal) {
        if (!ended) {
            ended = true;
            signals.add(signal);
        }
    }

    StreamingChatResponseHandler handler() {
        return new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String text) {
                piece(text);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                end(ending(response));
            }

            @Override
            public void onError(Throwable problem) {
                end(new Signal.Failure(Wire.translate(problem, WHO)));
            }
        };
    }

    private static Signal ending(ChatResponse response) {
        FinishReason reason = response.finishReason();
        return switch (reason) {
            case null ->
                new Signal.Failure(
                        new ModelException(Kind.TRUNCATED, "The answer broke off: the connection was lost."));
            case LENGTH -> new Signal.End(ChatDelta.Reason.LENGTH, usage(response));
            case CONTENT_FILTER ->
                new Signal.Failure(new ModelException(Kind.REFUSED, WHO + " refused to answer this."));
            case STOP, TOOL_EXECUTION, OTHER -> new Signal.End(ChatDelta.Reason.STOP, usage(response));
        };
    }

    private static TokenUsage usage(ChatResponse response) {
        var usage = response.tokenUsage();
        if (usage == null) {
            return TokenUsage.NONE;
        }
        return new TokenUsage(count(usage.inputTokenCount()), count(usage.outputTokenCount()));
    }

    private static long count(@Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }
}

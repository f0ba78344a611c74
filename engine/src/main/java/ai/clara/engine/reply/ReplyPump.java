package ai.clara.engine.reply;

import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.chat.TokenUsage;
import ai.clara.spi.fault.Fault;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.ChatStream;
import ai.clara.spi.model.ModelException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Carries a model's deltas into a reply until the answer is whole, the reply is ended, or its time is up. */
@Singleton
public final class ReplyPump {
    /** A model that never stops is stopped here. */
    private static final int ANSWER_CHARS_MAX = 100_000;

    private final Clock clock;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("turn-deadlines").factory());

    ReplyPump(Clock clock) {
        this.clock = clock;
        // Else an alarm would keep the answer of its turn in memory until it is due.
        timer.setRemoveOnCancelPolicy(true);
    }

    /** @throws ModelException when the model fails, or the reply is ended before the answer is whole */
    public Answer pump(ChatModel model, ChatRequest request, Reply reply) {
        Duration left = Duration.between(clock.instant(), request.deadline());
        Future<?> alarm = timer.schedule(
                () -> reply.end(Reply.State.EXPIRED), Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
        try (ChatStream stream = model.stream(request)) {
            reply.onEnd(stream::close);
            return read(stream, reply, model.name());
        } finally {
            alarm.cancel(false);
            reply.onEnd(() -> {});
        }
    }

    @PreDestroy
    void shutdown() {
        timer.shutdownNow();
    }

    /** @param asked who answers, unless another one stands in */
    private static Answer read(ChatStream stream, Reply reply, String asked) {
        var text = new StringBuilder();
        TokenUsage usage = TokenUsage.NONE;
        String model = asked;
        boolean whole = false;
        while (!whole) {
            switch (next(stream, reply)) {
                case ChatDelta.Text(String piece) -> {
                    String shown = storable(piece);
                    text.append(shown);
                    reply.emit(new ReplyEvent.Text(shown));
                    Fault.point("turn.streaming");
                    whole = text.length() >= ANSWER_CHARS_MAX;
                }
                case ChatDelta.Finished finished -> {
                    usage = finished.usage();
                    model = finished.model().isBlank() ? asked : finished.model();
                    whole = true;
                }
            }
        }
        if (text.toString().isBlank()) {
            throw new ModelException(
                    ModelException.Kind.TRUNCATED, "The model gave an empty answer; please ask again.");
        }
        return new Answer(text.toString(), usage, model);
    }

    private static ChatDelta next(ChatStream stream, Reply reply) {
        if (reply.state() != Reply.State.RUNNING) {
            throw new ModelException(ModelException.Kind.CANCELLED, "The answer was stopped.");
        }
        return stream.next();
    }

    /** PostgreSQL's text holds no NUL. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }
}

package ai.clara.llm.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.spi.chat.TokenUsage;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AnswerStreamTest {
    private static final Duration LONG = Duration.ofDays(1);
    private static final Duration SHORT = Duration.ofMillis(30);
    private final AtomicInteger hungUp = new AtomicInteger();

    @Test
    void theFirstEndingCounts() {
        try (var answer = stream(LONG, LONG, LONG)) {
            answer.text("a");
            answer.finish(ChatDelta.Reason.STOP, new TokenUsage(1, 2));
            answer.fail(new ModelException(Kind.TRUNCATED, "Late."));
            answer.text("late");
            assertThat(answer.next()).isEqualTo(new ChatDelta.Text("a"));
            assertThat(answer.next())
                    .isEqualTo(new ChatDelta.Finished(ChatDelta.Reason.STOP, new TokenUsage(1, 2), "m"));
        }
        assertThat(hungUp)
                .as("a whole answer leaves its connection for the next")
                .hasValue(0);
    }

    @Test
    void silenceBeforeTheFirstTokenHasItsOwnBound() {
        var answer = stream(SHORT, LONG, LONG);
        fails(answer, Kind.TIMEOUT, "Service did not answer in time.");
        assertThat(hungUp).hasValue(1);
    }

    @Test
    void silenceBetweenTokensHasItsOwnBound() {
        var answer = stream(LONG, SHORT, LONG);
        answer.text("a");
        answer.next();
        fails(answer, Kind.TIMEOUT, "Service fell silent in the middle of its answer.");
    }

    @Test
    void aThoughtIsASignOfLife() {
        var answer = stream(LONG, SHORT, LONG);
        answer.thinks();
        fails(answer, Kind.TIMEOUT, "Service fell silent in the middle of its answer.");
        var thinking = stream(SHORT, LONG, Duration.ofMillis(200));
        thinking.thinks();
        long begun = System.nanoTime();
        fails(thinking, Kind.TIMEOUT, "Service fell silent in the middle of its answer.");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(100));
    }

    @Test
    void nobodyWaitsBeyondTheDeadline() {
        fails(stream(LONG, LONG, Duration.ofMillis(-5)), Kind.TIMEOUT, "Service did not answer in time.");
    }

    @Test
    void closingDropsWhatWasNotRead() {
        var answer = stream(LONG, LONG, LONG);
        answer.text("a");
        answer.close();
        answer.close();
        fails(answer, Kind.CANCELLED, "The answer was stopped.");
        assertThat(hungUp).hasValue(1);
    }

    private AnswerStream stream(Duration first, Duration between, Duration untilDeadline) {
        return new AnswerStream(
                "Service", "m", new StreamTimers(first, between), untilDeadline, hungUp::incrementAndGet);
    }

    private static void fails(AnswerStream answer, Kind kind, String sentence) {
        assertThatThrownBy(answer::next)
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessage(sentence);
    }
}
